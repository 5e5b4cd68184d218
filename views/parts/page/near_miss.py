"""Parameters of an address that are nearly right: told, never guessed, never passed over in silence."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, Final

from data.i18n import _
from layers.spec_reading import QUERY_NAMES, cut
from layers.spec_rules import RULES

# Who knows the atlas from its commands or its JSON writes a field's whole name.
_WHOLE_NAMES: Final = {rule.field: rule.query for rule in RULES} | {
    "select": "sel",
    "county": "sel",
    "layers": "sys",
    "system": "sys",
}
# Of names shorter than this only the case may differ: “m” and “k” are near to everything.
_LEAST_LETTERS: Final = 3
_NEAR: Final = 0.6


class AskedQuery(dict[str, str]):
    """The parameters of a URL, which remember the names they were asked for."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.asked: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:  # as dict: the default's type is free
        """Return a parameter, or the default."""
        self.asked.add(name)
        return super().get(name, default)


def near_misses(query: AskedQuery) -> Iterator[str]:
    """Yield a sentence for each parameter that the page did not read though it nearly could have."""
    known = QUERY_NAMES | query.asked
    for name in query:
        meant = None if name in known else _nearest(name, known)
        if meant is not None:
            yield _("网址参数 {name} 没有读：是不是 {meant}？这里按没有写它显示。").format(
                name=cut(name), meant=meant
            )


def _nearest(name: str, known: frozenset[str]) -> str | None:
    """Return the parameter that was probably meant, or None."""
    plain = name.strip().lower()
    if plain in known or plain in _WHOLE_NAMES:
        return _WHOLE_NAMES.get(plain, plain)
    if len(plain) < _LEAST_LETTERS:
        return None
    long = sorted(other for other in known if len(other) >= _LEAST_LETTERS)
    close = difflib.get_close_matches(plain, [*long, *_WHOLE_NAMES], n=1, cutoff=_NEAR)
    return _WHOLE_NAMES.get(close[0], close[0]) if close else None
