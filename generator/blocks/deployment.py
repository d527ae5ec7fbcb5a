"""The parameters of every template: the prefix of the names that it gives, and the account's home Region."""

from collections.abc import Iterator

from troposphere import Equals, Or, Ref

from generator.blocks.allowed_patterns import REGION_CODE_PATTERN, or_nothing
from generator.model import Condition, Element, Parameter

GROUP = "Deployment"
NAME_PREFIX = "NamePrefix"
HOME_REGION = "HomeRegion"
EXEMPTION_TAG_KEY = "ExemptionTagKey"
IS_HOME_REGION = "IsHomeRegion"


def deployment() -> Iterator[Element]:
    """All of them."""
    yield from name_prefix()
    yield from home_region()


def exemption_tag() -> Iterator[Element]:
    """The tag whose bearers runbooks leave alone."""
    yield Parameter(
        name=EXEMPTION_TAG_KEY,
        description="Runbooks leave a resource with this tag alone.",
        label="Tag of exempt resources",
        group=GROUP,
        default="baseline-exempt",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{1,128}$",
        constraint="A tag key of 1 to 128 letters, digits and _.:/=+@-.",
        max_length=128,
    )


def name_prefix() -> Iterator[Element]:
    """The prefix without which two stacks, or ours and another's, would claim the same name."""
    yield Parameter(
        name=NAME_PREFIX,
        description="Beginning of every name that this template gives.",
        label="Prefix of names",
        group=GROUP,
        default="baseline",
        allowed_pattern="^[a-z][a-z0-9-]{0,15}$",
        constraint="At most 16 lower case letters, digits and hyphens, a letter first.",
        max_length=16,
    )


def home_region() -> Iterator[Element]:
    """The one Region that holds what an account has only once; empty where there is no other Region."""
    yield Parameter(
        name=HOME_REGION,
        description=(
            "Region that holds what this account has only once, such as IAM roles; deploy there first."
            " Empty if this is the only Region."
        ),
        label="Home Region",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(REGION_CODE_PATTERN),
        constraint="A Region such as us-east-1, or nothing.",
    )
    yield Condition(IS_HOME_REGION, Or(Equals(Ref(HOME_REGION), ""), Equals(Ref(HOME_REGION), Ref("AWS::Region"))))
