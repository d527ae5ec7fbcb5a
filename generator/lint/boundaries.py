"""Statements that give permissions, apart from those that only set a ceiling for them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.lint.nodes import names, resources, written
from generator.lint.policy_statements import IDENTITY, Statement, statements


def granting(template: Mapping[str, Any]) -> Iterator[Statement]:
    """Every Allow of an identity's policy without a condition that may narrow it, permissions boundaries left out."""
    ceilings = {
        name
        for resource in resources(template)
        for place in resource.at("PermissionsBoundary")
        for name in names(place.value)
    }
    for statement in statements(template, IDENTITY):
        if statement.effect == "Allow" and not statement.narrows and not _is_ceiling(statement, ceilings):
            yield statement


def _is_ceiling(statement: Statement, ceilings: set[str]) -> bool:
    owner = statement.owner
    if owner.type != "AWS::IAM::ManagedPolicy":
        return False
    told = [owner.logical_id, *(written(each.value) or "" for each in owner.at("ManagedPolicyName"))]
    told += [written(each.value) or "" for each in owner.at("Description")]
    return owner.logical_id in ceilings or any("boundary" in text.lower() for text in told)
