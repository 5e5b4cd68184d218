"""Finding places in running text, where 合作 is mostly cooperation and 安定 mostly stability."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geo.places import gazetteer, units


@dataclass(frozen=True)
class Found:
    """A place at `text[start:end]`."""

    start: int
    end: int
    name: str
    adcode: str
    level: str


@dataclass(frozen=True)
class _Rule:
    never: bool
    not_after: str
    not_before: str


@lru_cache(maxsize=1)
def _rules() -> dict[str, _Rule]:
    return {
        row["name"]: _Rule(row["never"] == "yes", row["not_after"], row["not_before"])
        for row in units.rows("running_text.csv")
    }


@lru_cache(maxsize=1)
def place_names() -> tuple[tuple[str, str, str], ...]:
    """Return (name, adcode, level) of every form that can be looked for in running text.

    Left out are codes, ambiguous forms (临夏, 白银) and the forms that `running_text.csv` marks as
    everyday words. Longest first, so that a scanner that takes the first hit finds 静宁县 before
    宁县. `find_places` also minds what stands before and after (成县 in 形成县域).
    """
    names = [
        (text, forms[0].place.adcode, forms[0].place.level)
        for text, forms in gazetteer.index().items()
        if len(forms) == 1
        and not text.isdigit()
        and not (text in _rules() and _rules()[text].never)
    ]
    return tuple(sorted(names, key=lambda item: (-len(item[0]), item[0])))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    def one(name: str) -> str:
        rule = _rules().get(name)
        if rule is None:
            return re.escape(name)
        before = f"(?<![{re.escape(rule.not_after)}])" if rule.not_after else ""
        after = f"(?![{re.escape(rule.not_before)}])" if rule.not_before else ""
        return before + re.escape(name) + after

    return re.compile("|".join(one(name) for name, _code, _level in place_names()))


def find_places(text: str) -> tuple[Found, ...]:
    """Return the places that a text names, from left to right, without overlaps.

    Parameters
    ----------
    text : str
        As it will be shown: positions refer to it unchanged.
    """
    known = {name: (code, level) for name, code, level in place_names()}
    return tuple(
        Found(hit.start(), hit.end(), hit[0], *known[hit[0]]) for hit in _pattern().finditer(text)
    )
