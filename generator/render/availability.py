"""The Regions in which a template deploys: those that have every resource type that its conditions do not leave out there.

A condition counts only as far as it hangs on ``AWS::Region``: what a parameter decides may be either.
"""

from typing import Any

from generator.knowledge.resource_types import known_regions, missing_regions


def regions(data: dict[str, Any]) -> tuple[str, ...]:
    """The Regions of aws, aws-cn and aws-us-gov, sorted, in which no resource of the template lacks its type."""
    resources, conditions = data.get("Resources", {}).values(), data.get("Conditions", {})
    lacking = [(resource.get("Condition"), missing_regions(resource["Type"])) for resource in resources]
    return tuple(
        region
        for region in sorted(known_regions())
        if not any(region in missing and may_be_true(condition, conditions, region) for condition, missing in lacking)
    )


def may_be_true(condition: str | None, conditions: dict[str, Any], region: str) -> bool:
    """Whether a resource with ``condition`` can be made in ``region`` for any values of the parameters."""
    return condition is None or _decided({"Condition": condition}, conditions, region) is not False


def _decided(expression: Any, conditions: dict[str, Any], region: str) -> bool | None:
    """True or false where the Region alone decides, ``None`` where a parameter does."""
    ((function, argument),) = expression.items()
    match function:
        case "Condition":
            return _decided(conditions[argument], conditions, region)
        case "Fn::Equals":
            sides = [region if side == {"Ref": "AWS::Region"} else side for side in argument]
            return bool(sides[0] == sides[1]) if all(isinstance(side, str) for side in sides) else None
        case "Fn::Not":
            inner = _decided(argument[0], conditions, region)
            return None if inner is None else not inner
        case "Fn::And" | "Fn::Or":
            decisive: bool = function == "Fn::Or"
            parts = [_decided(part, conditions, region) for part in argument]
            if decisive in parts:
                return decisive
            return None if None in parts else not decisive
    return None
