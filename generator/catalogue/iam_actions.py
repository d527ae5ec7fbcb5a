"""The IAM actions that a template grants: what its roles, policies and resource policies allow, and to whom.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

IAM_HOLDERS = ("AWS::IAM::Role", "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::User", "AWS::IAM::Group")


@dataclass(frozen=True)
class Grant:
    """The actions that one resource allows; ``to_role`` tells an identity's own policies from those of a resource."""

    logical_id: str
    type: str
    to_role: bool
    actions: tuple[str, ...]
    managed: tuple[str, ...]
    """Names of AWS managed policies that are attached."""


def grants(resources: Mapping[str, Any]) -> tuple[Grant, ...]:
    """What each resource with a policy allows, in the template's order; trust policies are left aside."""
    found = []
    for logical_id, body in resources.items():
        properties = body.get("Properties", {})
        content = {key: value for key, value in properties.items() if key != "AssumeRolePolicyDocument"}
        actions = sorted({action for statement in statements(content) for action in _actions(statement)})
        managed = sorted(set(_managed(properties.get("ManagedPolicyArns", []))))
        if actions or managed:
            found.append(Grant(logical_id, body["Type"], body["Type"] in IAM_HOLDERS, tuple(actions), tuple(managed)))
    return tuple(found)


def statements(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every policy statement below ``value``."""
    if isinstance(value, dict):
        if "Effect" in value and ("Action" in value or "NotAction" in value):
            yield value
            return
        for item in value.values():
            yield from statements(item)
    elif isinstance(value, list):
        for item in value:
            yield from statements(item)


def _actions(statement: Mapping[str, Any]) -> Iterator[str]:
    if statement["Effect"] == "Allow":
        yield from strings(statement.get("Action", f"everything but {', '.join(strings(statement.get('NotAction')))}"))


def strings(value: Any) -> Iterator[str]:
    """Every text below ``value``, whichever way an ``Fn::If`` takes."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(item[1:] if key == "Fn::If" else item)


def _managed(value: Any) -> Iterator[str]:
    for text in strings(value):
        if ":policy/" in text:
            yield text.partition(":policy/")[2]
