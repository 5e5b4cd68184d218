"""Peers: held to a published table, to a second implementation, and to what must always hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist, pdist, squareform
from scipy.stats import skew, zscore

from data.entries import entries
from geo.places import units
from indicators import national_standing, national_units, peers, registry, structure, tables
from indicators.structure import PeerPool, Transform

CODES = [unit.adcode for unit in units.counties()]

# R's `USArrests` (McNeil 1977): murder, assault, urban population, rape.
ARRESTS = {
    "Iowa": (2.2, 56, 57, 11.3),
    "Rhode Island": (3.4, 174, 87, 8.3),
    "Maryland": (11.3, 300, 67, 27.8),
    "Tennessee": (13.2, 188, 59, 26.9),
    "Utah": (3.2, 120, 80, 22.9),
    "Arizona": (8.1, 294, 80, 31.0),
    "Mississippi": (16.1, 259, 44, 17.1),
    "Wisconsin": (2.6, 53, 66, 10.8),
    "Virginia": (8.5, 156, 63, 20.7),
    "Maine": (2.1, 83, 51, 7.8),
    "Texas": (12.7, 201, 80, 25.5),
    "Louisiana": (15.4, 249, 66, 22.2),
    "Montana": (6.0, 109, 53, 16.4),
    "Michigan": (12.1, 255, 74, 35.1),
    "Arkansas": (8.8, 190, 50, 19.5),
}


def test_a_published_table_of_standardised_distances() -> None:
    """Kassambara (2017), Practical Guide to Cluster Analysis in R, distances: dist(scale(df))."""
    raw = pd.DataFrame(ARRESTS, index=["murder", "assault", "urban", "rape"]).T.astype(float)
    found = structure.standardise(raw, shares=dict.fromkeys(raw.columns, True))
    assert set(found.transforms.values()) == {Transform.NONE}
    n = len(raw)
    # R divides by n - 1, the atlas by n: all counties are there, none is a sample
    distances = squareform(pdist(found.scores.to_numpy())) * np.sqrt((n - 1) / n)
    assert distances[:3, :3].round(1).tolist() == [[0, 2.8, 4.1], [2.8, 0, 3.6], [4.1, 3.6, 0]]


def independent(among: PeerPool, adcode: str, n: int) -> list[tuple[str, float]]:
    """Return the peers with pandas and scipy alone, from the census's own table."""
    parts = {}
    for item in structure.variables(among):
        if item.id == structure.MINUTES:
            parts[item.id] = structure.values(among)[item.id]
        elif item.national:
            known = national_units.counties().index
            region = {"gansu": ["62"], "northwest": ["61", "62", "63", "64", "65"], "china": None}
            wanted = region[among.value]
            codes = known if wanted is None else known[known.str[:2].isin(wanted)]
            parts[item.id] = national_standing.values(item.id).reindex(codes)
        else:
            parts[item.id] = tables.values(item.id, 2020)["value"]
    raw = pd.DataFrame(parts)
    for item in structure.variables(among):
        column = raw[item.id]
        if skew(column.dropna()) > 1 and (item.share or column.min() > 0):
            drawn = np.sqrt(column) if item.share else np.log(column)
            if abs(skew(drawn.dropna())) < abs(skew(column.dropna())):
                raw[item.id] = drawn
    scores = raw.apply(lambda column: zscore(column, nan_policy="omit"))
    scores = scores.loc[:, scores.loc[adcode].notna()].dropna()
    distances = cdist(scores.loc[[adcode]], scores)[0]
    order = pd.Series(distances, index=scores.index).drop(adcode).sort_values()
    return list(order.head(n).items())


@pytest.mark.parametrize("among", PeerPool)
@pytest.mark.parametrize("adcode", ["620123", "620122", "620921", "622921"])
def test_a_second_implementation_gives_the_same_peers(among: PeerPool, adcode: str) -> None:
    ours = peers.find(adcode, among, 10)
    theirs = independent(among, adcode, 10)
    assert ours.codes == tuple(code for code, _distance in theirs)
    assert [p.distance for p in ours.peers] == pytest.approx([d for _code, d in theirs])


@pytest.mark.parametrize("among", PeerPool)
def test_the_calibre_is_the_quantile_of_nearest_distances(among: PeerPool) -> None:
    used = tuple(item.id for item in structure.variables(among))
    scores = structure.pool(among).scores[list(used)].dropna().to_numpy()
    distances = cdist(scores, scores)
    np.fill_diagonal(distances, np.inf)
    expected = np.quantile(distances.min(axis=1), 0.95)
    assert peers.calibre_of(among, used) == pytest.approx(expected)


def test_the_nearest_are_not_near_for_one_county_in_twenty_at_most() -> None:
    far = [code for code in CODES if peers.find(code).far]
    assert 0 < len(far) <= 87 / 20 + 1
    assert "622901" in far  # 临夏市: a town without land, minorities, far from all others
    for code in far:
        found = peers.find(code)
        assert all(peer.beyond for peer in found.peers)


@given(st.sampled_from(CODES), st.sampled_from(PeerPool), st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_what_holds_of_every_set_of_peers(adcode: str, among: PeerPool, n: int) -> None:
    found = peers.find(adcode, among, n)
    assert len(found.peers) == n
    assert adcode not in found.codes
    assert len(set(found.codes)) == n
    assert not set(found.codes) & set(found.unusable)
    distances = [peer.distance for peer in found.peers]
    assert distances == sorted(distances)
    for peer in found.peers:
        assert sum(peer.shares.values()) == pytest.approx(1)
        assert set(peer.shares) == {item.id for item in found.variables}
        assert peer.beyond == (peer.distance > found.calibre)
    assert all(0 <= change <= n for change in found.changes.values())
    assert {item.variable for item in found.left_out}.isdisjoint(found.variables)
    assert len(found.left_out) + len(found.variables) == len(structure.VARIABLES)


@given(st.sampled_from(CODES), st.sampled_from(CODES))
@settings(max_examples=40, deadline=None)
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    def distance(start: str, end: str) -> float | None:
        found = peers.find(start, PeerPool.NORTHWEST, peers.MOST)
        return next((p.distance for p in found.peers if p.adcode == end), None)

    there, back = distance(one, other), distance(other, one)
    if there is not None and back is not None:
        assert there == pytest.approx(back)


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_rows_decides_nothing(random: object) -> None:
    raw = structure.values(PeerPool.GANSU).dropna()
    shuffled = raw.sample(frac=1, random_state=random.randint(0, 2**31))  # type: ignore[attr-defined]
    shares = {item.id: item.share for item in structure.VARIABLES}
    orders = []
    for table in (raw, shuffled):
        scores = structure.standardise(table, shares=shares).scores
        own = scores.index.get_loc("620123")
        totals = ((scores - scores.loc["620123"]) ** 2).sum(axis=1).to_numpy()
        codes = tuple(scores.index)
        orders.append([codes[i] for i in peers.nearest(totals, codes, own, 20)])
    assert orders[0] == orders[1]


def test_of_two_at_one_distance_the_smaller_code_comes_first() -> None:
    totals = np.array([0.0, 1.0, 1.0, 1.0, 4.0])
    for codes in (("x", "c", "b", "a", "d"), ("x", "a", "b", "c", "d")):
        order = peers.nearest(totals.copy(), codes, 0, 2)
        assert [codes[i] for i in order] == ["a", "b"]


@pytest.mark.parametrize("outcome", [item.id for item in registry.of_level("county")])
def test_the_outcome_is_never_among_the_variables(outcome: str) -> None:
    found = peers.find("620123", outcome=outcome)
    for item in found.variables:
        assert outcome not in item.kin
        assert not _numbers(outcome) & _numbers(item.id), (outcome, item.id)
    assert {left.variable.id for left in found.left_out} == {
        item.id for item in structure.VARIABLES if outcome in item.kin
    }
    assert found.variables, "something is left to choose by"


def _numbers(indicator: str) -> set[str]:
    """Return the counts that an indicator is made of: itself and what stands above its line."""
    if indicator == structure.MINUTES:
        return {indicator}
    recipe = entries()[indicator].table.get("compute", {})
    return {indicator, *recipe.get("numerator", ())}


def test_a_variable_that_the_county_lacks_is_left_out_and_told() -> None:
    yongdeng = peers.find("620121")
    assert [(item.variable.id, item.reason) for item in yongdeng.left_out] == [
        ("pop_density_polygon", "missing")
    ]
    assert yongdeng.codes[0] == "620122"
    others = peers.find("620123", n=20)
    assert others.unusable == ("620121", "620122")
    assert others.candidates == 84


def test_beyond_gansu_only_what_the_country_has() -> None:
    for among, size in ((PeerPool.NORTHWEST, 367), (PeerPool.CHINA, 2853)):
        found = peers.find("620123", among)
        assert [item.variable.id for item in found.left_out] == [
            "pop_density_polygon",
            "minutes_to_lanzhou",
        ]
        assert found.candidates + 1 + len(found.unusable) == size
    assert peers.find("620123", PeerPool.CHINA).unusable == ("460300",)


def test_the_census_s_table_and_the_province_s_agree() -> None:
    ours, country = structure.values(PeerPool.GANSU), structure.values(PeerPool.CHINA)
    shared = [item.id for item in structure.VARIABLES if item.national]
    pd.testing.assert_frame_equal(
        ours[shared], country.loc[ours.index, shared], check_names=False, check_freq=False
    )


def test_development_zones_are_no_peers() -> None:
    assert "620171" not in structure.values(PeerPool.CHINA).index
    assert national_units.long_name("620123") == "甘肃省兰州市榆中县"
    assert national_units.long_name("620200") == "甘肃省嘉峪关市"
    assert national_units.long_name("110101") == "北京市东城区"


@pytest.mark.parametrize("n", [0, 21, -1, True])
def test_a_number_out_of_range_is_refused(n: int) -> None:
    with pytest.raises(peers.PeerError, match="1到20"):
        peers.find("620123", n=n)


def test_a_code_outside_gansu_is_refused() -> None:
    with pytest.raises(peers.PeerError, match="甘肃"):
        peers.find("110101")


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([1, 10, 100, 1000, 1e5], False, Transform.LOG),
        ([0, 10, 100, 1000, 1e5], False, Transform.NONE),  # the logarithm has no place for 0
        ([0, 1, 1, 2, 90], True, Transform.ROOT),
        ([1, 2, 3, 4, 5], False, Transform.NONE),
        ([-1, 0, 0, 0, 90], True, Transform.NONE),
        ([3, 3, 3], True, Transform.NONE),
    ],
)
def test_the_rule_for_skewed_variables(
    values: list[float], share: bool, expected: Transform
) -> None:
    found, done = structure.transformed(np.array(values, dtype=float), share=share)
    assert done is expected
    assert structure.skewness(found) == pytest.approx(0.0 if len(set(values)) == 1 else skew(found))
