"""Whether a request is allowed: every kind of policy in the order in which AWS asks them, and the statement that decides.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from generator.permissions.decisions import miss
from generator.permissions.matching import text_matches
from generator.permissions.request import PrincipalType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.permissions.policies import Statement
    from generator.permissions.request import Principal, Request

Statements = tuple["Statement", ...]
# Keys and roles are not open to their own account unless their policy says so.
# https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
_CLOSED = ("arn:*:kms:*:*:key/*", "arn:*:iam::*:role/*")
_TAKES_ROLE = ("sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity", "sts:tagsession")
# The services whose resources RCPs restrain.
# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
_RESTRAINED = """
    aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch
    cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend
    comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis
    fms gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications
    opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager
    servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2
    workspaces xray
    """
RCP_SERVICES = frozenset(_RESTRAINED.split())


class Step(Enum):
    """The kind of policy that decided."""

    EXPLICIT_DENY = "an explicit deny"
    RCP = "a resource control policy"
    SCP = "a service control policy"
    RESOURCE = "the resource's policy"
    BOUNDARY = "the permissions boundary"
    SESSION = "the session policy"
    IDENTITY = "the identity's policies"


@dataclass(frozen=True)
class Policies:
    """All policies that a request meets; ``None`` where there is none, which differs from one without statements.

    SCPs and RCPs are given by level, from the root of the Organization to the account: each level must allow.
    """

    identity: Statements = ()
    resource: Statements | None = None
    boundary: Statements | None = None
    session: Statements | None = None
    scps: tuple[Statements, ...] | None = None
    rcps: tuple[Statements, ...] | None = None


@dataclass(frozen=True)
class Decision:
    """The answer, the step of the order that gave it, and the statement, where one did: a missing Allow has none."""

    allowed: bool
    step: Step
    statement: Statement | None = None

    def __str__(self) -> str:
        named = f" ({self.statement.policy})" if self.statement else ""
        return f"{'allowed' if self.allowed else 'denied'} by {self.step.value}{named}"


class _Names(IntEnum):
    """How closely the policy of a resource names a principal: that decides what else must agree."""

    NOT = 0
    ACCOUNT = 1
    ROLE = 2
    SELF = 3


def decide(request: Request, policies: Policies) -> Decision:
    """The decision about a request in AWS's order."""
    for statement in _that_apply(request, policies):
        if _denies(statement, request):
            return Decision(False, Step.EXPLICIT_DENY, statement)
    for step, levels in ((Step.RCP, _rcps(request, policies)), (Step.SCP, _scps(request, policies))):
        if not all(_first_allow(level, request) for level in levels):
            return Decision(False, step)
    return _of_resource(request, policies)


def _that_apply(request: Request, policies: Policies) -> Iterator[Statement]:
    for level in (*_scps(request, policies), *_rcps(request, policies)):
        yield from level
    for statements in (policies.resource, policies.boundary, policies.session):
        yield from statements or ()
    yield from policies.identity


def _scps(request: Request, policies: Policies) -> tuple[Statements, ...]:
    """None for a service, the management account and service-linked roles, which no SCP restrains."""
    who = request.principal
    return () if not who.account or who.management_account or who.service_linked else policies.scps or ()


def _rcps(request: Request, policies: Policies) -> tuple[Statements, ...]:
    """None for what the management account owns, for service-linked roles and for services without support."""
    service = request.action.partition(":")[0].lower()
    spared = request.resource.management_account or request.principal.service_linked or service not in RCP_SERVICES
    spared = spared or request.action.lower() == "kms:retiregrant" or ":role/aws-service-role/" in request.resource.arn
    return () if spared else policies.rcps or ()


def _of_resource(request: Request, policies: Policies) -> Decision:
    names, statement = _named_by_resource(request, policies.resource or ())
    if not request.principal.account:
        return Decision(names is not _Names.NOT, Step.RESOURCE, statement)
    if request.within_account and request.principal.type is PrincipalType.ROOT and not _closed(request):
        return Decision(True, Step.IDENTITY)
    if names is _Names.NOT and (not request.within_account or _closed(request)):
        return Decision(False, Step.RESOURCE)
    if request.within_account and names is _Names.SELF:
        return Decision(True, Step.RESOURCE, statement)
    by_resource = request.within_account and names is _Names.ROLE
    return _of_identity(request, policies, statement if by_resource else None)


def _of_identity(request: Request, policies: Policies, by_resource: Statement | None) -> Decision:
    """The boundary, the session and the identity; ``by_resource`` stands in for an Allow of the identity."""
    for step, statements in ((Step.BOUNDARY, policies.boundary), (Step.SESSION, policies.session)):
        if statements is not None and not _first_allow(statements, request):
            return Decision(False, step)
    if by_resource:
        return Decision(True, Step.RESOURCE, by_resource)
    if request.principal.type is PrincipalType.ROOT:
        return Decision(True, Step.IDENTITY)
    found = _first_allow(policies.identity, request)
    return Decision(found is not None, Step.IDENTITY, found)


def _closed(request: Request) -> bool:
    key, role = (text_matches(pattern, request.resource.arn) for pattern in _CLOSED)
    return key or (role and request.action.lower() in _TAKES_ROLE)


def _named_by_resource(request: Request, statements: Iterable[Statement]) -> tuple[_Names, Statement | None]:
    """How closely the Allow statements that apply name the principal, and the one that does it most."""
    best: tuple[_Names, Statement | None] = (_Names.NOT, None)
    for statement in statements:
        if statement.effect == "Allow" and _fits(statement, request):
            names = _names(statement.principal, request.principal)
            if names > best[0]:
                best = (names, statement)
    return best


def _first_allow(statements: Iterable[Statement], request: Request) -> Statement | None:
    for statement in statements:
        if statement.effect == "Allow" and _fits(statement, request) and _is_about(statement, request.principal):
            return statement
    return None


def _denies(statement: Statement, request: Request) -> bool:
    return statement.effect == "Deny" and _is_about(statement, request.principal) and _fits(statement, request)


def _fits(statement: Statement, request: Request) -> bool:
    """Whether action, resource and conditions apply; the policy of a role names no resource but itself."""
    if not statement.resources and not statement.not_resources and request.action.lower() in _TAKES_ROLE:
        statement = replace(statement, resources=("*",))
    return miss(statement, request.action, request.resource.arn, request.context) is None


def _is_about(statement: Statement, principal: Principal) -> bool:
    """Policies without a principal are about whom they are attached to."""
    if statement.not_principal:
        return _names(statement.not_principal, principal) is _Names.NOT
    return not statement.principal or _names(statement.principal, principal) is not _Names.NOT


def _names(named: Mapping[str, tuple[str, ...]], principal: Principal) -> _Names:
    """The closest of the names. Everyone is as good as the role of a session: a boundary limits it still."""
    everyone = _Names.ROLE if principal.type is PrincipalType.ROLE_SESSION else _Names.SELF
    if "*" in named or "*" in named.get("AWS", ()):
        return everyone
    if principal.type is PrincipalType.SERVICE:
        return _Names.SELF if principal.service in named.get("Service", ()) else _Names.NOT
    if principal.type is PrincipalType.FEDERATED:
        return _Names.SELF if principal.arn in named.get("Federated", ()) else _Names.NOT
    if principal.type is PrincipalType.ANONYMOUS:
        return _Names.NOT
    return max((_name(item, principal) for item in named.get("AWS", ())), default=_Names.NOT)


def _name(item: str, principal: Principal) -> _Names:
    partition = principal.arn.split(":")[1]
    if item in (principal.account, f"arn:{partition}:iam::{principal.account}:root"):
        return _Names.SELF if principal.type is PrincipalType.ROOT else _Names.ACCOUNT
    if item == principal.session_arn:
        return _Names.SELF
    if item == principal.arn:
        return _Names.ROLE if principal.type is PrincipalType.ROLE_SESSION else _Names.SELF
    return _Names.NOT
