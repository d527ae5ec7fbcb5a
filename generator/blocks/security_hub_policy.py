"""A configuration policy of Security Hub CSPM, and what of the Organization it is associated with.

A policy takes the ids of controls that all standards share (IAM.6), which is why one list serves them all.

https://docs.aws.amazon.com/securityhub/latest/userguide/create-associate-policy.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-configurationpolicy.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from troposphere import And, Equals, GetAtt, If, Not, NoValue, Or, Ref, Split, Sub, securityhub

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing, some_or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.security_hub_standards import STANDARDS, Standard
from generator.blocks.text_parameter import text_parameter
from generator.model import After, Comment, Condition, Element, Output, Parameter, Rule

GROUP, TARGETS = "Configuration policy", "Targets of the policy"
CONFIGURATION, POLICY = "SecurityHubOrganizationConfiguration", "SecurityHubConfigurationPolicy"
HAS_POLICY, NAMES_DISABLED, NAMES_ENABLED = "MakesConfigurationPolicy", "NamesDisabledControls", "NamesEnabledControls"
DISABLED, ENABLED = "PolicyDisabledControls", "PolicyEnabledControls"
CONTROL = r"[A-Za-z][A-Za-z0-9]*\.[0-9]+"


@dataclass(frozen=True)
class Target:
    """What a policy is associated with; ``name`` is that of its parameter, ``kind`` as the API has it."""

    name: str
    kind: str
    label: str
    description: str
    pattern: str
    constraint: str


ROOT = Target(
    "PolicyRoot",
    "ROOT",
    "Root",
    "Root of the Organization, for every account of it, those that join later too. Empty is none.",
    "^(r-[0-9a-z]{4,32})?$",
    "The id of a root such as r-abcd, or nothing.",
)
UNITS = tuple(
    Target(
        f"PolicyUnit{number}",
        "ORGANIZATIONAL_UNIT",
        f"Organizational unit {number}",
        "Organizational unit, for every account beneath it that has no policy of its own. Empty is none.",
        "^(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})?$",
        "The id of an organizational unit such as ou-abcd-12345678, or nothing.",
    )
    for number in range(1, 4)
)
ACCOUNTS = tuple(
    Target(
        f"PolicyAccount{number}",
        "ACCOUNT",
        f"Account {number}",
        "Single account; the administrator's own and the management account among those that can be named. Empty is none.",
        or_nothing(ACCOUNT_ID_PATTERN),
        "An account id of 12 digits, or nothing.",
    )
    for number in range(1, 4)
)


def policy_parameters() -> Iterator[Element]:
    """Whether there is a policy, what it enables, and where."""
    yield Parameter(
        name="ConfigurationPolicy",
        description=(
            "ENABLED makes a policy that enables Security Hub with the standards below in its targets. These can no longer choose for"
            " themselves: a stack of the article security-hub there must leave standards and controls alone."
        ),
        label="Configuration policy",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    for standard in STANDARDS:
        yield _standard_parameter(standard)
    yield _controls(
        DISABLED,
        "Disabled controls",
        "Controls that are not checked, separated by commas; all others are, new ones too.",
    )
    yield _controls(
        ENABLED,
        "Enabled controls",
        "Controls that alone are checked, separated by commas; no others are, nor new ones. Not along with disabled controls.",
    )
    yield Rule(
        "PolicyControlsAreDisabledOrEnabled",
        {
            "Assertions": [
                {
                    "Assert": Or(Equals(Ref(DISABLED), ""), Equals(Ref(ENABLED), "")),
                    "AssertDescription": f"Give {DISABLED} or {ENABLED}, not both.",
                }
            ]
        },
    )
    for target in (ROOT, *UNITS, *ACCOUNTS):
        yield text_parameter(
            target.name, target.label, target.description, target.pattern, target.constraint, group=TARGETS
        )


def _standard_parameter(standard: Standard) -> Parameter:
    what = "Version of this standard that" if len(standard.versions) > 1 else "Whether this standard"
    return Parameter(
        name=f"Policy{standard.parameter}",
        description=f"{what} the policy enables; each check in each account and Region is billed.",
        label=standard.name,
        group=GROUP,
        default=standard.default,
        allowed_values=standard.choices,
    )


def _controls(name: str, label: str, description: str) -> Parameter:
    pattern, constraint = some_or_nothing(CONTROL), "Control ids such as IAM.6,EC2.10, or nothing."
    return text_parameter(name, label, description, pattern, constraint, group=GROUP)


def security_hub_policy() -> Iterator[Element]:
    """The policy under the condition HAS_POLICY, which is declared beside it, and its associations."""
    yield Condition(NAMES_DISABLED, Not(Equals(Ref(DISABLED), "")))
    yield Condition(NAMES_ENABLED, Not(Equals(Ref(ENABLED), "")))
    for standard in STANDARDS:
        yield Condition(_enables(standard), Not(Equals(Ref(f"Policy{standard.parameter}"), "DISABLED")))
    yield Comment("Without standards the policy still enables Security Hub, for the findings of other services.")
    yield securityhub.ConfigurationPolicy(
        POLICY,
        Condition=HAS_POLICY,
        Name=After(Sub(f"${{{NAME_PREFIX}}}-security-hub"), CONFIGURATION),
        Description="Standards and controls that the stack of organization-security-hub chooses.",
        ConfigurationPolicy=securityhub.Policy(SecurityHub=_content()),
    )
    yield Output(
        name="ConfigurationPolicyId",
        description="Policy, for further associations.",
        value=GetAtt(POLICY, "Id"),
        condition=HAS_POLICY,
    )
    for target in (ROOT, *UNITS, *ACCOUNTS):
        yield from _association(target)


def _content() -> securityhub.SecurityHubPolicy:
    chosen = If(NAMES_ENABLED, NoValue, If(NAMES_DISABLED, Split(",", Ref(DISABLED)), []))
    return securityhub.SecurityHubPolicy(
        ServiceEnabled=True,
        EnabledStandardIdentifiers=[If(_enables(standard), _arn(standard), NoValue) for standard in STANDARDS],
        SecurityControlsConfiguration=securityhub.SecurityControlsConfiguration(
            DisabledSecurityControlIdentifiers=chosen,
            EnabledSecurityControlIdentifiers=If(NAMES_ENABLED, Split(",", Ref(ENABLED)), NoValue),
        ),
    )


def _enables(standard: Standard) -> str:
    return f"EnablesPolicy{standard.parameter}"


def _arn(standard: Standard) -> Sub:
    version = standard.versions[0] if len(standard.versions) == 1 else f"${{Policy{standard.parameter}}}"
    return Sub(f"arn:${{AWS::Partition}}:securityhub:${{AWS::Region}}::standards/{standard.path}/v/{version}")


def _association(target: Target) -> Iterator[Element]:
    condition = f"AssociatesWith{target.name.removeprefix('Policy')}"
    given: Any = Not(Equals(Ref(target.name), ""))
    yield Condition(condition, And({"Condition": HAS_POLICY}, given))
    yield securityhub.PolicyAssociation(
        f"SecurityHubPolicyAssociationFor{target.name.removeprefix('Policy')}",
        Condition=condition,
        ConfigurationPolicyId=GetAtt(POLICY, "Id"),
        TargetId=Ref(target.name),
        TargetType=target.kind,
    )
