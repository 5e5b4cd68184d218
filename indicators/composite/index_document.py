"""A composite index as one JSON document."""

from __future__ import annotations

import math
from typing import Any

from geo.places import units
from indicators import registry
from indicators.composite import uncertainty
from indicators.composite.coherence import Importance
from indicators.composite.noise_error import noise_error
from indicators.composite.recipe_address import encode
from indicators.composite.worked_index import CompositeIndex, choice_influences


def document(found: CompositeIndex) -> dict[str, Any]:
    """Return everything about an index: recipe, coherence, ranks with their intervals, reasons.

    Counties stand in the order of their nominal rank; `above` names the counties (adcodes) that a
    county stands above in at least 95 % of the draws, `level` those it cannot be told from.
    """
    recipe = found.recipe
    noise = noise_error(recipe, len(found.ranks))
    return {
        "name": recipe.name,
        "concept": recipe.concept,
        "recipe": {
            "outliers": recipe.outliers.value,
            "normalisation": recipe.normalisation.value,
            "weighting": recipe.weighting.value,
            "aggregation": recipe.aggregation.value,
            "spread": recipe.spread.value,
            "coverage": recipe.coverage,
            "vary": [choice.value for choice in recipe.vary],
            "draws": recipe.draws,
            "seed": recipe.seed,
            "address": encode(recipe),
        },
        "seal": {"recorded": recipe.sealed or None, "computed": found.seal, "holds": found.holds},
        "pillars": _pillars(found),
        "coherence": _coherence(found),
        "pairs": {
            "certain": uncertainty.CERTAIN,
            "share_apart": round(found.spans.share_apart, 4),
            "noise_share": round(noise.share, 4),
            "noise_standard_error": round(noise.standard_error, 4),
        },
        "influences": [
            {
                "choice": row.choice.value,
                "first": round(row.first, 4),
                "first_margin": round(row.first_margin, 4),
                "total": round(row.total, 4),
                "total_margin": round(row.total_margin, 4),
            }
            for row in choice_influences(recipe)
        ],
        "counties": [_county(found, i) for i in found.order()],
        "unranked": [
            {
                "adcode": row.adcode,
                "name": units.unit(row.adcode).name,
                "gaps": [vars(gap) for gap in row.gaps],
                "reason": row.sentence,
            }
            for row in found.inputs.unranked
        ],
        "treated": [
            {
                "adcode": found.inputs.adcodes[change.row],
                "name": units.unit(found.inputs.adcodes[change.row]).name,
                "indicator": recipe.members[change.column].indicator,
                "before": change.before,
                "after": change.after,
            }
            for change in found.treated
        ],
        "sources": {m.indicator: registry.get(m.indicator).sources[m.year] for m in recipe.members},
    }


def _number(value: float, digits: int = 4) -> float | None:
    return None if math.isnan(value) else round(float(value), digits)


def _importance(row: Importance) -> dict[str, float | None]:
    return {
        "nominal": _number(row.nominal),
        "effective": _number(row.effective),
        "correlation": _number(row.correlation),
    }


def _pillars(found: CompositeIndex) -> list[dict[str, Any]]:
    owner, members = found.recipe.pillar_of, found.recipe.members
    return [
        {
            "name": pillar.name,
            **_importance(found.coherence.pillars[number]),
            "indicators": [
                {
                    "id": members[j].indicator,
                    "name": registry.get(members[j].indicator).name,
                    "year": members[j].year,
                    "direction": "higher" if members[j].sign > 0 else "lower",
                    "direction_why": members[j].direction_why
                    or registry.get(members[j].indicator).direction_why,
                    **_importance(found.coherence.indicators[j]),
                    "with_rest_of_pillar": _number(float(found.coherence.rest_correlations[j])),
                    "works_against_pillar": j in found.coherence.against,
                }
                for j in range(len(members))
                if owner[j] == number
            ],
        }
        for number, pillar in enumerate(found.recipe.pillars)
    ]


def _coherence(found: CompositeIndex) -> dict[str, Any]:
    ids = [m.indicator for m in found.recipe.members]
    says = found.coherence
    return {
        "indicators": ids,
        "correlations": [[_number(float(r)) for r in row] for row in says.correlations],
        "pillar_correlations": [
            [_number(float(r)) for r in row] for row in says.pillar_correlations
        ],
        "against": [ids[j] for j in says.against],
        "redundant": [[ids[i], ids[j]] for i, j in says.redundant],
        "components": [
            {
                "pillar": found.recipe.pillars[part.pillar].name,
                "shares": [_number(share) for share in part.shares],
                "loadings": [_number(loading) for loading in part.loadings],
            }
            for part in says.components
        ],
    }


def _county(found: CompositeIndex, i: int) -> dict[str, Any]:
    codes, ids = found.inputs.adcodes, [m.indicator for m in found.recipe.members]
    spans = found.spans
    others = [j for j in range(len(codes)) if j != i]
    return {
        "adcode": codes[i],
        "name": units.unit(codes[i]).name,
        "rank": int(found.ranks[i]),
        "of": len(codes),
        "score": _number(float(found.scores[i])),
        "median_rank": int(spans.median[i]),
        "low": int(spans.low[i]),
        "high": int(spans.high[i]),
        "pillars": {
            pillar.name: _number(float(found.pillar_scores[p, i]))
            for p, pillar in enumerate(found.recipe.pillars)
        },
        "parts": {ids[j]: _number(float(found.parts[i, j])) for j in range(len(ids))},
        "strengths": [ids[j] for j in found.standings[i].strengths],
        "weaknesses": [ids[j] for j in found.standings[i].weaknesses],
        "above": [codes[j] for j in others if spans.apart(i, j)],
        "level": [codes[j] for j in others if not spans.apart(i, j) and not spans.apart(j, i)],
    }
