"""Which IAM actions can be held to resources.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from functools import cache
from typing import Any

from generator.permissions.action_table import load
from generator.permissions.matching import text_matches

ONE_OF_MANY = frozenset({"s3"})
"""Services whose optional types stand for one another: an object is one of a bucket or of an access point."""


@cache
def held_to_resources(pattern: str) -> bool | None:
    """Whether every action that a pattern names must be allowed on a resource of a type of its own.

    ``None`` for an action of a service, or a name, that the table does not have.
    """
    prefix, _, name = pattern.partition(":")
    actions: dict[str, Any] = load()["actions"].get(prefix.lower(), {})
    named = [types for each, types in actions.items() if text_matches(name, each, ignore_case=True)]
    alternatives = prefix.lower() in ONE_OF_MANY
    return all(bool(required or (alternatives and optional)) for required, optional, *_ in named) if named else None
