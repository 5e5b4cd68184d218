"""Every written form under which a place of Gansu is known: the index behind `geo.places.lookup`.

Forms come from the tables (full names, short names, codes, aliases) and from one rule: a name
without its last character (县, 区, 市) is a form, too, where at least two characters remain.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from geo.places import units
from geo.places.units import PROVINCE, PROVINCE_NAME

MAX_LENGTH = 40  # the longest form, with province and prefecture before it, has 26 characters
MAX_INPUT = 200  # what is looked at before spaces are dropped

_CODE = re.compile(r"(?:156)?(6[0-9]{5})(?:000000|000)?(?:\.0)?")
_REFUSED = frozenset({"Cc", "Co", "Cs", "Cn"})
_DROPPED = frozenset({"Cf", "Zs", "Zl", "Zp"})


@dataclass(frozen=True)
class Place:
    """One place: `level` is 'county', 'special', 'prefecture', 'zone' or 'province'.

    `members` are county codes: a county's own, a prefecture's counties, the counties that a zone
    lies in, all 87 for the province, none for a special area.
    """

    adcode: str
    name: str
    level: str
    members: tuple[str, ...]
    parent: str = ""
    note: str = ""


@dataclass(frozen=True)
class WrittenForm:
    """A written form of a place; `kind` is 'name', 'short', 'bare', 'code' or an alias's kind."""

    text: str
    place: Place
    kind: str
    note: str = ""


def tidy(text: str) -> str | None:
    """Return the text without spaces and in one width (NFKC), or None if it cannot be a name.

    Refused are control characters, unassigned code points, surrogates, and anything too long.
    """
    if len(text) > MAX_INPUT:
        return None
    kept = []
    for character in unicodedata.normalize("NFKC", text.strip()):
        category = unicodedata.category(character)
        if category in _REFUSED and not character.isspace():
            return None
        if category not in _DROPPED and not character.isspace():
            kept.append(character)
    return "".join(kept) if len(kept) <= MAX_LENGTH else None


def code_of(text: str) -> str:
    """Return the six-digit code in a tidy text, or ''.

    Understands the country's prefix (156620102), the nine- and twelve-digit statistical codes
    (620102000, 620102000000) and a spreadsheet's decimal (620102.0).
    """
    match = _CODE.fullmatch(text)
    return match[1] if match else ""


def bare(name: str) -> str:
    """Return the name without 县, 区 or 市, or '' where fewer than two characters remain."""
    return name[:-1] if len(name) > 2 and name[-1] in "县区市" else ""


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """Return every place by code; 嘉峪关市 is one place, of level 'county'."""
    found = {PROVINCE: Place(PROVINCE, PROVINCE_NAME, "province",
                             tuple(u.adcode for u in units.counties()))}  # fmt: skip
    for city in units.prefectures():
        found[city.adcode] = Place(city.adcode, city.name, "prefecture", city.members, PROVINCE)
    for unit in units.counties():
        note = "不设县区的地级市，按一个县级单元计" if unit.kind == "city" else ""
        found[unit.adcode] = Place(
            unit.adcode, unit.name, "county", (unit.adcode,), unit.prefecture, note
        )
    for unit in units.special_areas():
        found[unit.adcode] = Place(
            unit.adcode, unit.name, "special", (), "", "只有边界、没有统计数据的特殊区域"
        )
    for zone in units.zones():
        parent = units.unit(zone.lies_in[0]).prefecture
        found[zone.adcode] = Place(zone.adcode, zone.name, "zone", zone.lies_in, parent, zone.note)
    return found


def _forms() -> list[WrittenForm]:
    known = places()
    shorts = {city.adcode: city.short for city in units.prefectures()}
    shorts |= {unit.adcode: unit.short for unit in units.counties()}
    forms = []
    for place in known.values():
        forms += [WrittenForm(place.name, place, "name"), WrittenForm(place.adcode, place, "code")]
        if place.adcode in shorts:
            forms.append(WrittenForm(shorts[place.adcode], place, "short"))
        if place.level in ("county", "prefecture") and bare(place.name):
            forms.append(WrittenForm(bare(place.name), place, "bare"))
        if place.name.endswith("自治州"):
            forms.append(WrittenForm(shorts[place.adcode].removesuffix("州"), place, "bare"))
    forms += [
        WrittenForm(row["alias"], known[row["adcode"]], row["kind"], row["reason"])
        for row in units.rows("aliases.csv")
    ]
    return forms


@lru_cache(maxsize=1)
def index() -> dict[str, tuple[WrittenForm, ...]]:
    """Return the forms by text, one form a place; more than one means that it is ambiguous."""
    found: dict[str, dict[str, WrittenForm]] = {}
    for form in _forms():
        found.setdefault(form.text, {}).setdefault(form.place.adcode, form)
    return {text: tuple(by_place.values()) for text, by_place in found.items()}


@lru_cache(maxsize=1)
def _prefixes() -> tuple[tuple[str, Place], ...]:
    forms = [
        (text, form.place)
        for text, found in index().items()
        for form in found
        if form.place.level in ("prefecture", "province") and form.kind != "code"
    ]
    return tuple(sorted(forms, key=lambda item: -len(item[0])))


def lookup(text: str) -> tuple[WrittenForm, ...]:
    """Return the forms that a tidy text stands for, none if unknown.

    A text may carry its province and its prefecture in front (甘肃省临夏州临夏县); the place must
    then belong there, which also settles which of two namesakes is meant (白银市白银).
    """
    text = code_of(text) or text
    if text in index():
        return index()[text]
    for prefix, above in _prefixes():
        rest = text.removeprefix(prefix)
        if rest == text or not rest or rest.isdigit():
            continue
        if above.level == "province" and (found := lookup(rest)):
            return found
        inside = tuple(
            form
            for form in index().get(rest, ())
            if form.place.parent == above.adcode and form.place.level in ("county", "zone")
        )
        if inside:
            return inside
    return ()
