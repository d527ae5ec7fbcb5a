"""A request as IAM sees it: who asks for which action on whose resource, with which condition keys.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

Context = Mapping[str, tuple[str, ...]]
"""Condition keys in lower case with their values; a key that a request does not have is absent."""


class PrincipalType(Enum):
    """The values of ``aws:PrincipalType``, and those that are no principal of an account.

    ``FEDERATED`` is who signed in at an identity provider, and has the provider's ARN.
    """

    ROOT = "Account"
    USER = "User"
    ROLE_SESSION = "AssumedRole"
    FEDERATED_USER = "FederatedUser"
    FEDERATED = "Federated"
    SERVICE = "Service"
    ANONYMOUS = "Anonymous"


@dataclass(frozen=True)
class Principal:
    """Who asks. ``arn`` is what ``aws:PrincipalArn`` has: of a role's session, the role."""

    type: PrincipalType
    arn: str = ""
    organization: str = ""
    """Id of the Organization of the principal's account; empty outside of one."""
    management_account: bool = False
    service: str = ""
    """``config.amazonaws.com``, of a service that acts by itself."""
    session: str = "session"
    """Name of a role's session."""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """Empty for a service, for a request that nobody signed and for who comes from an identity provider."""
        return self.arn.split(":")[4] if self.arn and self.type is not PrincipalType.FEDERATED else ""

    @property
    def name(self) -> str:
        """The last part of the ARN: of a user or role, its name."""
        return self.arn.rpartition("/")[2]

    @property
    def session_arn(self) -> str:
        """The ARN by which a resource's policy names one session of a role; empty for others."""
        if self.type is not PrincipalType.ROLE_SESSION:
            return ""
        _, partition, *_ = self.arn.split(":", 5)
        return f"arn:{partition}:sts::{self.account}:assumed-role/{self.name}/{self.session}"

    @property
    def service_linked(self) -> bool:
        """Whether it is a session of a role that only its service can change: no SCP and no RCP restrains it."""
        return ":role/aws-service-role/" in self.arn


def user(arn: str, organization: str = "", tags: Mapping[str, str] | None = None) -> Principal:
    """An IAM user."""
    return Principal(PrincipalType.USER, arn, organization, tags=tags or {})


def role(arn: str, organization: str = "", tags: Mapping[str, str] | None = None) -> Principal:
    """A session of a role, by the role's ARN."""
    return Principal(PrincipalType.ROLE_SESSION, arn, organization, tags=tags or {})


def root(account: str, organization: str = "", partition: str = "aws") -> Principal:
    """The root user of an account."""
    return Principal(PrincipalType.ROOT, f"arn:{partition}:iam::{account}:root", organization)


def service(name: str) -> Principal:
    """An AWS service that acts by itself; for whom, the request's context says."""
    return Principal(PrincipalType.SERVICE, service=name)


ANYBODY = Principal(PrincipalType.ANONYMOUS)
"""Who did not sign the request."""


@dataclass(frozen=True)
class Resource:
    """What is asked for; ``*`` for an action that names nothing."""

    arn: str
    account: str = ""
    """Of the owner; empty takes the ARN's, or the principal's where the ARN has none."""
    organization: str = ""
    management_account: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """One action on one resource. ``context`` adds condition keys to those that follow from the rest, and wins over them."""

    principal: Principal
    action: str
    resource: Resource
    given: Mapping[str, str | tuple[str, ...] | None] = field(default_factory=dict)
    """Further condition keys, in any case; ``None`` takes away one that the request would have."""

    @property
    def owner(self) -> str:
        """The account that owns the resource."""
        parts = self.resource.arn.split(":", 5)
        return self.resource.account or (parts[4] if len(parts) > 4 else "") or self.principal.account

    @property
    def within_account(self) -> bool:
        """Whether principal and resource are of one account."""
        return bool(self.principal.account) and self.owner == self.principal.account

    @cached_property
    def context(self) -> Context:
        """Every condition key of the request."""
        found: dict[str, tuple[str, ...]] = {**_of_principal(self.principal), **self._of_resource()}
        found["aws:securetransport"] = ("true",)
        found["aws:viaawsservice"] = ("false",)
        for key, value in self.given.items():
            if value is None:
                found.pop(key.lower(), None)
            else:
                found[key.lower()] = (value,) if isinstance(value, str) else value
        return found

    def _of_resource(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {
            f"aws:resourcetag/{key.lower()}": (value,) for key, value in self.resource.tags.items()
        }
        if self.owner:
            found["aws:resourceaccount"] = (self.owner,)
        organization = self.resource.organization or (self.principal.organization if self.within_account else "")
        if organization:
            found["aws:resourceorgid"] = (organization,)
        return found


def _of_principal(principal: Principal) -> dict[str, tuple[str, ...]]:
    serves = principal.type is PrincipalType.SERVICE
    found: dict[str, str] = {"aws:principalisawsservice": "true" if serves else "false"}
    if serves:
        found["aws:principalservicename"] = principal.service
    elif principal.type is PrincipalType.FEDERATED:
        found["aws:federatedprovider"] = principal.arn
    elif principal.type is PrincipalType.ANONYMOUS:
        found["aws:principaltype"] = principal.type.value
    else:
        found |= {
            "aws:principalarn": principal.arn,
            "aws:principalaccount": principal.account,
            "aws:principaltype": principal.type.value,
        }
    if principal.organization:
        found["aws:principalorgid"] = principal.organization
    if principal.type is PrincipalType.USER:
        found["aws:username"] = principal.name
    found |= {f"aws:principaltag/{key.lower()}": value for key, value in principal.tags.items()}
    one_each: dict[str, tuple[str, ...]] = {key: (value,) for key, value in found.items()}
    return one_each
