from typing import Any

import pytest

from generator.blocks.regional_service import OPT_IN, in_opt_in_region, regional_service
from generator.knowledge import regions
from tests.articles.evaluation import make


def principal(region: str) -> Any:
    condition = in_opt_in_region()
    named: Any = regional_service("macie").JSONrepr()
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": named["Service"]}}
    document = {
        "Conditions": {condition.name: condition.expression},
        "Resources": {"Topic": topic},
    }
    return make(_plain(document), region=region).properties("Topic")["DisplayName"]


def _plain(node: Any) -> Any:
    if hasattr(node, "to_dict"):
        return _plain(node.to_dict())
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    return [_plain(item) for item in node] if isinstance(node, list) else node


def test_the_condition_is_the_one_that_the_principal_asks_for() -> None:
    assert in_opt_in_region().name == OPT_IN


@pytest.mark.parametrize("region", [each.code for each in regions.regions_of("aws")])
def test_the_name_has_the_region_where_an_account_must_opt_in(region: str) -> None:
    expected = f"macie.{region}.amazonaws.com" if regions.region(region).opt_in else "macie.amazonaws.com"
    assert principal(region) == expected


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1"])
def test_partitions_without_opt_in_have_the_plain_name(region: str) -> None:
    assert principal(region) == "macie.amazonaws.com"
