"""The Regions that a stack set targets unless its user names others.

https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
"""

from collections.abc import Mapping
from typing import Any

from generator.knowledge.regions import regions_of
from generator.knowledge.resource_types import missing_regions
from generator.render.availability import may_be_true

FIRST = "us-east-1"
"""The first of them is the home Region by default: IAM, CloudFront and Organizations record their API calls there."""


def default_regions(data: Mapping[str, Any], available: tuple[str, ...]) -> tuple[str, ...]:
    """Of the Regions ``available`` those of partition aws that every account has enabled and where the template can make something."""
    enabled = [each.code for each in regions_of("aws") if not each.opt_in]
    found = [code for code in enabled if code in available and _makes_something(data, code)]
    return tuple(sorted(found, key=lambda code: (code != FIRST, code)))


def _makes_something(data: Mapping[str, Any], region: str) -> bool:
    conditions = data.get("Conditions", {})
    return any(
        may_be_true(body.get("Condition"), conditions, region) and region not in missing_regions(body["Type"])
        for body in data["Resources"].values()
    )
