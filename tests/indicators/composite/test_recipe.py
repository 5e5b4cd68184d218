"""A recipe says everything, and refuses what an index cannot honestly be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import registry, tables
from indicators.composite import coverage_rule, index_words, recipe_address, recipe_toml
from indicators.composite.coverage_rule import TooFewCountiesError
from indicators.composite.noise_error import noise_error
from indicators.composite.recipe import (
    Aggregation,
    BadRecipeError,
    IndexRecipe,
    MakersChoice,
    Normalisation,
    Outliers,
    Pillar,
    PillarIndicator,
    Spread,
    Weighting,
)
from indicators.composite.worked_index import composite
from indicators.facets import Direction

CONDITIONS = recipe_toml.read(recipe_toml.SHIPPED / "innovation_conditions.toml")
ECONOMY = recipe_toml.read(recipe_toml.SHIPPED / "economic_and_innovation_conditions.toml")
DIRECTED = [
    item
    for item in registry.of_level("county")
    if item.direction is not Direction.NEITHER and item.kind != "count"
]
UNDIRECTED = [
    item
    for item in registry.of_level("county")
    if item.direction is Direction.NEITHER and item.kind != "count"
]
words = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() and "创新" not in text)
positive = st.floats(0.001, 1000)


@st.composite
def recipes(draw: st.DrawFn) -> IndexRecipe:
    items = draw(
        st.lists(st.sampled_from(DIRECTED), min_size=3, max_size=9, unique_by=lambda i: i.id)
    )
    members = [PillarIndicator(item.id, item.years[-1], draw(positive)) for item in items]
    cut = draw(st.integers(1, len(members) - 1))
    parts = (members[:cut], members[cut:])
    return IndexRecipe(
        name=draw(words),
        concept=draw(st.text(max_size=30)),
        pillars=tuple(Pillar(draw(words), tuple(part), draw(positive)) for part in parts),
        outliers=draw(st.sampled_from(Outliers)),
        normalisation=draw(st.sampled_from(Normalisation)),
        weighting=draw(st.sampled_from(Weighting)),
        aggregation=draw(st.sampled_from(Aggregation)),
        spread=draw(st.sampled_from(Spread)),
        coverage=draw(st.floats(0.01, 1)),
        vary=tuple(draw(st.lists(st.sampled_from(MakersChoice), unique=True))),
        draws=draw(st.integers(10_000, 200_000)),
        seed=draw(st.integers(0, 2**31)),
    )


@settings(deadline=None, max_examples=60)
@given(recipes())
def test_every_recipe_comes_back_from_toml_and_from_the_address(recipe: IndexRecipe) -> None:
    assert recipe_toml.loads(recipe_toml.dumps(recipe)) == recipe
    assert recipe_address.decode(recipe_address.encode(recipe)) == recipe


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_no_address_breaks_the_reader(text: str) -> None:
    with pytest.raises(BadRecipeError):
        recipe_address.decode(text)


def test_shipped_recipes_are_read_as_they_are_written() -> None:
    for path in recipe_toml.shipped():
        recipe = recipe_toml.read(path)
        assert recipe_toml.loads(recipe_toml.dumps(recipe)) == recipe
        text = path.read_text(encoding="utf-8")
        assert recipe_toml.sealed_text(text, recipe.sealed) == text


def with_member(member: PillarIndicator) -> IndexRecipe:
    first, *rest = CONDITIONS.pillars
    return replace(CONDITIONS, pillars=(replace(first, members=(*first.members, member)), *rest))


@pytest.mark.parametrize("item", UNDIRECTED, ids=lambda item: item.id)
def test_an_indicator_without_a_direction_is_refused_unless_a_reason_is_given(
    item: registry.Indicator,
) -> None:
    year = item.years[-1]
    with pytest.raises(BadRecipeError, match="不分好坏"):
        with_member(PillarIndicator(item.id, year)).checked()
    with pytest.raises(BadRecipeError, match="不分好坏"):
        with_member(PillarIndicator(item.id, year, direction=Direction.HIGHER)).checked()
    with pytest.raises(BadRecipeError, match="不分好坏"):
        with_member(
            PillarIndicator(item.id, year, direction=Direction.NEITHER, direction_why="说不清")
        ).checked()
    given_reason = PillarIndicator(
        item.id, year, direction=Direction.LOWER, direction_why="另有理由"
    )
    assert with_member(given_reason).checked().members[2].sign == -1


@pytest.mark.parametrize("item", DIRECTED, ids=lambda item: item.id)
def test_a_direction_is_the_registry_s_and_cannot_be_turned(item: registry.Indicator) -> None:
    member = PillarIndicator(item.id, item.years[-1])
    assert member.sign == (1 if item.direction is Direction.HIGHER else -1)
    other = Direction.LOWER if item.direction is Direction.HIGHER else Direction.HIGHER
    with pytest.raises(BadRecipeError, match="不能改反"):
        _sign = replace(member, direction=other, direction_why="我觉得").sign


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "创新能力指数"}, "创新基础条件"),
        ({"name": " "}, "名称"),
        ({"draws": 9_999}, "10000"),
        ({"coverage": 0.0}, "coverage"),
        ({"coverage": float("nan")}, "coverage"),
        ({"seed": -1}, "seed"),
        ({"pillars": CONDITIONS.pillars[:1]}, "三个指标"),
        ({"pillars": (*CONDITIONS.pillars, CONDITIONS.pillars[0])}, "只能出现一次"),
        (
            {"pillars": (replace(CONDITIONS.pillars[0], weight=0.0), *CONDITIONS.pillars[1:])},
            "权重",
        ),
    ],
)
def test_what_cannot_be_followed_is_told_in_a_sentence(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(BadRecipeError, match=said):
        replace(CONDITIONS, **change).checked()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"min-max"', '"best"', "min-max、z、rank"),
        ("seed = 2021", "sead = 2021", "sead"),
        ("year = 2020", "", "year"),
        ("seed = 2021", "seed = ", "TOML"),
    ],
)
def test_slips_of_the_pen_are_told_in_a_sentence(old: str, new: str, said: str) -> None:
    path: Path = recipe_toml.SHIPPED / "innovation_conditions.toml"
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    with pytest.raises(BadRecipeError, match=said):
        recipe_toml.loads(text)


def test_counts_are_refused() -> None:
    gdp = PillarIndicator("gdp", 2020, direction=Direction.HIGHER, direction_why="大")
    with pytest.raises(BadRecipeError, match="总量"):
        with_member(gdp).checked()


def test_a_county_below_the_coverage_is_not_ranked_and_says_why() -> None:
    found = composite(ECONOMY)
    ranked, apart = set(found.inputs.adcodes), {row.adcode: row for row in found.inputs.unranked}
    assert len(ranked) + len(apart) == 87
    assert not ranked & set(apart)
    # 城关区 has no county economy of its own; its figures stand under 兰州's urban districts
    chengguan = apart["620102"]
    assert {gap.indicator for gap in chengguan.gaps} == {
        *("gdp_per_capita_census", "industrial_firms_per_10k", "fiscal_self_sufficiency")
    }
    assert all(gap.status in {"missing", "merged", "not_applicable"} for gap in chengguan.gaps)
    assert "不排名" in chengguan.sentence
    assert sorted(found.ranks)[0] == 1
    assert len(found.ranks) == len(ranked)


def test_a_looser_coverage_ranks_more_and_imputes_nothing() -> None:
    loose = replace(ECONOMY, coverage=0.5, pillars=_merged(ECONOMY.pillars))
    strict = replace(loose, coverage=1.0)
    assert set(composite(strict).inputs.adcodes) < set(composite(loose).inputs.adcodes)
    codes = composite(loose).inputs.adcodes
    at = codes.index("620102")
    parts = composite(loose).parts[at]
    ids = [m.indicator for m in loose.members]
    missing = {gap for gap, part in zip(ids, parts, strict=True) if np.isnan(part)}
    assert missing == {
        *("gdp_per_capita_census", "industrial_firms_per_10k", "fiscal_self_sufficiency")
    }


def _merged(pillars: tuple[Pillar, ...]) -> tuple[Pillar, ...]:
    return (Pillar("全部", tuple(m for p in pillars for m in p.members)),)


def test_an_index_needs_counties(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tables.values

    def nearly_empty(indicator: str, year: int | None = None) -> pd.DataFrame:
        table = whole(indicator, year)
        table.iloc[9:, table.columns.get_loc("value")] = np.nan
        return table

    monkeypatch.setattr(tables, "values", nearly_empty)
    with pytest.raises(TooFewCountiesError, match="只有9个县区可排"):
        coverage_rule.inputs(CONDITIONS)


@pytest.mark.parametrize("mean", list(Aggregation))
@pytest.mark.parametrize("kind", list(Normalisation))
def test_parts_make_the_score(mean: Aggregation, kind: Normalisation) -> None:
    recipe = replace(ECONOMY, aggregation=mean, normalisation=kind, coverage=0.5)
    found = composite(recipe)
    add = np.nansum if mean is Aggregation.ARITHMETIC else np.nanprod
    assert add(found.parts, axis=1) == pytest.approx(found.scores, abs=1e-6)


@pytest.mark.parametrize("weighting", list(Weighting))
def test_nominal_weights_sum_to_one(weighting: Weighting) -> None:
    weights = composite(replace(ECONOMY, weighting=weighting)).weights
    assert weights.flat.sum() == pytest.approx(1)
    assert weights.pillars.sum() == pytest.approx(1)


def test_the_seed_decides_the_draws_and_only_them() -> None:
    other = composite(replace(CONDITIONS, seed=7))
    own = composite(CONDITIONS)
    assert other.seal != own.seal
    assert (other.scores == own.scores).all()
    assert composite(replace(CONDITIONS, concept="别的话")).seal == own.seal


def test_an_indicator_that_works_against_its_pillar_is_named() -> None:
    """Manufacturing jobs given as “good” beside education: they run against each other."""
    farm = PillarIndicator(
        "share_agriculture", 2020, direction=Direction.HIGHER, direction_why="试验用"
    )
    found = composite(with_member(farm))
    assert [found.recipe.members[j].indicator for j in found.coherence.against] == [
        "share_agriculture"
    ]
    assert any("农、林、牧、渔业就业比重" in text for text in index_words.warnings(found))
    assert not composite(CONDITIONS).coherence.against


def test_a_pillar_that_is_hardly_heard_is_named() -> None:
    found = composite(ECONOMY)
    quiet = [
        (pillar.name, part.nominal, part.effective)
        for pillar, part in zip(ECONOMY.pillars, found.coherence.pillars, strict=True)
        if part.effective < part.nominal / 3
    ]
    assert [name for name, _nominal, _effective in quiet] == ["通达"]
    assert index_words.warnings(found) == ["分项“通达”名义上占25%，实际只起1%的作用。"]
    assert index_words.warnings(composite(CONDITIONS)) == []


def test_strengths_and_weaknesses_are_on_their_side_of_the_mean() -> None:
    found = composite(CONDITIONS)
    turned = found.inputs.values * found.inputs.signs
    ranks = np.argsort(np.argsort(turned, axis=0), axis=0)
    named = 0
    for i, standing in enumerate(found.standings):
        assert not set(standing.strengths) & set(standing.weaknesses)
        named += len(standing.strengths) + len(standing.weaknesses)
        assert all(ranks[i, j] > 25 for j in standing.strengths)
        assert all(ranks[i, j] < 80 for j in standing.weaknesses)
    assert named > 87


def test_words_claim_no_more_than_the_draws() -> None:
    found = composite(CONDITIONS)
    order = found.order()
    told = {i: index_words.pair(found, order[0], i) for i in order[1:]}
    assert told[order[-1]].startswith("安宁区高于")
    assert told[order[1]] == "安宁区与城关区分不出先后"
    for i, text in told.items():
        assert ("分不出" in text) == (found.spans.above[order[0], i] < 0.95)
    said = index_words.method(found)
    assert f"{found.spans.share_apart:.0%}的县对分得出" in said
    assert f"分出{noise_error(CONDITIONS, 87).share:.0%}" in said
