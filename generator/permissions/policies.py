"""The policies of a deployed role, read through IAM: inline, managed, permissions boundary, trust.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    import boto3

Conditions = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Operator, then condition key, then values."""

_KEYS = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition", "Principal", "NotPrincipal"}


@dataclass(frozen=True)
class Statement:
    """One statement of a policy; empty tuples where an element is absent."""

    policy: str
    effect: str
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    not_resources: tuple[str, ...] = ()
    conditions: Conditions = field(default_factory=dict)
    principal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Policies of resources only: kind (``Service``, ``AWS``) and values; ``{"*": ("*",)}`` for everyone."""
    not_principal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class RolePolicies:
    """Everything that says what a role may do and who may assume it."""

    role_arn: str
    statements: tuple[Statement, ...]
    trust: tuple[Statement, ...]
    boundary: tuple[Statement, ...] | None = None


def read_role(session: boto3.Session, role_arn: str) -> RolePolicies:
    """The policies of a role as they are deployed now; ClientError when there is no such role."""
    iam = session.client("iam")
    name = role_arn.rpartition("/")[2]
    role = iam.get_role(RoleName=name)["Role"]
    if role["Arn"] != role_arn:
        raise BadInput(role_arn, f"the role {name} of this account is {role['Arn']}", "Name the deployed role")
    statements: list[Statement] = []
    for page in iam.get_paginator("list_role_policies").paginate(RoleName=name):
        for policy in page["PolicyNames"]:
            document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            statements += parse(document, f"{name}/{policy}")
    for attached in iam.get_paginator("list_attached_role_policies").paginate(RoleName=name):
        for managed in attached["AttachedPolicies"]:
            statements += _managed(iam, managed["PolicyArn"])
    boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return RolePolicies(
        role_arn,
        tuple(statements),
        tuple(parse(role["AssumeRolePolicyDocument"], f"{name} trust policy")),
        tuple(_managed(iam, boundary)) if boundary else None,
    )


def _managed(iam: Any, arn: str) -> Iterator[Statement]:
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    return parse(document, arn)


def parse(document: Any, where: str) -> Iterator[Statement]:
    """The statements of a policy document (mapping or JSON text); BadInput names the policy and the element."""
    content = json.loads(document) if isinstance(document, str) else document
    if not isinstance(content, Mapping) or "Statement" not in content:
        raise BadInput(where, "the policy document has no Statement", "Give it one")
    statements = content["Statement"]
    for number, raw in enumerate(statements if isinstance(statements, list) else [statements], 1):
        here = f"{where}, statement {raw.get('Sid', number)}"
        for key in raw.keys() - _KEYS:
            raise BadInput(here, f"unknown element {key}", f"Use {', '.join(sorted(_KEYS))}")
        if raw.get("Effect") not in ("Allow", "Deny"):
            raise BadInput(here, f"Effect is {raw.get('Effect')!r}", "Use Allow or Deny")
        yield Statement(
            policy=here,
            effect=raw["Effect"],
            actions=_texts(raw.get("Action")),
            not_actions=_texts(raw.get("NotAction")),
            resources=_texts(raw.get("Resource")),
            not_resources=_texts(raw.get("NotResource")),
            conditions=_conditions(raw.get("Condition") or {}),
            principal=_principal(raw.get("Principal")),
            not_principal=_principal(raw.get("NotPrincipal")),
        )


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(_text(item) for item in (value if isinstance(value, list) else [value]))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _conditions(raw: Mapping[str, Mapping[str, Any]]) -> Conditions:
    return {operator: {key: _texts(value) for key, value in keys.items()} for operator, keys in raw.items()}


def _principal(raw: Any) -> Mapping[str, tuple[str, ...]]:
    if raw is None:
        return {}
    return {"*": ("*",)} if raw == "*" else {kind: _texts(value) for kind, value in raw.items()}
