import re

import pytest

from generator.blocks.deployment import home_region, name_prefix
from generator.knowledge.regions import partitions
from generator.model import Condition, Parameter
from generator.render.plain import plain


def pattern(parameter: Parameter) -> "re.Pattern[str]":
    assert parameter.allowed_pattern is not None
    return re.compile(parameter.allowed_pattern)


@pytest.mark.parametrize(
    ("prefix", "taken"),
    [("baseline", True), ("a", True), ("a" * 16, True), ("a-1", True)]
    + [(bad, False) for bad in ("", "a" * 17, "Baseline", "1a", "-a", "a_b", "a b", "a.b")],
)
def test_a_prefix_is_up_to_sixteen_lower_case_characters(prefix: str, taken: bool) -> None:
    (parameter,) = name_prefix()
    assert isinstance(parameter, Parameter)
    assert bool(pattern(parameter).fullmatch(prefix)) is taken
    assert parameter.max_length == 16
    assert pattern(parameter).fullmatch(str(parameter.default))


def test_every_region_of_every_partition_may_be_home_and_none_may() -> None:
    parameter, condition = home_region()
    assert isinstance(parameter, Parameter)
    assert isinstance(condition, Condition)
    refused = [
        region.code
        for each in partitions().values()
        for region in each.regions
        if not pattern(parameter).fullmatch(region.code)
    ]
    assert refused == []
    assert pattern(parameter).fullmatch("")
    assert not pattern(parameter).fullmatch("us-east")
    assert plain(condition.expression) == {
        "Fn::Or": [
            {"Fn::Equals": [{"Ref": "HomeRegion"}, ""]},
            {"Fn::Equals": [{"Ref": "HomeRegion"}, {"Ref": "AWS::Region"}]},
        ]
    }
