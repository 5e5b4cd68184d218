"""The peers of a county as one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing import peer_tables
from data.missing import is_missing
from indicators import peer_words, structure
from indicators.peer_gaps import PeerGap
from indicators.peers import CALIBRE_QUANTILE, PeerSet
from layers import peer_policies


def document(found: PeerSet, indicators: Sequence[str]) -> dict[str, Any]:
    """Return peers, variables, gaps and policies as JSON types.

    Parameters
    ----------
    found : PeerSet
        The peers.
    indicators : sequence of str
        Whose gaps to the peers' median are told; those that the pool lacks are left out.
    """
    raw = structure.pool(found.among).raw
    return {
        "adcode": found.adcode,
        "name": peer_words.name(found.adcode),
        "among": found.among.value,
        "outcome": found.outcome or None,
        "candidates": found.candidates,
        "unusable": list(found.unusable),
        "variables": [
            {
                "id": item.id,
                "name": item.name,
                "unit": peer_tables.unit(item),
                "transform": found.transforms[item.id].value,
                "value": float(raw.at[found.adcode, item.id]),
                "changes_without": found.changes[item.id],
            }
            for item in found.variables
        ],
        "left_out": [
            {"id": item.variable.id, "name": item.variable.name, "reason": item.reason}
            for item in found.left_out
        ],
        "peers": [
            {
                "adcode": peer.adcode,
                "name": peer_words.name(peer.adcode),
                "distance": peer.distance,
                "shares": peer.shares,
                "beyond_calibre": peer.beyond,
                "values": {i.id: float(raw.at[peer.adcode, i.id]) for i in found.variables},
            }
            for peer in found.peers
        ],
        "calibre": {
            "distance": found.calibre,
            "quantile": CALIBRE_QUANTILE,
            "nearest_is_beyond": found.far,
        },
        "gaps": [_gap(gap) for gap in peer_tables.gaps_of(found, indicators)],
        "policies": [
            {
                "id": row.system.id,
                "name": row.system.name,
                "kind": row.system.kind,
                "reading": row.system.reading,
                "peers": list(row.peers),
                "document": row.document,
                "quote": row.quote or None,
            }
            for row in peer_policies.without(found.adcode, found.codes)
        ],
        "method": peer_words.method(found),
    }


def _gap(gap: PeerGap) -> dict[str, Any]:
    figures = {
        "value": gap.own.value,
        "value_low": gap.own.low,
        "value_high": gap.own.high,
        "peers_median": gap.median,
        "median_low": gap.interval.low,
        "median_high": gap.interval.high,
        "gap": gap.gap,
        "gap_low": gap.low,
        "gap_high": gap.high,
    }
    return {
        "indicator": gap.indicator,
        "year": gap.year,
        **{key: None if is_missing(value) else value for key, value in figures.items()},
        "confidence": gap.interval.confidence,
        "peers": list(gap.peers.codes),
        "values": gap.values,
        "verdict": gap.verdict.value,
    }
