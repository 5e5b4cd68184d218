"""From one written place to a `Match`: found, ambiguous or unknown, never a silent guess."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Final

from data.errors import AtlasError
from data.i18n import _
from geo.places import gazetteer, units
from geo.places.gazetteer import WrittenForm
from geo.places.units import Unit

SHOWN_LENGTH = 40
SUGGESTIONS = 3
MIN_SIMILARITY = 0.6


_PRINTED: Final = re.compile(r"([^(（]+)[(（]([^()（）]+)[)）]")


@dataclass(frozen=True)
class Match:
    """What a written place turned out to be.

    Parameters
    ----------
    text : str
        What was asked, shortened to 40 characters.
    status : str
        'ok', 'ambiguous' or 'unknown'.
    level : str
        'county', 'prefecture', 'province', 'zone', 'special', or '' unless ok.
    adcode, name : str
        The place's code and full name, '' unless ok.
    members : tuple of str
        County codes: the county itself, a prefecture's counties, the counties that a zone lies in.
    candidates : tuple of (adcode, name)
        When ambiguous: the places that the text may mean.
    suggestions : tuple of str
        When unknown: the nearest full names.
    note : str
        A remark for the user, such as that a former name was translated.
    """

    text: str
    status: str
    level: str = ""
    adcode: str = ""
    name: str = ""
    members: tuple[str, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    note: str = ""


class UnknownPlace(AtlasError):
    """The text names no county of Gansu; the message lists the nearest names."""


class AmbiguousPlace(AtlasError):
    """The text may mean several places; the message lists them."""


def _shown(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text[: SHOWN_LENGTH + 1])
    return printable if len(printable) <= SHOWN_LENGTH else printable[: SHOWN_LENGTH - 1] + "…"


def distance(one: str, other: str) -> int:
    """Return the number of single-character edits between two texts (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


def _near(text: str, form: str) -> tuple[float, float] | None:
    """Return how near a form is (edits, less similarity), or None if it is not."""
    edits = distance(text, form)
    similarity = difflib.SequenceMatcher(None, text, form).ratio()
    if edits > 1 and similarity < MIN_SIMILARITY:
        return None
    # Of two characters with one wrong, half is left: only the same beginning tells something.
    if min(len(text), len(form)) < 3 and text[0] != form[0]:
        return None
    return float(edits), -similarity


def suggest(text: str) -> tuple[str, ...]:
    """Return up to three full names near a tidy text that is none of the known forms.

    Near is one edit away, or a difflib similarity of at least 0.6; texts of two characters must
    begin alike. For a code, near is one wrong digit, or else the prefecture it would belong to.
    """
    code = gazetteer.code_of(text) or (text if text.isascii() and text.isdigit() else "")
    best: dict[str, tuple[float, float, str]] = {}
    for form_text, forms in gazetteer.index().items():
        if form_text.isdigit() != bool(code):
            continue
        if code:
            # a code tells its prefecture: a place of another one is no suggestion
            same = form_text[:4] == code[:4] and all(f.place.adcode[:4] == code[:4] for f in forms)
            near = (0.0, 0.0) if same and distance(code, form_text) == 1 else None
        else:
            near = _near(text, form_text)
        if near is None:
            continue
        for form in forms:
            rank = (*near, form.place.adcode)
            best[form.place.name] = min(best.get(form.place.name, rank), rank)
    above = gazetteer.places().get(code[:4] + "00") if len(code) == 6 else None
    if above and not best:
        return (above.name,)
    return tuple(sorted(best, key=lambda name: best[name])[:SUGGESTIONS])


def unknown(text: str, *, note: str = "", tidy: str = "") -> Match:
    """Return the answer for a text that names nothing."""
    return Match(_shown(text), "unknown", suggestions=suggest(tidy) if tidy else (), note=note)


def found(text: str, forms: tuple[WrittenForm, ...]) -> Match:
    """Return the answer for a text with one or more meanings."""
    if len(forms) > 1:
        candidates = tuple((form.place.adcode, form.place.name) for form in forms)
        return Match(_shown(text), "ambiguous", candidates=tuple(sorted(candidates)))
    form, place = forms[0], forms[0].place
    translated = form.note if form.kind.startswith("former") else ""
    note = "；".join(part for part in (translated, place.note) if part)
    return Match(
        _shown(text), "ok", place.level, place.adcode, place.name, place.members, note=note
    )


def _printed(tidy: str) -> Match | None:
    """Return the place of a text as the atlas prints it, or None when it is not one.

    “榆中县（兰州市，620123）”, “城关区（620102）” and “榆中县（兰州市）”: what stands in the brackets must
    belong to the name before them.
    """
    written = _PRINTED.fullmatch(tidy)
    if written is None:
        return None
    name, inside = written[1], [part for part in re.split("[,，、]", written[2]) if part]
    codes = [part for part in inside if gazetteer.code_of(part)]
    above = [part for part in inside if part not in codes]
    if len(codes) > 1 or len(above) > 1:
        return None
    bare = resolve(name)
    answer = resolve(codes[0] if codes else f"{above[0]}{name}")
    if answer.status != "ok" and above and resolve(above[0]).adcode[:4] == bare.adcode[:4]:
        answer = bare  # 嘉峪关市 lies in itself
    known = {bare.adcode, *(code for code, _name in bare.candidates)}
    return answer if answer.status == "ok" and answer.adcode in known else None


def resolve(text: str) -> Match:
    """Say which place of Gansu a text names.

    Parameters
    ----------
    text : str
        A name or code as people write them; anything may come in.
    """
    tidy = gazetteer.tidy(text)
    if tidy and (printed := _printed(tidy)):
        return printed
    if tidy is None:
        return unknown(text, note=_("文字过长或含有控制字符，不是地名"))
    if not tidy:
        return unknown(text, note=_("没有写地名"))
    forms = gazetteer.lookup(tidy)
    if forms:
        return found(text, forms)
    code = gazetteer.code_of(tidy) or (tidy if tidy.isdigit() else "")
    note = _("不是甘肃的行政区划代码") if code and not code.startswith("62") else ""
    return unknown(text, note=note, tidy=tidy)


def _names(codes: tuple[str, ...]) -> str:
    return "、".join(units.unit(code).name for code in codes)


def county(text: str) -> Unit:
    """Return the county that a text names.

    Raises
    ------
    UnknownPlace
        Nothing by that name, or a zone or special area, which have no county statistics.
    AmbiguousPlace
        Several places by that name, or a prefecture or the province.
    """
    match = resolve(text)
    detail = f"county({match.text!r}): {match.status} {match.level}".rstrip()
    if match.status == "ok" and match.level == "county":
        return units.unit(match.adcode)
    if match.status == "ambiguous":
        names = "、".join(f"{name}（{code}）" for code, name in match.candidates)
        message = _("“{text}”可能指{names}，请写明是哪一个。").format(text=match.text, names=names)
        raise AmbiguousPlace(message, detail=detail)
    if match.level == "province":
        message = _("{name}是省，请写明是哪个县（市、区）。").format(name=match.name)
        raise AmbiguousPlace(message, detail=detail)
    if match.level == "prefecture":
        message = _("{name}是市州，请写明其中的县（市、区）：{names}。").format(
            name=match.name, names=_names(match.members)
        )
        raise AmbiguousPlace(message, detail=detail)
    if match.level == "zone":
        message = _("{name}不是县级行政区，它位于{names}境内。").format(
            name=match.name, names=_names(match.members)
        )
    elif match.level == "special":
        message = _("{name}是没有统计数据的特殊区域，不能作为县查询。").format(name=match.name)
    elif match.suggestions:
        message = _("没有找到“{text}”，最接近的是：{names}。").format(
            text=match.text, names="、".join(match.suggestions)
        )
    else:
        message = _("没有找到“{text}”，请写甘肃的县（市、区）名或六位代码。").format(
            text=match.text
        )
    raise UnknownPlace(message, detail=detail)
