"""The Regions in which a template deploys: those that have every resource type that its conditions do not leave out there.

A condition counts only as far as it hangs on ``AWS::Region``: what a parameter decides may be either.
"""

from typing import Any

from generator.knowledge.resource_types import known_regions, missing_regions


def regions(data: dict[str, Any]) -> tuple[str, ...]:
    """The Regions of aws, aws-cn and aws-us-gov, sorted, in which no resource of the template lacks its type."""
    resources, conditions = data.get("Resources", {}).values(), data.get("Conditions", {})
    # Many resources have their type and their condition in common.
    missing: dict[str | None, frozenset[str]] = {}
    for condition, kind in {(resource.get("Condition"), resource["Type"]) for resource in resources}:
        missing[condition] = missing.get(condition, frozenset()) | missing_regions(kind)
    lacking = (_possible(condition, conditions, there) for condition, there in missing.items() if there)
    return tuple(sorted(known_regions().difference(*lacking)))


def may_be_true(condition: str | None, conditions: dict[str, Any], region: str) -> bool:
    """Whether a resource with ``condition`` can be made in ``region`` for any values of the parameters."""
    return bool(_possible(condition, conditions, frozenset({region})))


def _possible(condition: str | None, conditions: dict[str, Any], among: frozenset[str]) -> frozenset[str]:
    if condition is None:
        return among
    return among - _decided({"Condition": condition}, conditions, among)[1]


def _decided(
    expression: Any, conditions: dict[str, Any], among: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The Regions in which the expression is true, and those in which it is false; in the others a parameter decides."""
    ((function, argument),) = expression.items()
    if function == "Condition":
        return _decided(conditions[argument], conditions, among)
    if function == "Fn::Equals":
        return _equal(argument, among)
    if function not in ("Fn::Not", "Fn::And", "Fn::Or"):
        return frozenset(), frozenset()
    true, false = zip(*(_decided(part, conditions, among) for part in argument), strict=True)
    match function:
        case "Fn::Not":
            return false[0], true[0]
        case "Fn::And":
            return among.intersection(*true), frozenset().union(*false)
    return frozenset().union(*true), among.intersection(*false)


def _equal(sides: list[Any], among: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    texts = {side for side in sides if isinstance(side, str)}
    others = [side for side in sides if not isinstance(side, str)]
    if any(side != {"Ref": "AWS::Region"} for side in others):
        return frozenset(), frozenset()
    if len(texts) > 1:
        return frozenset(), among
    true = among & texts if texts and others else among
    return true, among - true
