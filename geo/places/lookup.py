"""Place names: what people write → which place of Gansu it is.

The rules, none of which knows any particular place:

1. Before anything else, spaces and invisible characters go, and full-width letters and digits
   become ordinary ones. Control characters or more than 40 characters are never a place.
2. A text is looked up among all forms of all places: full names, short names, codes, the aliases
   in `data/places/aliases.csv` (each with its reason), and names without 县, 区, 市.
3. One place: 'ok'. Two or more: 'ambiguous', with all of them as candidates. So 临夏 (a
   prefecture, a city and a county) and 白银 (a city and its district) are ambiguous; 酒泉, 兰州,
   金昌 name a prefecture and nothing else; 合作 names a county and nothing else.
4. A city without counties is one place: 嘉峪关 is the county-level unit 620200, which is its own
   prefecture as well.
5. Current names win: a former name is an alias only where nothing bears it today (平凉市 is the
   prefecture, although a county-level city had that name once). The note says what was translated.
6. A prefecture written before a county must be the right one (兰州市武都区 is unknown); written
   before a shared name it settles the matter (白银市白银, 临夏州东乡).
7. Nothing found: 'unknown', with up to three nearest names. A suggestion is never taken.

In a list, a count that closes it (“两市”) also settles the names it counts. In running text,
forms that are everyday words are not looked for at all (`data/places/running_text.csv`).
"""

from __future__ import annotations

from geo.places.lists import resolve_list
from geo.places.match import AmbiguousPlace, Match, UnknownPlace, county, resolve
from geo.places.running_text import Found, find_places, place_names

__all__ = [
    "AmbiguousPlace",
    "Found",
    "Match",
    "UnknownPlace",
    "county",
    "find_places",
    "place_names",
    "resolve",
    "resolve_list",
]
