"""Whether policy documents let a principal do one thing: actions, resources, principals and the common conditions.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import fnmatch
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Statement = Mapping[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One action on one resource; ``service`` and ``arn`` say who tries, ``context`` has the condition keys' values."""

    action: str
    resource: str
    service: str = ""
    arn: str = ""
    context: Mapping[str, str] = field(default_factory=dict)


def allows(policies: Iterable[Any], attempt: Attempt, *, identity: bool = False) -> bool:
    """Whether some statement allows the attempt and none denies it; ``identity``: policies without a Principal."""
    statements = [statement for policy in policies for statement in statements_of(policy)]
    effects = {statement["Effect"] for statement in statements if _applies(statement, attempt, identity=identity)}
    return "Allow" in effects and "Deny" not in effects


def denies(policies: Iterable[Any], attempt: Attempt) -> bool:
    """Whether a statement denies the attempt."""
    return any(
        statement["Effect"] == "Deny" and _applies(statement, attempt, identity=False)
        for policy in policies
        for statement in statements_of(policy)
    )


def statements_of(policy: Any) -> list[Statement]:
    """The statements of a policy given as text or as a mapping; none if there is no policy."""
    document = json.loads(policy) if isinstance(policy, str) and policy else policy or {}
    statements = document.get("Statement", [])
    return [statements] if isinstance(statements, Mapping) else list(statements)


def _applies(statement: Statement, attempt: Attempt, *, identity: bool) -> bool:
    return (
        (identity or _principal(statement, attempt))
        and _named(statement, "Action", attempt.action.lower(), lower=True)
        and (_named(statement, "Resource", attempt.resource) if _has(statement, "Resource") else not identity)
        and all(
            _condition(operator, pairs, attempt.context) for operator, pairs in statement.get("Condition", {}).items()
        )
    )


def _has(statement: Statement, element: str) -> bool:
    return element in statement or f"Not{element}" in statement


def _named(statement: Statement, element: str, value: str, *, lower: bool = False) -> bool:
    negated = f"Not{element}" in statement
    patterns = as_list(statement.get(f"Not{element}" if negated else element, []))
    found = any(matches(pattern.lower() if lower else pattern, value) for pattern in patterns)
    return found != negated


def _principal(statement: Statement, attempt: Attempt) -> bool:
    negated = "NotPrincipal" in statement
    principal = statement.get("NotPrincipal" if negated else "Principal", {})
    if isinstance(principal, str):
        found = principal == "*"
    else:
        services = as_list(principal.get("Service", []))
        accounts = as_list(principal.get("AWS", []))
        found = bool(attempt.service) and (attempt.service in services or "*" in services)
        found = found or "*" in accounts or (bool(attempt.arn) and _is_account(accounts, attempt.arn))
    return found != negated


def _is_account(accounts: list[str], arn: str) -> bool:
    parts = arn.split(":")
    root = ":".join([*parts[:5], "root"])
    return bool({arn, root, parts[4] if len(parts) > 4 else arn} & set(accounts))


def matches(pattern: str, value: str) -> bool:
    """IAM's wildcards: ``*`` and ``?``, nothing else is special."""
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


def as_list(value: Any) -> list[str]:
    """IAM lets one item stand for a list of one."""
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _condition(operator: str, pairs: Mapping[str, Any], context: Mapping[str, str]) -> bool:
    known = {key.lower(): value for key, value in context.items()}
    name = operator.rpartition(":")[2]
    if_exists = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    return all(_pair(name, known.get(key.lower()), as_list(wanted), if_exists) for key, wanted in pairs.items())


def _pair(operator: str, value: str | None, wanted: list[str], if_exists: bool) -> bool:
    if operator == "Null":
        return (value is None) == (wanted[0].lower() == "true")
    negated = "Not" in operator
    if value is None:
        return if_exists or negated
    found = any(_compare(operator.replace("Not", ""), value, item) for item in wanted)
    return found != negated


def _compare(operator: str, value: str, wanted: str) -> bool:
    if operator in {"StringLike", "ArnLike", "ArnEquals"}:
        return matches(wanted, value)
    if operator in {"StringEqualsIgnoreCase", "Bool"}:
        return value.lower() == wanted.lower()
    if operator in NUMERIC:
        return bool(NUMERIC[operator](float(value), float(wanted)))
    return value == wanted


NUMERIC: Final[Mapping[str, Any]] = {
    "NumericEquals": lambda value, wanted: value == wanted,
    "NumericLessThan": lambda value, wanted: value < wanted,
    "NumericLessThanEquals": lambda value, wanted: value <= wanted,
    "NumericGreaterThan": lambda value, wanted: value > wanted,
    "NumericGreaterThanEquals": lambda value, wanted: value >= wanted,
}
