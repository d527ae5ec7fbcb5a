"""A policy of an Organization, and the parameter that says what it is attached to: nothing by itself.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
"""

from collections.abc import Iterator
from typing import Any

from awacs.aws import PolicyDocument
from troposphere import And, Equals, If, Not, NoValue, Ref, Split, Sub, organizations

from generator.blocks.allowed_patterns import some_or_nothing
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.model import Condition, Element, Parameter, Resource

GROUP = "Policies of the Organization"
_TARGET = "(r-[0-9a-z]{4,32}|[0-9]{12}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})"


class OrganizationPolicy(organizations.Policy):  # type: ignore[misc]  # troposphere's base class is untyped
    """One of any type: troposphere knows fewer than CloudFormation, and takes no document of awacs."""

    props = organizations.Policy.props | {"Content": ((dict, PolicyDocument), True), "Type": (str, True)}


def made(switch: str) -> str:
    """The condition under which the policies of a switch are made."""
    return f"Makes{switch}"


def policy_switch(switch: str, words: str, note: str = "") -> Iterator[Element]:
    """Whether the policies of one type are made; the type has to be enabled before, so none is by itself."""
    yield Parameter(
        name=switch,
        description=f"Make {words}. Enable this type of policy in the Organization before.{note}",
        label=words[0].upper() + words[1:],
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )


def switch_condition(switch: str, *demands: Any) -> Condition:
    """Only in the home Region: an Organization has no Regions."""
    return Condition(made(switch), And({"Condition": IS_HOME_REGION}, Equals(Ref(switch), "ENABLED"), *demands))


def target_parameter(name: str, words: str) -> Parameter:
    """The root, organizational units and accounts under a policy."""
    return Parameter(
        name=f"{name}TargetIds",
        description=f"Where {words} holds: ids of the root, organizational units or accounts, with commas between. Empty is nowhere yet.",
        label=f"Targets of {words}",
        group=GROUP,
        default="",
        allowed_pattern=some_or_nothing(_TARGET),
        constraint="Ids such as ou-ab12-cd34ef56, with commas and no spaces between, or nothing.",
    )


def target_condition(name: str) -> Condition:
    """Whether a policy has targets."""
    return Condition(f"Attaches{name}", Not(Equals(Ref(f"{name}TargetIds"), "")))


def organization_policy(name: str, kind: str, condition: str, description: str, content: Any) -> Resource:
    """A policy ``PREFIX-name``, of the type ``kind``."""
    physical = "".join(f"-{char.lower()}" if char.isupper() else char for char in name)
    return OrganizationPolicy(
        f"OrganizationsPolicyFor{name}",
        Condition=condition,
        Name=Sub(f"${{{NAME_PREFIX}}}{physical}"),
        Description=description,
        Type=kind,
        Content=content,
        TargetIds=If(f"Attaches{name}", Split(",", Ref(f"{name}TargetIds")), NoValue),
    )
