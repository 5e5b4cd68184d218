"""Reading and writing a MapSpec by its rules: the address bar, JSON, the options of a command.

In a URL a default is left out; a value that is not understood is named in a Chinese sentence and
the default takes its place. Elsewhere the first such value is an error with the same sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from data.errors import AtlasError
from data.i18n import _
from layers.spec import MapSpec
from layers.spec_rules import RULES, RefusedValue, Vocabulary

ADDRESS: Final = _("网址参数 ")
REQUEST: Final = _("地图说明的 ")
# Characters of a refused value that a sentence quotes.
_MOST_QUOTED: Final = 40
QUERY_NAMES: Final[frozenset[str]] = frozenset(rule.query for rule in RULES)


def to_query(
    spec: MapSpec, default: MapSpec, *, spelled: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Return the URL parameters that tell `spec` from the page's `default`.

    Parameters
    ----------
    spelled : frozenset of str
        Fields that are written though they are the default.
    """
    out: dict[str, str] = {}
    for rule in RULES:
        value = getattr(spec, rule.field)
        # years of another indicator, or around another year, are never taken over from the default
        retold = bool(value) and bool(rule.follows & set(out))
        if value != getattr(default, rule.field) or retold or rule.field in spelled:
            text = rule.write(value)
            if text:
                out[rule.query] = text
    return out


def from_query(
    query: Mapping[str, str], default: MapSpec, words: Vocabulary
) -> tuple[MapSpec, tuple[str, ...]]:
    """Read URL parameters over a page's default.

    Parameters
    ----------
    query : mapping of str to str
        The parameters of the URL; names that are not a map's are left alone.
    default : MapSpec
        What the page shows without parameters.
    words : Vocabulary
        The ids that exist.

    Returns
    -------
    tuple of (MapSpec, tuple of str)
        The specification, and one Chinese sentence for each value that was refused.
    """
    spec = default
    problems: list[str] = []
    for rule in RULES:
        if rule.query not in query:
            continue
        text = query[rule.query]
        try:
            spec = rule.check(rule.read(text), spec, words)
        except RefusedValue as refused:
            problems.append(refusal(rule.query, text, refused.why))
    return spec, tuple(problems)


def checked(spec: MapSpec, words: Vocabulary) -> MapSpec:
    """Return the specification when everything in it exists and fits together.

    Raises
    ------
    AtlasError
        One sentence about the first value that is refused, as in the address bar.
    """
    plain = MapSpec()
    found = plain
    for rule in RULES:
        value = getattr(spec, rule.field)
        if value == getattr(plain, rule.field):
            continue
        try:
            found = rule.check(value, found, words)
        except RefusedValue as refused:
            sentence = refusal(rule.query, rule.write(value), refused.why, where=REQUEST)
            raise AtlasError(sentence, detail=f"refused: {rule.field}={value!r:.80}") from refused
    return found


def refusal(name: str, value: str, why: str, *, where: str = ADDRESS) -> str:
    """Return the sentence about a parameter that is not understood."""
    return _("{where}{name}={value} 未采用：{why}").format(
        where=where, name=name, value=cut(value), why=why
    )


def cut(text: str) -> str:
    """Return a user's value as a sentence quotes it: the first forty characters of a long one."""
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"


def from_object(raw: Mapping[str, Any]) -> MapSpec:
    """Return the specification of a JSON object; its ids are not looked up.

    Raises
    ------
    AtlasError
        When a key is unknown or a value is of another type.
    """
    known = {rule.field: rule for rule in RULES}
    found: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in known:
            raise AtlasError(
                _("地图说明里有不认识的项“{name}”，可用的有：{known}。").format(
                    name=str(name)[:30], known="、".join(known)
                ),
                detail=f"unknown key {name!r}",
            )
        try:
            found[name] = known[name].parse(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise AtlasError(
                _("地图说明里“{name}”的写法不对。").format(name=name),
                detail=f"{name} is {value!r:.80}",
            ) from error
    return MapSpec(**found)
