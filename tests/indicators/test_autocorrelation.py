"""Moran's I: esda's numbers, known grids, all permutations, pure noise, and what is refused."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from geo import neighbours
from geo.places import units
from indicators import autocorrelation as ac
from indicators import registry, tables
from indicators.autocorrelation import NoPatternError
from indicators.registry import UnknownIndicatorError
from indicators.tables import UnknownYearError

CODES = [unit.adcode for unit in units.counties()]
TESTED = [
    (item.id, year)
    for item in registry.of_level("county")
    if not ac.refusal(item)
    for year in item.years
    if item.coverage[year] >= ac.LEAST_UNITS
]
SPARSE = [
    (item.id, year)
    for item in registry.of_level("county")
    if not ac.refusal(item)
    for year in item.years
    if item.coverage[year] < ac.LEAST_UNITS
]
Fake = Callable[..., None]


def grid(rows: int, columns: int, *, corners: bool = False) -> np.ndarray:
    """Row-standardised weights of a grid whose cells touch along edges, or at corners too."""
    cells = np.array(list(itertools.product(range(rows), range(columns))))
    steps = np.abs(cells[:, None] - cells[None])
    matrix = ((steps.max(axis=2) if corners else steps.sum(axis=2)) == 1).astype(float)
    return matrix / matrix.sum(axis=1, keepdims=True)


def gansu() -> np.ndarray:
    return neighbours.weights(CODES).matrix


# ---- known numbers ----


@pytest.mark.parametrize(
    ("indicator", "year"),
    [
        ("tertiary_per_100k", 2020),
        ("pop_change_2010_2020", 2020),
        ("gdp_per_capita_census", 2020),
        ("share_manufacturing", 2010),
    ],
)
def test_the_numbers_are_esda_s(indicator: str, year: int) -> None:
    """esda's p are one-sided towards the side it sees, so ours are twice as large."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda.moran import Moran, Moran_Local
        from libpysal.weights import W

        found = ac.pattern(indicator, year)
        codes = found.weights.codes
        near = {
            code: [other for other in neighbours.contiguity()[code] if other in codes]
            for code in codes
        }
        w = W(near, id_order=list(codes))
        w.transform = "r"
        values = tables.values(indicator, year).loc[list(codes), "value"].to_numpy()
        np.random.seed(1)
        whole = Moran(values, w, permutations=9_999)
        local = Moran_Local(values, w, permutations=9_999, seed=1)
    assert found.moran.value == pytest.approx(whole.I, abs=1e-10)
    assert found.moran.expected == pytest.approx(whole.EI, abs=1e-10)
    assert [row.value for row in found.local] == pytest.approx(list(local.Is), abs=1e-10)
    pairs = [(found.moran.p, whole.p_sim)]
    pairs += [(row.p, p) for row, p in zip(found.local, local.p_sim, strict=True)]
    for ours, theirs in pairs:
        error = 5 * math.sqrt(2 * theirs * (1 - theirs) / 9_999) + 2e-4
        assert min(1.0, ours) / 2 == pytest.approx(min(theirs, 0.5), abs=error)
    quadrant = {1: "高-高", 2: "低-高", 3: "低-低", 4: "高-低"}
    for row, q in zip(found.local, local.q, strict=True):
        assert row.label == (quadrant[int(q)] if row.fdr else "不显著")


def test_a_checkerboard_is_as_unlike_as_can_be() -> None:
    values = np.array([(a + b) % 2 for a, b in itertools.product(range(8), range(8))], dtype=float)
    found = ac.global_moran(values, grid(8, 8))
    assert found.value == pytest.approx(-1)
    assert found.expected == pytest.approx(-1 / 63)
    assert found.p == 2 / 10_000
    size, p = ac.local_moran(values, grid(8, 8))
    assert (size < 0).all()
    # four neighbours of two kinds are all of the other kind in one draw of sixteen: no discovery
    assert not ac.discoveries(p).any()


def test_a_gradient_is_alike_high_at_one_end_and_low_at_the_other() -> None:
    values = np.array([b for _a, b in itertools.product(range(9), range(9))], dtype=float)
    matrix = grid(9, 9, corners=True)
    found = ac.global_moran(values, matrix)
    z = values - 4
    assert found.value == pytest.approx(sum(z * (matrix @ z)) / sum(z * z))
    assert found.value > 0.7
    assert found.p == 2 / 10_000
    _size, p = ac.local_moran(values, matrix)
    labels = np.array(ac._labels(values, matrix, ac.discoveries(p))).reshape(9, 9)
    assert (labels[1:-1, -2:] == "高-高").all()
    assert (labels[1:-1, :2] == "低-低").all()
    assert (labels[:, 4] == "不显著").all()
    assert set(labels.ravel()) == {"高-高", "低-低", "不显著"}


def test_one_peak_in_a_low_corner_is_an_outlier() -> None:
    """High land in the east, low in the west, one peak amid the west."""
    values = np.array([float(b) for _a, b in itertools.product(range(12), range(12))])
    peak = 5 * 12 + 1
    values[peak] = 11
    matrix = grid(12, 12, corners=True)
    _size, p = ac.local_moran(values, matrix)
    labels = ac._labels(values, matrix, ac.discoveries(p))
    assert labels[peak] == "高-低"
    assert labels.count("高-低") == 1


def test_p_is_that_of_all_permutations() -> None:
    """On six units in a row every one of 720 orders can be tried."""
    values = np.array([1.0, 2.0, 4.0, 3.0, 8.0, 9.0])
    matrix = grid(1, 6)

    def plain(x: np.ndarray) -> float:
        z = x - x.mean()
        return float(z @ matrix @ z / (z @ z))

    seen = plain(values)
    every = np.array([plain(np.array(order)) for order in itertools.permutations(values)])
    exact = 2 * min((every >= seen - 1e-9).mean(), (every <= seen + 1e-9).mean())
    assert ac.global_moran(values, matrix).p == pytest.approx(exact, abs=0.015)
    # and the first unit's one neighbour may be any of the five others
    size, p = ac.local_moran(values, matrix)
    z = (values - values.mean()) / values.std()
    others = 5 / 6 * z[0] * z[1:]
    exact = 2 * min((others >= size[0] - 1e-9).mean(), (others <= size[0] + 1e-9).mean())
    assert p[0] == pytest.approx(min(1, exact), abs=0.02)


def test_the_draws_are_fair_and_without_replacement() -> None:
    drawn = ac._draws(7, 3, 20_000, 1)
    assert drawn.shape == (3, 20_000)
    assert all(len(set(column)) == 3 for column in drawn[:, :500].T.tolist())
    for row in drawn:
        counts = np.bincount(row, minlength=7)
        assert stats.chisquare(counts).pvalue > 1e-4
    together = np.bincount(drawn[0] * 7 + drawn[1], minlength=49).reshape(7, 7)
    assert not together.diagonal().any()
    assert stats.chisquare(together[~np.eye(7, dtype=bool)]).pvalue > 1e-4


def test_benjamini_and_hochberg_s_own_example() -> None:
    """Their table of 1995 has 15 p; at 5 % four hypotheses fall."""
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
         .6528, .7590, 1.0]  # fmt: skip
    assert ac.discoveries(np.array(p)).tolist() == [True] * 4 + [False] * 11
    assert ac.discoveries(np.array(p[::-1])).tolist() == [False] * 11 + [True] * 4
    # step-up: a p above its own bound stands when a larger one keeps to its bound
    assert ac.discoveries(np.array([0.03, 0.04, 0.04])).all()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=90))
def test_discoveries_are_scipy_s(p: list[float]) -> None:
    adjusted = stats.false_discovery_control(p)
    for stands, q in zip(ac.discoveries(np.array(p)), adjusted, strict=True):
        if abs(q - ac.ALPHA) > 1e-9:
            assert stands == (q < ac.ALPHA)


# ---- properties ----


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000), st.floats(0.01, 1e6), st.floats(-1e6, 1e6))
def test_units_of_measure_do_not_matter(seed: int, scale: float, shift: float) -> None:
    values = np.random.default_rng(seed).normal(size=87)
    plain = ac.global_moran(values, gansu(), permutations=199)
    other = ac.global_moran(values * scale + shift, gansu(), permutations=199)
    assert other.value == pytest.approx(plain.value, abs=1e-6)
    assert other.p == pytest.approx(plain.p, abs=0.011)


@pytest.mark.parametrize(("indicator", "year"), TESTED)
def test_local_figures_add_up_to_the_global_one(indicator: str, year: int) -> None:
    found = ac.pattern(indicator, year)
    assert sum(row.value for row in found.local) == pytest.approx((found.n - 1) * found.moran.value)
    assert found.n + len(found.missing) + len(found.weights.isolated) == 87
    assert {row.label == "不显著" for row in found.local if not row.fdr} <= {True}
    assert all(row.label != "不显著" and row.p <= ac.ALPHA for row in found.local if row.fdr)
    assert all(2 / 10_000 <= row.p <= 1 for row in found.local)


@pytest.mark.parametrize(("indicator", "year"), SPARSE)
def test_a_handful_of_counties_has_no_pattern(indicator: str, year: int) -> None:
    with pytest.raises(ac.NoPatternError, match="不足30个，不检验空间格局"):
        ac.pattern(indicator, year)


def test_the_answer_is_the_same_every_time() -> None:
    before = ac.pattern("tertiary_per_100k", 2020)
    ac._pattern.cache_clear()
    ac._draws.cache_clear()
    after = ac.pattern("tertiary_per_100k")
    assert after.local == before.local
    assert after.moran == before.moran
    assert ac.pattern("tertiary_per_100k") is after


# ---- pure noise ----


def test_p_is_uniform_under_noise() -> None:
    rng = np.random.default_rng(20)
    matrix = gansu()
    p = [ac.global_moran(rng.lognormal(size=87), matrix, permutations=999).p for _ in range(300)]
    assert 0.02 <= np.mean(np.array(p) <= 0.05) <= 0.09
    assert stats.kstest(p, "uniform").pvalue > 0.001


def test_in_noise_single_tests_mark_counties_and_the_correction_does_not() -> None:
    rng = np.random.default_rng(87)
    matrix = gansu()
    single, one_sided, marked = [], [], []
    for _ in range(60):
        _size, p = ac.local_moran(rng.normal(size=87), matrix)
        single.append((p <= 0.05).sum())
        one_sided.append((p / 2 <= 0.05).sum())
        marked.append(ac.discoveries(p).sum())
    assert 3 <= np.mean(single) <= 6
    assert 7 <= np.mean(one_sided) <= 11  # "about nine counties in pure noise"
    assert np.mean(np.array(marked) > 0) <= 0.12
    assert np.mean(marked) <= 0.3


# ---- what is refused, what is left out ----


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """Let an indicator have other values: a dict or list for the 87 units, None for missing."""

    def put(values: object) -> None:
        series = pd.Series(values, index=None if isinstance(values, dict) else CODES, dtype=float)
        table = pd.DataFrame({"value": series.reindex(CODES), "status": "ok"})
        monkeypatch.setattr(ac.tables, "values", lambda *_: table)
        ac._pattern.cache_clear()

    yield put
    ac._pattern.cache_clear()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([None] * 87, "只有0个县区"),
        ({"620102": 5.0}, "只有0个县区"),
        (dict.fromkeys(CODES[:29], 1.0), "不足30个"),
        ([math.inf] * 87, "只有0个县区"),
        ([7.0] * 87, "数值相同"),
        ([0.0] * 87, "数值相同"),
        ([0.1 + 0.2 if i % 2 else 0.3 for i in range(87)], "数值相同"),
    ],
)
def test_too_little_to_tell_is_refused(fake: Fake, values: object, words: str) -> None:
    fake(values)
    with pytest.raises(NoPatternError, match=words) as refused:
        ac.pattern("tertiary_per_100k", 2020)
    assert refused.value.message.endswith("。")


def test_one_county_unlike_all_others_is_not_a_pattern(fake: Fake) -> None:
    fake([1e9 if i == 40 else 1.0 for i in range(87)])
    found = ac.pattern("tertiary_per_100k", 2020)
    assert not found.moran.significant
    assert all(math.isfinite(row.value) and row.label == "不显著" for row in found.local)


def test_islands_are_named_and_take_no_part(fake: Fake) -> None:
    rng = np.random.default_rng(3)
    gone = set(neighbours.contiguity()["620822"])
    fake({code: rng.normal() for code in CODES if code not in gone})
    found = ac.pattern("tertiary_per_100k", 2020)
    assert found.weights.isolated == ("620822",)
    assert set(found.missing) == gone
    assert found.n == 87 - len(gone) - 1
    assert "620822" not in {row.adcode for row in found.local}


def test_counties_that_are_all_islands_are_refused(fake: Fake) -> None:
    chosen: list[str] = []
    for code in CODES:
        if not set(neighbours.contiguity()[code]) & set(chosen):
            chosen.append(code)
    assert len(chosen) >= 28
    fake({code: float(i) for i, code in enumerate(chosen)})
    with pytest.raises(NoPatternError, match="只有0个县区"):
        ac.pattern("tertiary_per_100k", 2020)


@pytest.mark.parametrize(
    ("indicator", "word"),
    [
        ("pop_resident", "总量"),
        ("gdp", "总量"),
        ("pref_urbanization_rate", "市州"),
        ("prov_urbanization_rate", "全省"),
        ("access_people_60", "行程模型"),
        ("access_people_120", "行程模型"),
        ("access_university_minutes", "行程模型"),
        ("access_hsr_minutes", "行程模型"),
    ],
)
def test_what_has_no_pattern_to_tell_is_refused(indicator: str, word: str) -> None:
    with pytest.raises(NoPatternError, match=word):
        ac.pattern(indicator)


def test_only_county_ratios_and_indices_are_tested() -> None:
    for item in registry.load().values():
        if not ac.refusal(item):
            assert (item.level, item.mappable) == ("county", True)
            assert item.kind in {"ratio", "index"}
            assert not item.id.startswith("access_")
    assert len(TESTED) > 30


def test_unknown_indicators_and_years_are_refused() -> None:
    with pytest.raises(UnknownIndicatorError):
        ac.pattern("{{7*7}}")
    with pytest.raises(UnknownYearError):
        ac.pattern("tertiary_per_100k", 1999)
