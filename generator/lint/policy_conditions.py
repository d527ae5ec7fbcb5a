"""Whether the conditions of a statement hold for a request of which the template's reader knows some keys.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.lint.nodes import at, function, written
from generator.lint.policy_statements import Maybe, Statement, all_of
from generator.model.errors import BadInput
from generator.permissions.conditions import failed_condition
from generator.permissions.policies import Statement as Parsed

Request = Mapping[str, str | None]
"""Condition keys in lower case with their values; ``None`` for a key that the request certainly does not have."""


def conditions_hold(statement: Statement, request: Request) -> Maybe:
    """True where every condition holds, False where one does not, None where that depends on what is not known."""
    found = statement.place.value.get("Condition")
    if found is None:
        return True
    if not isinstance(found, Mapping) or function(found):
        return None
    return all_of(_each_holds(found, request))


def _each_holds(conditions: Mapping[str, Any], request: Request) -> Iterator[Maybe]:
    for operator, pairs in conditions.items():
        if not isinstance(pairs, Mapping) or function(pairs):
            yield None
            continue
        for key, wanted in pairs.items():
            name = str(key).lower()
            yield _holds(str(operator), name, wanted, request[name]) if name in request else None


def _holds(operator: str, key: str, wanted: Any, value: str | None) -> Maybe:
    texts = [written(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
    if not texts or any(text is None or "${" in text for text in texts):
        return None
    values = tuple(text for text in texts if text is not None)
    parsed = Parsed(policy="", effect="Deny", conditions={operator: {key: values}})
    try:
        return failed_condition(parsed, {} if value is None else {key: (value,)}) is None
    except (BadInput, ValueError):
        return None


def compared_values(statement: Statement, key: str) -> Iterator[tuple[str, tuple[str | int, ...], str | None]]:
    """The operator, the path and the value of every comparison with a key, under every branch."""
    for condition in at(statement.place, "Condition"):
        for operator in condition.value if isinstance(condition.value, Mapping) else ():
            for pairs in at(condition, operator):
                for name in pairs.value if isinstance(pairs.value, Mapping) else ():
                    if str(name).lower() == key.lower():
                        yield from ((str(operator), each.path, written(each.value)) for each in at(pairs, name, "*"))
