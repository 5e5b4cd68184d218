"""The table of a layout map in a document: systems and lists with their counties, or the counting."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.unit_names import unit_name
from data.i18n import _
from layers import catalogue, list_wording, membership, stacking
from layers.policy_list import PolicyList
from layers.spec import MapSpec
from layers.system import System

Table = tuple[tuple[str, ...], list[tuple[str, ...]], str]


def rows(spec: MapSpec) -> Table:
    """Return head, rows and a note (empty) of a map without an indicator.

    A list's kind names its publisher and document; partly included counties stand after the whole.
    """
    if spec.stacked:
        return _stack_rows(spec)
    found: list[tuple[str, ...]] = []
    for system in map(catalogue.get, spec.systems):
        members = _counties(system.members)
        if system.partial:
            part = _("部分涉及：{names}").format(names=_counties(system.partial))
            members = f"{members}；{part}" if members else part
        name = membership.marked(system.name, reading=system.reading)
        found.append((name, _kind(system), members or _("规划没有落到县区")))
    return (_("布局"), _("类别"), _("成员县（市、区）")), found, ""


def _counties(codes: Sequence[str]) -> str:
    """Return up to twelve names, and how many there are when there are more."""
    names = "、".join(unit_name(code) for code in codes[:12])
    return names + _("等{n}个").format(n=len(codes)) if len(codes) > 12 else names


def _kind(system: System) -> str:
    """Return a system's kind; of a list also who issued which document, and when."""
    if not isinstance(system, PolicyList):
        return system.kind_name
    return _("{kind}：{publisher}，{document}").format(
        kind=system.kind_name,
        publisher=system.publishers[0],
        document=list_wording.documents(system),
    )


def _stack_rows(
    spec: MapSpec,
) -> Table:
    """Return for each number of systems and lists the counties that are in so many."""
    counts = stacking.stack(spec.systems).counts
    rows: list[tuple[str, ...]] = []
    for n in sorted(set(counts.values()), reverse=True):
        codes = [code for code, own in counts.items() if own == n]
        names = "、".join(unit_name(code) for code in codes)
        rows.append((_("{n} 项").format(n=n), str(len(codes)), names))
    return (_("所在的布局与名单"), _("县级单元数"), _("县（市、区）")), rows, ""
