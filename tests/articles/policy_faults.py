"""What every policy must hold to: known actions, no confused deputy, no more resources than the actions need.

https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from policy_sentry.querying.actions import get_action_data, get_actions_for_service

from generator.rehearsal.service_rules.policy_evaluation import matches, statements_of
from tests.articles.policies import (
    FOREIGN,
    SOURCE_KEYS,
    Placed,
    fitting_context,
    lets,
    placed_statements,
    policy_documents,
)
from tests.articles.scenarios import Stacks

# CloudTrail documents the source keys for buckets, keys and topics, not for the role of its log group.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
# AWS documents none for channels of Amazon Q Developer in chat applications, Malware Protection for S3 and aggregators of AWS Config.
# An instance takes its role through an instance profile of its own account, and no source is told.
TAKES_ROLES_WITHOUT_SOURCE = frozenset(
    {
        "chatbot.amazonaws.com",
        "cloudtrail.amazonaws.com",
        "config.amazonaws.com",
        "ec2.amazonaws.com",
        "malware-protection-plan.guardduty.amazonaws.com",
    }
)
# A condition in the policy of a topic shuts EventBridge out.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
TAKES_NO_CONDITION = frozenset({("events.amazonaws.com", "sns:Publish")})


def confused_deputy_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Statements that let a service act for an account that has no part in the template, or that never apply."""
    for _, stack in stacks:
        for placed in placed_statements(stack):
            if placed.services and placed.statement["Effect"] == "Allow":
                yield from (f"{placed}: {fault}" for fault in _deputy_faults(placed))


def _deputy_faults(placed: Placed) -> Iterator[str]:
    if {(service, action) for service in placed.services for action in placed.actions} <= TAKES_NO_CONDITION:
        return
    context = fitting_context(placed.statement)
    if not lets(placed, context):
        yield "its own conditions cannot hold together"
    if lets(placed, context | FOREIGN):
        yield f"{placed.services[0]} may act for a foreign account"
    if placed.services[0] in TAKES_ROLES_WITHOUT_SOURCE and placed.actions == ["sts:AssumeRole"]:
        return
    if lets(placed, {key: value for key, value in context.items() if key not in SOURCE_KEYS}):
        yield f"{placed.services[0]} may act for nobody in particular"


def shape_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Documents of an old version, and statements that do not say whose or what they are about."""
    for _, stack in stacks:
        for name, document, identity in policy_documents(stack):
            if document.get("Version") != "2012-10-17":
                yield f"{name}: the policy is of an old version"
            trusts = stack.resources[name]["Type"] == "AWS::IAM::Role" and not identity
            for statement in statements_of(document):
                if not (trusts or identity or statement.get("Sid")):
                    yield f"{name}: a statement has no name"
                if not trusts and not statement.get("Resource"):
                    yield f"{name}: a statement names no resource"
                if bool(statement.get("Principal")) == identity:
                    yield f"{name}: a statement names {'a' if identity else 'no'} principal"


def action_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Actions that IAM does not have."""
    for _, stack in stacks:
        for placed in placed_statements(stack):
            yield from (f"{placed}: {action} does not exist" for action in placed.actions if not _known(action))


def resource_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Statements of roles that name every resource though an action could be held to some, or every action."""
    for _, stack in stacks:
        for placed in placed_statements(stack):
            if not placed.identity or placed.statement["Effect"] != "Allow":
                continue
            if any("*" in action for action in placed.actions):
                yield f"{placed}: a role is given actions by name, not by pattern"
            if "*" in placed.resources:
                scoped = [action for action in placed.actions if _takes_resources(action)]
                yield from (f"{placed}: {action} can be held to resources" for action in scoped)


def pass_role_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Statements that let a role be passed to any service."""
    for _, stack in stacks:
        for placed in placed_statements(stack):
            keys = {key.lower() for pairs in placed.statement.get("Condition", {}).values() for key in pairs}
            if (
                placed.statement["Effect"] == "Allow"
                and _covers(placed, "iam:PassRole")
                and "iam:passedtoservice" not in keys
            ):
                yield f"{placed}: iam:PassRole without iam:PassedToService"


def _covers(placed: Placed, action: str) -> bool:
    return placed.identity and any(matches(pattern.lower(), action.lower()) for pattern in placed.actions)


@cache
def _known(pattern: str) -> bool:
    service, _, name = pattern.partition(":")
    if "*" not in pattern:
        return bool(get_action_data(service, name))
    return any(matches(pattern.lower(), action.lower()) for action in get_actions_for_service(service))


@cache
def _takes_resources(action: str) -> bool:
    service, _, name = action.partition(":")
    found = get_action_data(service, name) or {}
    return any(each["resource_arn_format"] != "*" for each in found.get(service, []))
