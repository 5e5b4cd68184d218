"""Ranks with ties and gaps; words that never say more than the numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from indicators import ranks, registry, tables


def test_rank_one_is_the_highest_and_gaps_are_unranked() -> None:
    table = ranks.standing("gdp", 2020)
    assert table["value"].idxmax() == table["rank"].idxmin()
    assert table["rank"].min() == 1
    assert (table["of"] == 78).all()
    assert table["rank"].notna().sum() == 78
    assert table.loc["620102", "rank"] != table.loc["620102", "rank"]


def test_ties_share_the_smallest_rank() -> None:
    table = ranks.standing("count_university_undergraduate", 2025)
    assert table.loc["620102", "rank"] == table.loc["620105", "rank"] == 1
    next_best = table[table["value"] < 5]["rank"].min()
    assert next_best == 3
    zeros = table[table["value"] == 0]
    assert zeros["rank"].nunique() == 1
    assert zeros["percentile"].eq(0).all()


def test_ranks_follow_the_values(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pd.DataFrame(
        {"value": [5.0, None, 5.0, 9.0, 1.0], "status": "ok", "note": "", "source": "x"},
        index=pd.Index(list("abcde"), name="adcode"),
    )
    monkeypatch.setattr(tables, "values", lambda indicator, year: made.copy())
    table = ranks._standing.__wrapped__("anything", 2020)
    assert table["rank"].fillna(0).tolist() == [2, 0, 2, 1, 4]
    assert table["of"].tolist() == [4.0] * 5
    assert table["percentile"].fillna(-1).round(1).tolist() == [33.3, -1, 33.3, 100.0, 0.0]


def test_the_median_leaves_gaps_out() -> None:
    values = sorted(tables.values("gdp", 2020)["value"].dropna())
    assert ranks.median("gdp", 2020) == pytest.approx((values[38] + values[39]) / 2)


def test_multiples_are_for_ratios_only() -> None:
    for item in registry.of_level("county"):
        for adcode in ("620102", "622901", "620924", "620121"):
            text = ranks.wording(item.id, None, adcode)
            assert text, item.id
            if item.kind == "count" or item.diverging_at is not None:
                assert "倍" not in text, (item.id, text)
                assert "一半" not in text, (item.id, text)


def test_words_for_a_ratio_a_count_a_change_and_a_gap() -> None:
    middle = ranks.median("tertiary_per_100k", 2020)
    times = tables.values("tertiary_per_100k", 2020).loc["620102", "value"] / middle
    said = ranks.wording("tertiary_per_100k", 2020, "620102")
    assert said == f"在87个有数的单元中居第2位，约为全省中位数的{times:.1f}倍"
    assert ranks.wording("pop_resident", 2020, "620102") == "在87个有数的单元中居第1位"
    assert "个百分点" in ranks.wording("pop_change_2010_2020", 2020, "620102")
    assert ranks.wording("gdp", 2020, "620402").startswith("与他区合并统计：")
    assert "不可比" in ranks.wording("pop_change_2010_2020", 2020, "620121")


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (0.0, "为零"),
        (0.004, "不到全省中位数的百分之一"),
        (0.3, "约为全省中位数的0.30倍"),
        (0.5, "约为全省中位数的一半"),
        (1.0, "与全省中位数相当"),
        (2.04, "约为全省中位数的2.0倍"),
    ],
)
def test_multiples_in_words(times: float, words: str) -> None:
    assert ranks._multiple(times) == words


def test_standing_is_a_copy() -> None:
    table = ranks.standing("gdp", 2020)
    table["rank"] = 0
    assert ranks.standing("gdp", 2020)["rank"].min() == 1
