from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.blocks.region_condition import MOST_IN_OR, inside_of, outside_of
from generator.knowledge.regions import partitions
from generator.render.plain import plain

REGIONS = sorted(region.code for each in partitions().values() for region in each.regions)


def holds(expression: Any, region: str) -> bool:
    ((function, argument),) = expression.items()
    if function == "Fn::Equals":
        assert argument[0] == {"Ref": "AWS::Region"}
        return bool(argument[1] == region)
    parts = [holds(part, region) for part in argument]
    return not parts[0] if function == "Fn::Not" else {"Fn::Or": any, "Fn::And": all}[function](parts)


def widths(expression: Any) -> list[int]:
    ((function, argument),) = expression.items()
    if function == "Fn::Equals":
        return []
    own = [len(argument)] if function == "Fn::Or" else []
    return [*own, *(width for part in argument for width in widths(part))]


@settings(deadline=None)
@given(st.sets(st.sampled_from(REGIONS), min_size=1))
def test_it_is_false_in_the_given_regions_and_true_in_all_others(missing: set[str]) -> None:
    expression = plain(outside_of("HasIt", missing).expression)
    assert {region for region in REGIONS if not holds(expression, region)} == missing


@settings(deadline=None)
@given(st.integers(1, 230))
def test_every_or_takes_two_to_ten(count: int) -> None:
    missing = [f"xx-test-{number:03}" for number in range(count)]
    expression = plain(outside_of("HasIt", missing).expression)
    assert all(2 <= width <= MOST_IN_OR for width in widths(expression))
    assert not any(holds(expression, region) for region in missing)
    assert holds(expression, "eu-west-1")


def test_ten_is_what_cloudformation_takes() -> None:
    assert MOST_IN_OR == 10
    assert widths(plain(outside_of("HasIt", REGIONS[:11]).expression)) == [2, 10]


def test_regions_stand_in_order_whatever_the_order_given() -> None:
    assert outside_of("A", REGIONS[:5]).expression.to_dict() == outside_of("A", REGIONS[4::-1]).expression.to_dict()


def test_no_region_is_refused() -> None:
    with pytest.raises(ValueError, match="HasIt"):
        outside_of("HasIt", ())


@settings(deadline=None)
@given(st.sets(st.sampled_from(REGIONS), min_size=1))
def test_the_other_one_is_true_in_the_given_regions_only(present: set[str]) -> None:
    expression = plain(inside_of("HasIt", present).expression)
    assert {region for region in REGIONS if holds(expression, region)} == present
    assert all(2 <= width <= MOST_IN_OR for width in widths(expression))


def test_the_other_one_would_be_true_in_no_region() -> None:
    with pytest.raises(ValueError, match="HasIt would be true in no Region"):
        inside_of("HasIt", [])
