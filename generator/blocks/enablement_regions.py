"""The Regions in which a policy of an Organization enables a service: a parameter, and the two lists of the policy.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector_syntax.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub_syntax.html
"""

from typing import Any

from troposphere import Equals, If, Not, Ref, Split

from generator.blocks.allowed_patterns import REGION_CODE_PATTERN, some_or_nothing
from generator.blocks.organization_policy import GROUP
from generator.blocks.text_parameter import text_parameter
from generator.model import Condition, Parameter

# Seventy Regions: five times in a policy of Inspector, with quotation marks, they stay under its length.
MOST_CHARACTERS = 1_200


def regions_parameter(name: str, service: str) -> Parameter:
    """Where the policy ``name`` enables ``service``."""
    return text_parameter(
        f"{name}Regions",
        f"Regions of {service}",
        f"Regions in which accounts get {service}, with commas between; AWS refuses one that lacks it. Empty is every Region that has it,"
        " those that AWS adds later too. Others are left as they are.",
        some_or_nothing(REGION_CODE_PATTERN),
        "Regions such as eu-west-1,us-east-1, with commas and no spaces between, or nothing.",
        group=GROUP,
        most=MOST_CHARACTERS,
    )


def regions_condition(name: str) -> Condition:
    """Whether Regions are named."""
    return Condition(_names_regions(name), Not(Equals(Ref(f"{name}Regions"), "")))


def region_lists(name: str) -> dict[str, Any]:
    """Both lists, of which AWS demands each; nothing is disabled anywhere."""
    named = If(_names_regions(name), Split(",", Ref(f"{name}Regions")), ["ALL_SUPPORTED"])
    return {"enable_in_regions": {"@@assign": named}, "disable_in_regions": {"@@assign": []}}


def _names_regions(name: str) -> str:
    return f"Names{name}Regions"
