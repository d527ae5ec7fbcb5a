"""Emits templates/identity-center.yaml: permission sets of IAM Identity Center, and which groups have them in which accounts.

Launched where the organization instance is administered: the management account or the delegated administrator, in the instance's Region.
Nobody is assigned but groups. CloudFormation makes no organization instance: it is enabled by hand, once.

https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SSO.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from awacs import athena, dynamodb, logs, s3, sqs, ssm
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, sso

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.policy import deny
from generator.blocks.text_parameter import text_parameter
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Scope, Text

GROUP, ASSIGNMENTS = "IAM Identity Center", "Assignments"
INSTANCE, HAS_INSTANCE = "IdentityCenterInstanceArn", "HasIdentityCenter"
BOUNDARY, HAS_BOUNDARY = "PermissionSetBoundaryName", "HasPermissionSetBoundary"
RESPONDER, HAS_RESPONDER = "ResponderPolicyName", "HasResponderPolicy"
ACCOUNTS = range(1, 4)
DURATIONS = ("PT1H", "PT2H", "PT4H", "PT8H", "PT12H")
POLICY_NAME = r"^([\w+=,.@-]{1,128})?$"
# What a reader of settings has no need to read: what people have stored.
DATA = (
    athena.GetQueryResults,
    dynamodb.BatchGetItem,
    dynamodb.GetItem,
    dynamodb.Query,
    dynamodb.Scan,
    logs.FilterLogEvents,
    logs.GetLogEvents,
    logs.GetQueryResults,
    s3.GetObject,
    s3.GetObjectVersion,
    sqs.ReceiveMessage,
    ssm.GetParameter,
    ssm.GetParameterHistory,
    ssm.GetParameters,
    ssm.GetParametersByPath,
)


@dataclass(frozen=True, kw_only=True)
class _Set:
    """One permission set: its logical name, the name that people choose at sign-in, and what it holds."""

    id: str
    name: str
    words: str
    managed: tuple[str, ...]
    reason: str
    duration: str = "SessionDuration"
    more: tuple[tuple[str, Any], ...] = ()


SETS = (
    _Set(
        id="Administrator",
        name="administrator",
        words="Everything, for the shortest time",
        managed=("AdministratorAccess",),
        reason="Everything, so for few people and a short time.",
        duration="AdministratorSessionDuration",
    ),
    _Set(
        id="PowerUser",
        name="power-user",
        words="Everything but users, groups, roles and policies",
        managed=("PowerUserAccess",),
        reason="A boundary is the most that whoever has this set can do, whatever else is attached; it stands in every account.",
        more=(
            (
                "PermissionsBoundary",
                If(
                    HAS_BOUNDARY,
                    sso.PermissionsBoundary(
                        CustomerManagedPolicyReference=sso.CustomerManagedPolicyReference(Name=Ref(BOUNDARY))
                    ),
                    NoValue,
                ),
            ),
        ),
    ),
    _Set(
        id="ReadOnly",
        name="read-only",
        words="Settings of every service, without the usual ways to data",
        managed=("ReadOnlyAccess",),
        reason="ReadOnlyAccess also reads objects, items, messages, logs and parameters: that is taken away, as far as listed.",
        more=(("InlinePolicy", {"Version": "2012-10-17", "Statement": [deny(*DATA, on="*", sid="NoData")]}),),
    ),
    _Set(
        id="SecurityAudit",
        name="security-audit",
        words="Settings, as an auditor reads them",
        managed=("SecurityAudit",),
        reason="Made by AWS for the reading of settings.",
    ),
    _Set(
        id="Responder",
        name="responder",
        words="Settings, and the runbooks of an incident",
        managed=("SecurityAudit",),
        reason="The policy is that of the article incident-response, by its name in every account.",
        more=(
            (
                "CustomerManagedPolicyReferences",
                If(HAS_RESPONDER, [sso.CustomerManagedPolicyReference(Name=Ref(RESPONDER))], NoValue),
            ),
        ),
    ),
)


def elements() -> Iterator[Element]:
    """Parameters, each permission set, then who has it where."""
    yield from _parameters()
    yield from name_prefix()
    yield Condition(HAS_INSTANCE, Not(Equals(Ref(INSTANCE), "")))
    yield Condition(HAS_BOUNDARY, Not(Equals(Ref(BOUNDARY), "")))
    yield Condition(HAS_RESPONDER, Not(Equals(Ref(RESPONDER), "")))
    for each in SETS:
        yield from _permission_set(each)
    for each in SETS:
        yield from _assignments(each)


def _parameters() -> Iterator[Parameter]:
    yield text_parameter(
        INSTANCE,
        "Instance of Identity Center",
        "ARN of the organization instance, as aws sso-admin list-instances tells it. Empty makes nothing.",
        r"^(arn:aws[a-z-]*:sso:::instance/(sso)?ins-[a-zA-Z0-9.-]{16})?$",
        "The ARN of an instance of IAM Identity Center, or nothing.",
        group=GROUP,
    )
    for name, label, default in (
        ("SessionDuration", "Session length", "PT4H"),
        ("AdministratorSessionDuration", "Session length of administrators", "PT1H"),
    ):
        yield Parameter(
            name=name,
            description="How long a session lives; PT4H is four hours. Who leaves keeps the session until then.",
            label=label,
            group=GROUP,
            default=default,
            allowed_values=DURATIONS,
        )
    yield text_parameter(
        BOUNDARY,
        "Permissions boundary of power users",
        "Name of a managed policy that every assigned account has, such as the boundary of iam-guardrails. Empty sets no boundary.",
        POLICY_NAME,
        "The name of a managed policy, or nothing.",
        group=GROUP,
    )
    yield text_parameter(
        RESPONDER,
        "Policy of incident responders",
        "Name of a managed policy that every assigned account has, such as baseline-incident-runbooks. Empty attaches none.",
        POLICY_NAME,
        "The name of a managed policy, or nothing.",
        group=GROUP,
    )
    for each in SETS:
        yield text_parameter(
            f"{each.id}GroupId",
            f"Group of {each.name}",
            f"Id of the group that has it in the accounts below. {each.words}. Empty assigns nobody.",
            "^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^$",
            "The id of a group of the identity store, or nothing.",
            group=ASSIGNMENTS,
        )
    for number in ACCOUNTS:
        yield text_parameter(
            f"AssignedAccount{number}",
            f"Account {number}",
            "Account in which the groups above have their permission sets. Empty is none.",
            or_nothing(ACCOUNT_ID_PATTERN),
            "An account id of 12 digits, or nothing.",
            group=ASSIGNMENTS,
        )


def _permission_set(each: _Set) -> Iterator[Element]:
    yield Comment(each.reason)
    yield sso.PermissionSet(
        _id(each),
        Condition=HAS_INSTANCE,
        InstanceArn=Ref(INSTANCE),
        Name=Sub(f"${{{NAME_PREFIX}}}-{each.name}"),
        Description=each.words,
        SessionDuration=Ref(each.duration),
        ManagedPolicies=[Sub(f"arn:${{AWS::Partition}}:iam::aws:policy/{name}") for name in each.managed],
        **dict(each.more),
    )
    yield Output(
        name=f"{each.id}PermissionSetArn",
        description=f"Permission set {each.name}, for further assignments.",
        value=GetAtt(_id(each), "PermissionSetArn"),
        condition=HAS_INSTANCE,
    )


def _id(each: _Set) -> str:
    return f"SSOPermissionSetFor{each.id}"


def _assignments(each: _Set) -> Iterator[Element]:
    group = f"{each.id}GroupId"
    for number in ACCOUNTS:
        account, condition = f"AssignedAccount{number}", f"Assigns{each.id}To{number}"
        given = (Not(Equals(Ref(name), "")) for name in (group, account))
        yield Condition(condition, And({"Condition": HAS_INSTANCE}, *given))
        yield sso.Assignment(
            f"SSOAssignmentFor{each.id}{number}",
            Condition=condition,
            InstanceArn=Ref(INSTANCE),
            PermissionSetArn=GetAtt(_id(each), "PermissionSetArn"),
            PrincipalType="GROUP",
            PrincipalId=Ref(group),
            TargetType="AWS_ACCOUNT",
            TargetId=Ref(account),
        )


ARTICLE = Article(
    title=Text("IAM Identity Center", "IAM Identity Center"),
    summary=Text(
        "Permission sets for administrators, power users, readers, auditors and responders, assigned to groups in place of IAM users.",
        "IAM ユーザーの代わりに、管理者・パワーユーザー・閲覧者・監査者・対応者の許可セットを作成し、グループへ割り当てます。",
    ),
    scope=Scope.ORGANIZATION,
    cost=Text("IAM Identity Center is free of charge.", "IAM Identity Center は無料。"),
    elements=elements,
    detected_by=(
        "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
        "IAM_USER_NO_POLICIES_CHECK",
        "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
        "ACCESS_KEYS_ROTATED",
        "IAM_USER_UNUSED_CREDENTIALS_CHECK",
    ),
)
