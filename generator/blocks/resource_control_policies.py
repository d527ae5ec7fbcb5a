"""Resource control policies: who, whatever a resource's own policy says, has no part in an account's resources.

A statement names everyone, denies, and names its actions by service. Only what AWS lists takes them; the services here are those that
have policies of their own or hold data.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
"""

from collections.abc import Iterator

from awacs.aws import (
    Bool,
    BoolIfExists,
    Null,
    NumericLessThan,
    Statement,
    StringNotEqualsIfExists,
)
from troposphere import And, Equals, If, Not, NoValue, Ref, Split

from generator.blocks.guardrail import denial
from generator.blocks.organization_policy import (
    GROUP,
    made,
    organization_policy,
    policy_switch,
    switch_condition,
    target_condition,
    target_parameter,
)
from generator.blocks.policy import EVERYONE, policy
from generator.model import Comment, Condition, Element, Parameter

SWITCH, KIND = "ResourceControlPolicies", "RESOURCE_CONTROL_POLICY"
ORGANIZATION, TRUSTED = "OrganizationId", "TrustedAccountIds"
HAS_ORGANIZATION, HAS_TRUSTED = "LimitsToOrganization", "TrustsOtherAccounts"
POLICIES = {"Perimeter": "the policy that keeps others out", "Transport": "the policy that wants TLS"}
DATA = ("dynamodb:*", "ecr:*", "kms:*", "logs:*", "s3:*", "secretsmanager:*", "sqs:*")
# Who signs in elsewhere has no Organization: AssumeRoleWithSAML and AssumeRoleWithWebIdentity stay with the trust of the role.
HELD = (*DATA, "sts:AssumeRole")


def resource_control_parameters() -> Iterator[Element]:
    """Whether they are made, where they hold, and who is no stranger."""
    yield from policy_switch(SWITCH, "resource control policies")
    for name, words in POLICIES.items():
        yield target_parameter(name, words)
    yield Parameter(
        name=ORGANIZATION,
        description="Id of this Organization: others are kept out. Empty keeps nobody out.",
        label="Organization id",
        group=GROUP,
        default="",
        allowed_pattern="^(o-[a-z0-9]{10,32})?$",
        constraint="An id such as o-exampleorgid, or nothing.",
    )
    yield Parameter(
        name=TRUSTED,
        description="Accounts outside the Organization that are let in, if a resource's own policy does. Commas between.",
        label="Trusted accounts",
        group=GROUP,
        default="",
        allowed_pattern="^([0-9]{12}(,[0-9]{12})*)?$",
        constraint="Ids of 12 digits with commas between, or nothing.",
        max_length=649,
    )


def resource_control_conditions() -> Iterator[Condition]:
    """The one against others is made if the Organization is named."""
    yield switch_condition(SWITCH)
    yield Condition(HAS_ORGANIZATION, And({"Condition": made(SWITCH)}, Not(Equals(Ref(ORGANIZATION), ""))))
    yield Condition(HAS_TRUSTED, Not(Equals(Ref(TRUSTED), "")))
    for name in POLICIES:
        yield target_condition(name)


def resource_control_policies() -> Iterator[Element]:
    """Both."""
    yield Comment(
        "Left open on purpose: sts:AssumeRoleWithSAML and sts:AssumeRoleWithWebIdentity, whose callers belong to no Organization; the"
        " trust of the role pins them."
    )
    yield organization_policy(
        "Perimeter",
        KIND,
        HAS_ORGANIZATION,
        "Principals of the Organization alone, and services that act for it.",
        policy(*_perimeter()),
    )
    yield organization_policy(
        "Transport", KIND, made(SWITCH), "Encrypted in transit, for S3 with TLS 1.2 at least.", policy(*_transport())
    )


def _perimeter() -> Iterator[Statement]:
    strangers = {
        "aws:PrincipalOrgID": Ref(ORGANIZATION),
        "aws:PrincipalAccount": If(HAS_TRUSTED, Split(",", Ref(TRUSTED)), NoValue),
    }
    outside = (StringNotEqualsIfExists(strangers), BoolIfExists("aws:PrincipalIsAWSService", "false"))
    yield denial(*HELD, sid="DenyOutsideOrganization", to=EVERYONE, if_=outside)
    # A service that acts for somebody says for which account; one that acts for itself does not.
    deputy = (
        StringNotEqualsIfExists(
            {
                "aws:SourceOrgID": Ref(ORGANIZATION),
                "aws:SourceAccount": If(HAS_TRUSTED, Split(",", Ref(TRUSTED)), NoValue),
            }
        ),
        Null("aws:SourceAccount", "false"),
        Bool("aws:PrincipalIsAWSService", "true"),
    )
    yield denial(*HELD, sid="DenyConfusedDeputy", to=EVERYONE, if_=deputy)


def _transport() -> Iterator[Statement]:
    plain = (BoolIfExists("aws:SecureTransport", "false"),)
    yield denial(*DATA, "sts:*", sid="DenyPlainHttp", to=EVERYONE, if_=plain)
    yield denial("s3:*", sid="DenyOldTls", to=EVERYONE, if_=(NumericLessThan("s3:TlsVersion", "1.2"),))
