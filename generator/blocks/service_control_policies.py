"""Service control policies: what nobody in a member account may do, its administrator and root user included.

They do not restrain the management account, service-linked roles and services.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
"""

from collections.abc import Iterator
from typing import Any

from awacs.aws import ArnLike, ArnNotLike, Deny, Null, Statement, StringLike, StringNotEquals
from awacs.aws import Condition as PolicyCondition
from troposphere import And, Equals, If, Not, NoValue, Ref, Split, Sub

from generator.blocks.allowed_patterns import REGION_CODE_PATTERN, some_or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.guardrail import (
    BLINDING,
    CHANGING,
    EVERYTHING,
    IDENTITIES,
    NAMED,
    STOPPING,
    actions,
    denial,
    of_baseline,
)
from generator.blocks.organization_policy import (
    GROUP,
    made,
    organization_policy,
    policy_switch,
    switch_condition,
    target_condition,
    target_parameter,
)
from generator.blocks.policy import arn, policy
from generator.model import Comment, Condition, Element, Parameter

SWITCH, KIND = "ServiceControlPolicies", "SERVICE_CONTROL_POLICY"
EXEMPT, HAS_EXEMPT, REGIONS, LIMITS_REGIONS = "ExemptRoleName", "HasExemptRole", "AllowedRegions", "LimitsRegions"
BUCKETS, HAS_BUCKETS = "ProtectedBucketName", "ProtectsOtherBuckets"
# CloudFormation names a bucket after the stack and its logical id: those of logs in the templates of the baseline, and no other.
OWN_BUCKETS = ("*-s3forcloudtrail*", "*-s3forconfig*", "*-s3forlogarchive*")
POLICIES = {
    "Account": "the policy that protects accounts",
    "Watching": "the policy that protects what watches",
    "Logs": "the policy that protects logs and keys",
    "Regions": "the policy that limits Regions",
}
CREDENTIALS = ("iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateServiceSpecificCredential", "iam:CreateUser")
EMPTYING = (
    "s3:BypassGovernanceRetention",
    "s3:DeleteBucket",
    "s3:DeleteBucketPolicy",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:PutBucketAcl",
    "s3:PutBucketObjectLockConfiguration",
    "s3:PutBucketOwnershipControls",
    "s3:PutBucketPolicy",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketVersioning",
    "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration",
)
# The runbook of the baseline that closes an account's buckets to the public.
CLOSES_BUCKETS = "BlockAccountPublicAccess"
# Services with one endpoint, in us-east-1 or us-west-2, and actions that have to be sent there.
# https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints
WITHOUT_REGION = (
    "account:*",
    "artifact:*",
    "aws-marketplace:*",
    "billing:*",
    "budgets:*",
    "ce:*",
    "cloudfront:*",
    "consolidatedbilling:*",
    "cur:*",
    "directconnect:DescribeLocations",
    "ec2:DescribeRegions",
    "fms:*",
    "freetier:*",
    "globalaccelerator:*",
    "health:*",
    "iam:*",
    "invoicing:*",
    "networkmanager:*",
    "notifications:*",
    "organizations:*",
    "payments:*",
    "pricing:*",
    "route53:*",
    "route53domains:*",
    "s3:GetAccountPublicAccessBlock",
    "s3:ListAllMyBuckets",
    "s3:PutAccountPublicAccessBlock",
    "savingsplans:*",
    "shield:*",
    "sts:*",
    "support:*",
    "supportplans:*",
    "tax:*",
    "trustedadvisor:*",
    "waf:*",
    "wellarchitected:*",
)


def service_control_parameters() -> Iterator[Element]:
    """Whether they are made, where they hold, and for whom they do not."""
    yield from policy_switch(SWITCH, "service control policies")
    for name, words in POLICIES.items():
        yield target_parameter(name, words)
    yield Parameter(
        name=EXEMPT,
        description="Role of every account that the policies spare, such as a break-glass role. Empty spares StackSets alone.",
        label="Exempt role",
        group=GROUP,
        default="",
        allowed_pattern=r"^([A-Za-z0-9+=,.@_-]{1,64})?$",
        constraint="The name of a role, or nothing.",
    )
    yield Parameter(
        name=REGIONS,
        description="Regions that accounts may use, with commas between; services without a Region stay open. Empty limits none.",
        label="Allowed Regions",
        group=GROUP,
        default="",
        allowed_pattern=some_or_nothing(REGION_CODE_PATTERN),
        constraint="Regions such as eu-west-1,eu-central-1, or nothing.",
        max_length=600,
    )
    yield Parameter(
        name=BUCKETS,
        description="Name, with wildcards, of further buckets of logs, beside those that the templates of the baseline make.",
        label="Protected buckets",
        group=GROUP,
        default="",
        allowed_pattern="^([a-z0-9*?][a-z0-9.*?-]{2,62})?$",
        constraint="A name of buckets, in which * and ? are wildcards, or nothing.",
    )


def service_control_conditions() -> Iterator[Condition]:
    """The one of Regions is made if there are any."""
    yield switch_condition(SWITCH)
    yield Condition(HAS_EXEMPT, Not(Equals(Ref(EXEMPT), "")))
    yield Condition(HAS_BUCKETS, Not(Equals(Ref(BUCKETS), "")))
    yield Condition(LIMITS_REGIONS, And({"Condition": made(SWITCH)}, Not(Equals(Ref(REGIONS), ""))))
    for name in POLICIES:
        yield target_condition(name)


def service_control_policies() -> Iterator[Element]:
    """All of them."""
    yield Comment(
        "Exempt are the roles that StackSets takes, by which the baseline itself is changed, and one of your choice. Attach this policy"
        " wherever another is attached: it keeps anybody else from making or changing roles of these names."
    )
    yield organization_policy(
        "Account",
        KIND,
        made(SWITCH),
        "No root user, no leaving, no long-term credentials, no change to the roles of the baseline.",
        policy(*_account()),
    )
    yield organization_policy(
        "Watching",
        KIND,
        made(SWITCH),
        "Nobody stops what watches the account, or the alarms, topics and runbooks of the baseline.",
        policy(*_watching()),
    )
    yield Comment(
        "Keys are known by the logical id with which CloudFormation tags them: KMSKeyFor... in the templates of the baseline."
    )
    yield organization_policy(
        "Logs",
        KIND,
        made(SWITCH),
        "Nobody deletes or opens buckets of logs, deletes their keys, or opens the account's buckets to the public.",
        policy(*_logs()),
    )
    yield organization_policy(
        "Regions",
        KIND,
        LIMITS_REGIONS,
        "Nothing happens outside the allowed Regions, save by services that have none.",
        policy(_regions()),
    )


def exempt(*roles: str) -> list[Any]:
    """The ARNs of roles that a policy spares, in every account."""
    own = [Sub(f"arn:${{AWS::Partition}}:iam::*:role/${{{NAME_PREFIX}}}-{name}") for name in roles]
    chosen = If(HAS_EXEMPT, Sub(f"arn:${{AWS::Partition}}:iam::*:role/${{{EXEMPT}}}"), NoValue)
    return [arn("iam", "role/stacksets-exec-*", region="", account="*"), *own, chosen]


def _spared(*roles: str) -> ArnNotLike:
    return ArnNotLike("aws:PrincipalArn", exempt(*roles))


def _account() -> Iterator[Statement]:
    root = arn("iam", "root", region="", account="*")
    # A session of a privileged task, by which the management account acts as root, has the key.
    by_itself = (ArnLike("aws:PrincipalArn", root), Null("aws:AssumedRoot", "true"))
    yield denial("*", sid="DenyRootUser", if_=by_itself)
    yield denial("account:CloseAccount", "organizations:LeaveOrganization", sid="DenyLeaving")
    yield denial(*CREDENTIALS, sid="DenyLongTermCredentials", if_=(_spared(),))
    roles = [*of_baseline(*IDENTITIES, account="*"), *exempt()]
    yield denial(*CHANGING, sid="DenyChangingBaseline", on=roles, if_=(_spared(),))


def _watching() -> Iterator[Statement]:
    yield denial(*BLINDING, sid="DenyBlinding", if_=(_spared(),))
    yield denial(*STOPPING, sid="DenyStoppingBaseline", on=of_baseline(*NAMED, account="*"), if_=(_spared(),))


def _logs() -> Iterator[Statement]:
    names = [f"arn:${{AWS::Partition}}:s3:::{name}" for name in (*OWN_BUCKETS, f"${{{BUCKETS}}}")]
    buckets = [Sub(f"{name}{what}") for name in names[:-1] for what in ("", "/*")]
    buckets += [If(HAS_BUCKETS, Sub(f"{names[-1]}{what}"), NoValue) for what in ("", "/*")]
    yield denial(*EMPTYING, sid="DenyEmptyingLogs", on=buckets, if_=(_spared(),))
    of_templates = (StringLike("aws:ResourceTag/aws:cloudformation:logical-id", "KMSKeyFor*"), _spared())
    destroying = ("kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion")
    keys = arn("kms", "key/*", region="*", account="*")
    yield denial(*destroying, sid="DenyDestroyingKeys", on=[keys], if_=of_templates)
    yield denial("s3:PutAccountPublicAccessBlock", sid="DenyOpeningBuckets", if_=(_spared(CLOSES_BUCKETS),))


def _regions() -> Statement:
    elsewhere = (StringNotEquals("aws:RequestedRegion", Split(",", Ref(REGIONS))), _spared())
    return Statement(
        Sid="DenyOtherRegions",
        Effect=Deny,
        NotAction=actions(*WITHOUT_REGION),
        Resource=EVERYTHING,
        Condition=PolicyCondition(list(elsewhere)),
    )
