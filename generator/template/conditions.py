"""Every condition of a template as true or false.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.template.errors import RequestRefused
from generator.template.functions import CONDITION_FUNCTIONS, Scope, evaluate


def evaluate_conditions(declared: Mapping[str, Any], scope: Scope) -> dict[str, bool]:
    """All conditions by name; ``scope.conditions`` is not read."""
    known: dict[str, bool] = {}
    for name in declared:
        _evaluate(name, declared, scope, known, ())
    return known


def conditions_named_in(node: Any) -> list[str]:
    """The conditions that ``node`` (a condition's body, or an argument of one) hangs on."""
    if isinstance(node, dict):
        if set(node) == {"Condition"} and isinstance(node["Condition"], str):
            return [node["Condition"]]
        named = [node["Fn::If"][0]] if isinstance(node.get("Fn::If"), list) and node["Fn::If"] else []
        return named + [name for value in node.values() for name in conditions_named_in(value)]
    if isinstance(node, list):
        return [name for item in node for name in conditions_named_in(item)]
    return []


def _evaluate(
    name: str, declared: Mapping[str, Any], scope: Scope, known: dict[str, bool], path: tuple[str, ...]
) -> None:
    if name in known:
        return
    if name in path:
        raise RequestRefused(f"Template error: Circular dependency between conditions: [{', '.join((*path, name))}]")
    body = declared[name]
    if not isinstance(body, dict) or len(body) != 1 or next(iter(body)) not in {*CONDITION_FUNCTIONS, "Condition"}:
        raise RequestRefused(f"Template format error: Every Conditions member must be a condition function: {name}")
    for other in conditions_named_in(body):
        if other not in declared:
            raise RequestRefused(
                f"Template format error: Unresolved condition dependency {other} in the Conditions block of the "
                f"template (condition {name})"
            )
        _evaluate(other, declared, scope, known, (*path, name))
    value = evaluate(body, replace(scope, conditions=known, where=f"condition {name}"))
    if not isinstance(value, bool):
        raise RequestRefused(f"Template format error: condition {name} is neither true nor false")
    known[name] = value
