"""Lists of places as plans and reports write them: “酒泉、嘉峪关两市”, “临夏市、东乡县和康乐县”."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from data.i18n import _
from geo.places import gazetteer
from geo.places.gazetteer import places
from geo.places.match import Match, resolve, unknown

MAX_TEXT = 2000
MAX_CONJUNCTIONS = 20

# “4个县（市、区）”: the brackets say only which kinds are counted.
_KINDS_IN_BRACKETS = re.compile(r"\([县市区州旗、,和与及或/\s]*\)")
_SEPARATORS = re.compile(r"[、,;。|/\n\r\t]+")
_CONJUNCTIONS = re.compile(r"以及|[和与及跟暨]")
_COLLECTIVE = re.compile(
    r"(?P<names>.+?)(?:等?(?:[两二三四五六七八九十]+|[0-9]{1,3})个?(?P<kinds>[市州县区]{1,3})"
    r"|等(?:地区?|(?P<more>[市州县区]{1,3})))"
)


def _known(part: str) -> bool:
    closed = _COLLECTIVE.fullmatch(part)
    tidy = gazetteer.tidy(closed["names"] if closed else part)
    return bool(tidy and gazetteer.lookup(tidy))


def _split_at_conjunctions(text: str) -> list[str]:
    """Split where the parts are known places: “西和县和和政县” is 西和县, 和政县."""
    marks = [m.span() for m in _CONJUNCTIONS.finditer(text)]
    marks = [(start, end) for start, end in marks if start > 0 and end < len(text)]
    if not marks or len(marks) > MAX_CONJUNCTIONS:
        return [text]
    stops = [*marks, (len(text), len(text))]
    # From each start, the way with the fewest unknown parts, then the fewest parts.
    best: dict[int, tuple[int, int, list[str]]] = {len(text): (0, 0, [])}
    for start in reversed([0, *(end for _start, end in marks)]):
        best[start] = min(
            (
                (misses + (not _known(text[start:stop])), count + 1, [text[start:stop], *parts])
                for stop, following in stops
                if stop > start
                for misses, count, parts in [best[following]]
            ),
            key=lambda option: option[:2],
        )
    return best[0][2]


def _settle(match: Match, kinds: str, written: str) -> Match:
    """Choose the one candidate of the kinds that the list itself counts (“两市” means 市)."""
    fitting = [code for code, name in match.candidates if name[-1] in kinds]
    if match.status != "ambiguous" or len(fitting) != 1:
        return match
    place = places()[fitting[0]]
    note = _("按“{written}”取{name}").format(written=written, name=place.name)
    return replace(
        resolve(place.adcode), text=match.text, note="；".join(filter(None, (note, place.note)))
    )


def _pieces(text: str) -> list[str]:
    """Cut a text into pieces that hold one place each, as far as the places are known.

    A space separates names, unless the names are only known without it (白 银 市和定西).
    """
    result = []
    for chunk in filter(str.strip, _SEPARATORS.split(text)):
        words = chunk.split()
        joined = _split_at_conjunctions("".join(words))
        if len(words) == 1 or all(_known(part) for part in joined):
            result += joined
        else:
            result += [part for word in words for part in _split_at_conjunctions(word)]
    return result


def resolve_list(text: str) -> tuple[Match, ...]:
    """Resolve every place of a list, in the order written.

    Names are separated by 、，；, line ends, slashes, spaces, or by 和, 与, 及 where both sides
    are places (和政县 and 西和县 stay whole). A closing count such as “两市”, “三县”, “等地” is
    understood, and settles which of two namesakes is meant (“白银、兰州两市”).

    Returns
    -------
    tuple of Match
        Empty for a text without any name; one 'unknown' for a text of more than 2,000 characters.
    """
    if len(text) > MAX_TEXT:
        return (unknown(text, note=_("文字过长，请分几次填写")),)
    plain = _KINDS_IN_BRACKETS.sub("", unicodedata.normalize("NFKC", text))
    result: list[Match] = []
    open_since = 0  # matches from here on wait for a collective word
    for piece in _pieces(plain):
        match = resolve(piece)
        closed = _COLLECTIVE.fullmatch(piece) if match.status == "unknown" else None
        if closed is None:
            result.append(match)
            continue
        result.append(resolve(closed["names"]))
        kinds, written = closed["kinds"] or closed["more"] or "", piece[closed.end("names") :]
        result[open_since:] = [_settle(m, kinds, written) for m in result[open_since:]]
        open_since = len(result)
    return tuple(result)
