"""The IAM actions behind an API call: by name, by documentation page, or by an exception with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.automation.service_models import service_model
from generator.permissions.action_table import exceptions, load

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class RequiredAction:
    """An action, and the ARN templates of the resource types it is checked on (required and optional)."""

    action: str
    required: Mapping[str, str]
    optional: Mapping[str, str]
    passes_role: bool
    one_of: bool
    """Whether a grant on one of the required resource types is enough."""
    path: str | None = None
    """API Gateway: the request path, which is the resource."""


class UnknownServiceError(LookupError):
    """A service that the action table does not cover."""


@cache
def required_actions(service: str, operation: str) -> tuple[RequiredAction, ...]:
    """The actions that a call needs, all of them; none for calls that IAM lets everybody make.

    An operation newer than the table needs the action of its own name, on every resource.
    """
    table, odd = load(), exceptions()
    prefix = table["prefixes"].get(service)
    if prefix is None:
        raise UnknownServiceError(f"the action table does not cover {service}")
    if f"{service}:{operation}" in odd["always_allowed"]:
        return ()
    entry = odd["actions"].get(f"{service}:{operation}")
    if entry is not None:
        return tuple(_required(*action.split(":", 1)) for action in entry["actions"])
    if prefix == "apigateway":
        method, path = _request(service, operation)
        return (_required(prefix, method, path),)
    names = table["operations"].get(service, {}).get(operation, [operation])
    return tuple(_required(prefix, name) for name in names)


def _request(service: str, operation: str) -> tuple[str, str]:
    http = service_model(service).operation_model(operation).http
    return http["method"], http["requestUri"].partition("?")[0]


def _required(prefix: str, name: str, path: str | None = None) -> RequiredAction:
    table, odd = load(), exceptions()
    action = f"{prefix}:{name}"
    entry: list[Any] = table["actions"][prefix].get(name, [[], [], []])
    arns = table["arns"][prefix]
    return RequiredAction(
        action,
        {kind: arns[kind] for kind in entry[0] if kind in arns},
        {kind: arns[kind] for kind in entry[1] if kind in arns},
        passes_role="iam:PassRole" in entry[2] or action in odd["passes_role"],
        one_of=action in odd["one_of_resources"],
        path=path,
    )


def passed_to(service: str, operation: str) -> str:
    """The service principal that a role handed over in a call is for."""
    odd = exceptions()["passed_to"].get(f"{service}:{operation}")
    if odd is not None:
        return str(odd["service"])
    return f"{load()['prefixes'].get(service, service)}.amazonaws.com"


def dependent_actions(action: str) -> frozenset[str]:
    """The actions that a call with this action may need besides, which IAM checks only in some of these calls."""
    prefix, name = action.split(":", 1)
    entry: list[Any] = load()["actions"].get(prefix, {}).get(name, [[], [], []])
    odd = exceptions()["dependents"].get(action, {"actions": []})
    return frozenset(entry[2]) | frozenset(odd["actions"])
