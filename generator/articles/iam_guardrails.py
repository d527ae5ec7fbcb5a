"""Emits templates/iam-guardrails.yaml: boundaries, forced MFA, groups and roles of people, and who may sign in from elsewhere.

https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from collections.abc import Iterator

from troposphere import Ref

from generator.blocks.deployment import deployment
from generator.blocks.forced_mfa import forced_mfa, mfa_conditions, mfa_parameters
from generator.blocks.identity_provider import (
    provider_conditions,
    provider_outputs,
    provider_parameters,
    provider_rule,
    providers,
)
from generator.blocks.incident_responder import responder, responder_conditions, responder_parameters
from generator.blocks.permissions_boundary import (
    HAS_PEOPLE,
    HAS_WORKLOADS,
    PEOPLE_POLICY,
    WORKLOAD_POLICY,
    boundaries,
    boundary_conditions,
    boundary_parameters,
)
from generator.blocks.switch_role import job_conditions, job_parameters, jobs
from generator.model import Article, Element, Output, Scope, Text


def elements() -> Iterator[Element]:
    """Ceilings first, then what each person, incident and workflow gets below them."""
    yield from boundary_parameters()
    yield from mfa_parameters()
    yield from job_parameters()
    yield from responder_parameters()
    yield from provider_parameters()
    yield from deployment()
    yield provider_rule()
    yield from boundary_conditions()
    yield from mfa_conditions()
    yield from job_conditions()
    yield from responder_conditions()
    yield from provider_conditions()
    yield from boundaries()
    yield from forced_mfa()
    yield from jobs()
    yield from responder()
    yield from providers()
    for name, policy, condition in (
        ("People", PEOPLE_POLICY, HAS_PEOPLE),
        ("Workload", WORKLOAD_POLICY, HAS_WORKLOADS),
    ):
        words = f"Boundary to give to roles of {'people' if name == 'People' else 'workloads'}."
        yield Output(name=f"{name}BoundaryArn", description=words, value=Ref(policy), condition=condition)
    yield from provider_outputs()


ARTICLE = Article(
    title=Text("IAM guardrails", "IAM ガードレール"),
    summary=Text(
        "Permissions boundaries, forced MFA, groups and switch roles, incident response, and GitHub and SAML sign-in without keys.",
        "アクセス許可の境界、MFA の強制、グループとスイッチロール、インシデント対応、キー不要の GitHub・SAML 連携を用意します。",
    ),
    scope=Scope.HOME,
    cost=Text("IAM is free.", "IAM は無料。"),
    elements=elements,
    detected_by=(
        "IAM_USER_MFA_ENABLED",
        "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
        "IAM_USER_NO_POLICIES_CHECK",
        "IAM_USER_GROUP_MEMBERSHIP_CHECK",
        "IAM_NO_INLINE_POLICY_CHECK",
        "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
        "IAM_POLICY_IN_USE",
        "ACCESS_KEYS_ROTATED",
        "IAM_USER_UNUSED_CREDENTIALS_CHECK",
    ),
)
