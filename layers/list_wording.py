"""What policy lists say of themselves, in words: years, documents, coverage, a county's entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from data.i18n import _
from layers import policy_lists
from layers.policy_list import STATUS_NAMES, Coverage, Entry, PolicyList, Status

MOST_SOURCES: Final = 3
# Behind the name of a list that may not hold every county of Gansu.
COVERAGE_MARKS: Final[Mapping[Coverage, str]] = {
    Coverage.COMPLETE: "",
    Coverage.INCOMPLETE: _("名单不完整"),
    Coverage.OPEN_ENDED: _("名单可能不完整"),
    Coverage.UNCONFIRMED: _("名单未核实"),
}

_NOT_IN_FORCE: Final = {Status.EXPIRED, Status.EXITED, Status.PROPOSED, Status.PLANNED}


def years(item: PolicyList) -> str:
    """Return “2018、2023年”, or “2016—2022、2024年” where years follow one another."""
    return _("{years}年").format(years=_runs(item.years))


def _runs(found: Iterable[int]) -> str:
    """Return “2016—2022、2024” for years in ascending order."""
    runs: list[list[int]] = []
    for year in found:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts: list[str] = []
    for run in runs:
        parts.extend([f"{run[0]}—{run[-1]}"] if len(run) > 2 else map(str, run))
    return "、".join(parts)


def status(item: PolicyList) -> str:
    """Return what being on it means, with the years where that differs."""
    if len(item.statuses) == 1:
        return STATUS_NAMES[item.statuses[0]]
    parts = []
    for known in item.statuses:
        when = sorted({entry.year for entry in item.entries if entry.status is known})
        parts.append(
            _("{status}（{years}年）").format(status=STATUS_NAMES[known], years=_runs(when))
        )
    return "、".join(parts)


def coverage(item: PolicyList) -> str:
    """Return how much of Gansu's part is known; what is incomplete says 不完整."""
    if item.coverage is Coverage.COMPLETE:
        return _("甘肃部分完整，{n}个县级单元").format(n=len(item.counties))
    if item.coverage is Coverage.OPEN_ENDED:
        return _("文件以“等”字列举，可能不完整，读到{n}个县级单元").format(n=len(item.counties))
    if item.coverage is Coverage.UNCONFIRMED:
        return _("未见名单原文，是否完整未核实，读到{n}个县级单元").format(n=len(item.counties))
    if item.total is None:
        return _("不完整：只读到{n}个县级单元").format(n=len(item.counties))
    return _("不完整：甘肃共{total}个，只读到{n}个").format(total=item.total, n=len(item.counties))


def sentence(item: PolicyList) -> str:
    """Return what a caption says of a list: who, when, how many counties, wholly or in part."""
    parts = []
    if item.members:
        parts.append(_("整县列入{n}个").format(n=len(item.members)))
    if item.partial:
        parts.append(_("县内部分列入{n}个").format(n=len(item.partial)))
    return _("“{name}”由{publisher}发布（{document}；{status}），{counties}。").format(
        name=item.name,
        publisher=item.publishers[0],
        document=documents(item),
        status=status(item),
        counties="，".join(parts),
    )


def documents(item: PolicyList) -> str:
    """Return the document with its year, or the newest and how many there are of which years."""
    newest = item.documents[0]
    if len(item.documents) == 1:
        return _("{document}，{years}").format(document=newest, years=years(item))
    return _("{document}等{n}份文件，{years}").format(
        document=newest, n=len(item.documents), years=years(item)
    )


def source(item: PolicyList) -> str:
    """Return “国家创新型县市（科学技术部，2018、2023年）”, as a figure's source line has it."""
    return _("{name}（{publisher}，{years}）").format(
        name=item.short, publisher=item.publishers[0], years=years(item)
    )


def source_line(items: Sequence[PolicyList]) -> str:
    """Return the source line of the lists on a figure, "" for none.

    Of more than three the publishers are named together: a sheet has one line for all sources.
    """
    if not items:
        return ""
    if len(items) > MOST_SOURCES:
        named = list(dict.fromkeys(item.publishers[0] for item in items))
        return _("名单：{publishers}等发布的{n}份（各份文件见“政策叠加”页的名单目录）").format(
            publishers="；".join(named[:MOST_SOURCES]), n=len(items)
        )
    return _("名单：{lists}").format(lists="、".join(source(item) for item in items))


def caution(item: PolicyList) -> str:
    """Return what must stand under a map of the list, "" when nothing."""
    parts = [item.note] if item.note else []
    if any(known is Status.PROPOSED for known in item.statuses):
        proposed = sorted({e.year for e in item.entries if e.status is Status.PROPOSED})
        parts.append(_("{years}年为公示稿").format(years=_runs(proposed)))
    if any(entry.trust != "high" for entry in item.entries):
        parts.append(_("据转载报道，未与文件原文核对"))
    if not parts:
        return ""
    return _("{name}：{text}").format(name=item.short, text="；".join(parts))


def cautions(items: Sequence[PolicyList]) -> tuple[str, ...]:
    """Return what must stand under a map of lists; of more than three only what they share."""
    if len(items) <= MOST_SOURCES:
        return tuple(filter(None, map(caution, items)))
    out = []
    for words, which in (
        (_("公示稿"), [i for i in items if Status.PROPOSED in i.statuses]),
        (_("期满或已退出"), [i for i in items if {Status.EXPIRED, Status.EXITED} & {*i.statuses}]),
        (_("县内的园区或镇，不是整县"), [i for i in items if i.partial]),
    ):
        if which:
            names = "、".join(item.short for item in which)
            out.append(_("含{words}的名单：{names}").format(words=words, names=names))
    return tuple(out)


def extent(entry: Entry) -> str:
    """Return whether the county is listed whole, or what inside it is."""
    if entry.whole:
        return _("整县")
    return _("县内：{place}").format(place=entry.place) if entry.place else _("县内一部分")


def entry(item: PolicyList, found: Sequence[Entry]) -> str:
    """Return a county's place on a list as one line: who, which document, when, what.

    Parameters
    ----------
    found : sequence of Entry
        The county's entries, never empty.
    """
    said = []
    for one in found:
        words = [one.publisher, one.document, STATUS_NAMES[one.status]]
        if not one.whole:
            words.append(extent(one))
        if one.detail:
            words.append(one.detail)
        said.append(_("{year}年（{words}）").format(year=one.year, words="，".join(words)))
    line = _("{name}：{said}").format(name=item.name, said="；".join(said))
    if item.coverage is not Coverage.COMPLETE:
        line += _("。{coverage}").format(coverage=coverage(item))
    return line


def named(item: PolicyList, adcode: str) -> str:
    """Return a list as a county's chip names it: “国家创新型县市（县内）”, with what is not certain of it.

    Parameters
    ----------
    adcode : str
        A county on the list.
    """
    marks = [] if adcode in item.members else [_("县内")]
    marks += filter(None, [COVERAGE_MARKS[item.coverage]])
    # the newest entry tells whether the county is still on it; a list of those that left says so itself
    newest = item.of(adcode)[0].status
    if newest in _NOT_IN_FORCE and item.statuses != (Status.EXITED,):
        marks.append(STATUS_NAMES[newest])
    return (
        _("{name}（{marks}）").format(name=item.short, marks="，".join(marks))
        if marks
        else item.short
    )


def as_systems() -> list[dict[str, Any]]:
    """Return the lists that are drawn as the command lists systems: same keys, and their own."""
    return [
        {
            **as_dict(item),
            "kind": item.kind,
            "plan": None,
            # the contract's keys stand empty: a list is no sentence of a plan
            "sources": [
                {"section": "", "quote": "", **_entry_dict(found)} for found in item.entries
            ],
            "tasks": [],
            "method": item.method,
            "reading": item.reading,
            "evidence": [],
            "parent": item.parent,
            "shape": item.shape,
        }
        for item in policy_lists.drawn().values()
    ]


def of_county(item: PolicyList, adcode: str) -> dict[str, Any]:
    """Return a county's place on a list as JSON types, its newest document first."""
    found = item.of(adcode)
    return {
        "id": item.id,
        "name": item.name,
        "level": item.level.value,
        "publisher": found[0].publisher,
        "document": found[0].document,
        "year": found[0].year,
        "status": found[0].status.value,
        "whole": adcode in item.members,
        "coverage": item.coverage.value,
        "note": coverage(item),
        "entries": [_entry_dict(one) for one in found],
    }


def as_dict(item: PolicyList) -> dict[str, Any]:
    """Return a list as JSON types: whose, which documents, when, how complete, which counties."""
    return {
        "id": item.id,
        "name": item.name,
        "level": item.level.value,
        "topic": item.topic.value,
        "publisher": item.publishers[0],
        "publishers": list(item.publishers),
        "document": item.documents[0],
        "documents": list(item.documents),
        "year": item.years[-1],
        "years": list(item.years),
        "status": item.statuses[0].value,
        "statuses": [known.value for known in item.statuses],
        "coverage": item.coverage.value,
        "drawn": item.drawable,
        "members": list(item.members),
        "partial": list(item.partial),
        "note": item.note,
    }


def _entry_dict(found: Entry) -> dict[str, Any]:
    return {key: value for key, value in vars(found).items() if value != ""}
