"""The IAM actions behind the calls of an Automation document.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from generator.lint.automation_documents import Runbook
from generator.lint.automation_steps import calls
from generator.lint.runbook_roles import Grants
from generator.lint.script_calls import Call
from generator.permissions.matching import action_matches

BESIDES: Final = ("kms:", "ssm:", "sts:", "iam:PassRole", "iam:CreateServiceLinkedRole", "s3:ListBucket")
"""Actions that a call may need for what it works on, not for itself."""


class Refused(NamedTuple):
    """A call of a step that no policy allows, and the actions that it needs."""

    step: str
    call: Call
    actions: tuple[str, ...]


@cache
def actions_of(call: Call) -> tuple[str, ...] | None:
    """The actions that a call needs; ``None`` where the table of actions does not know."""
    from generator.permissions.action_table import load
    from generator.permissions.api_actions import UnknownServiceError, required_actions

    try:
        found = [each.action for each in required_actions(*call)]
    except UnknownServiceError:
        return None
    known = load()["actions"]
    return (
        tuple(found) if all(each.partition(":")[2] in known.get(each.partition(":")[0], ()) for each in found) else None
    )


def refused(runbook: Runbook, allowed: Grants) -> Iterator[Refused]:
    """The calls that the document surely makes and of whose actions the role has none."""
    for step in runbook.steps():
        for call in sorted(calls(step).certain):
            actions = actions_of(call)
            if actions and not any(allowed.may_allow(each) for each in actions):
                yield Refused(step.name, call, actions)


def used_actions(books: Iterable[Runbook]) -> frozenset[str] | None:
    """The actions that documents may use, and those that their calls may need besides; ``None`` where not all is told."""
    from generator.permissions.api_actions import dependent_actions

    used: set[str] = set()
    for book in books:
        for step in book.steps():
            found = calls(step)
            actions = [actions_of(call) for call in found.possible]
            if not found.told or None in actions or book.document is None:
                return None
            used.update(each for some in actions for each in some or ())
    return frozenset(used | {each for action in used for each in dependent_actions(action)})


def is_unused(pattern: str, used: frozenset[str]) -> bool:
    """Whether no call needs what a policy's pattern grants; False where the pattern is for more than calls."""
    if ":" not in pattern or pattern.startswith(BESIDES) or "${" in pattern:
        return False
    if any(action_matches(pattern, each) for each in used):
        return False
    return "*" in pattern or "?" in pattern or _is_callable(pattern)


@cache
def _is_callable(action: str) -> bool:
    """Whether an API goes by the action's name: other actions are checked in passing by calls that do not name them."""
    from generator.automation.service_models import service_model
    from generator.permissions.action_table import load

    prefix, _, name = action.partition(":")
    services = [service for service, own in load()["prefixes"].items() if own == prefix.lower()]
    if any(name in found for each in services for found in load()["operations"].get(each, {}).values()):
        return True
    return any(name in service_model(each).operation_names for each in services)
