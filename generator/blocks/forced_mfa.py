"""The policy that leaves users without a second factor nothing but to set one up, and the group that has it.

A request that long-term keys sign has no aws:MultiFactorAuthPresent at all: a Deny with BoolIfExists meets it, an Allow with Bool gives it
nothing, an Allow with BoolIfExists would let it pass.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html
"""

from collections.abc import Iterator

from awacs.aws import Bool, BoolIfExists, NumericGreaterThan, Statement
from troposphere import And, Equals, Ref, Sub, iam

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.guardrail import actions, deny_all_but
from generator.blocks.policy import allow, arn, policy
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Multi-factor authentication"
FORCED, SECONDS = "ForceMfa", "MfaSessionSeconds"
FORCES_MFA = "ForcesMfa"
POLICY = "IAMManagedPolicyForForceMfa"
BEFORE = (
    "iam:CreateVirtualMFADevice",
    "iam:EnableMFADevice",
    "iam:GetMFADevice",
    "iam:GetUser",
    "iam:ListMFADevices",
    "iam:ListVirtualMFADevices",
    "iam:ResyncMFADevice",
    "sts:GetSessionToken",
)
"""What a user needs to set up a second factor and to sign in with it."""


def mfa_parameters() -> Iterator[Parameter]:
    """Whether users are forced, and how long a sign-in lasts."""
    yield Parameter(
        name=FORCED,
        description="Make a policy and a group whose users can do nothing without MFA but set it up.",
        label="Force MFA",
        group=GROUP,
        default="ENABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name=SECONDS,
        description="Seconds after which a sign-in with MFA counts no more: users of the group, and whoever takes a role of this template.",
        label="Longest age of MFA in seconds",
        group=GROUP,
        type="Number",
        default=43200,
        min_value=900,
        max_value=129600,
    )


def mfa_conditions() -> Iterator[Condition]:
    """Only in the home Region: IAM is the same in every Region."""
    yield Condition(FORCES_MFA, And({"Condition": IS_HOME_REGION}, Equals(Ref(FORCED), "ENABLED")))


def forced_mfa() -> Iterator[Element]:
    """The policy and the group."""
    yield Comment(
        "A user who must change the first password has to set up MFA before: iam:ChangePassword without it would help whoever knows only"
        " the password. Create users without a forced change, or give them a role of IAM Identity Center instead."
    )
    yield iam.ManagedPolicy(
        POLICY,
        Condition=FORCES_MFA,
        ManagedPolicyName=Sub(f"${{{NAME_PREFIX}}}-force-mfa"),
        Description="Users manage their own credentials, and without MFA nothing but their MFA device.",
        PolicyDocument=policy(*_statements()),
    )
    yield iam.Group(
        "IAMGroupForForceMfa",
        Condition=FORCES_MFA,
        GroupName=Sub(f"${{{NAME_PREFIX}}}-force-mfa"),
        ManagedPolicyArns=[Ref(POLICY)],
    )


def _statements() -> Iterator[Statement]:
    themselves = arn("iam", "user/${!aws:username}", region="")
    account = actions("iam:GetAccountPasswordPolicy", "iam:GetAccountSummary", "iam:ListVirtualMFADevices")
    yield allow(*account, on="*", sid="AllowReadingAccount")
    seeing = ("iam:GetUser", "iam:GetMFADevice", "iam:ListMFADevices", "iam:ListAccessKeys", "iam:GetAccessKeyLastUsed")
    yield allow(*actions(*seeing), on=themselves, sid="AllowReadingThemselves")
    yield allow(
        *actions("iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice"),
        on=arn("iam", "mfa/*", region=""),
        sid="AllowOwnMfaDevice",
    )
    yield allow(*actions("iam:EnableMFADevice", "iam:ResyncMFADevice"), on=themselves, sid="AllowSettingUpMfa")
    changing = ("iam:ChangePassword", "iam:DeactivateMFADevice", "iam:DeleteAccessKey", "iam:UpdateAccessKey")
    present = (Bool("aws:MultiFactorAuthPresent", "true"),)
    yield allow(*actions(*changing), on=themselves, if_=present, sid="AllowOwnCredentialsWithMfa")
    absent = (BoolIfExists("aws:MultiFactorAuthPresent", "false"),)
    yield deny_all_but(*BEFORE, sid="DenyWithoutMfa", if_=absent)
    old = (NumericGreaterThan("aws:MultiFactorAuthAge", Ref(SECONDS)),)
    yield deny_all_but(*BEFORE, sid="DenyOldSessions", if_=old)
