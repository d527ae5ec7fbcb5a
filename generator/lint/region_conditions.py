"""Conditions of a template in one Region: what they hang on, and what they are with the parameters' defaults.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/conditions-section-structure.html
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from generator.knowledge import regions
from generator.knowledge.unknown import UnknownName
from generator.lint.nodes import names
from generator.template.conditions import conditions_named_in
from generator.template.errors import RequestRefused
from generator.template.functions import Scope, evaluate

REGION: Final = "AWS::Region"


def hangs_on_region(template: Mapping[str, Any], condition: str | None) -> bool:
    """Whether a condition, or one that it is made of, looks at the Region."""
    return condition is not None and REGION in hangs_on(template, condition)


def hangs_on(template: Mapping[str, Any], condition: str) -> set[str]:
    """The parameters and pseudo parameters that decide a condition."""
    declared = template.get("Conditions")
    found: set[str] = set()
    seen: set[str] = set()
    waiting: list[Any] = [condition]
    while waiting and isinstance(declared, Mapping):
        name = waiting.pop()
        if not isinstance(name, str) or name in seen:
            continue
        seen.add(name)
        found |= set(names(declared.get(name)))
        waiting += conditions_named_in(declared.get(name))
    return found


def made_by_default(template: Mapping[str, Any], condition: str | None, region: str) -> bool:
    """Whether a resource of this condition is certainly made in a Region when all parameters keep their defaults."""
    if condition is None:
        return True
    declared = template.get("Conditions")
    if not isinstance(declared, Mapping) or condition not in declared:
        return False
    return _truth({"Condition": condition}, declared, _scope(template, region), ()) is True


def _scope(template: Mapping[str, Any], region: str) -> Scope:
    parameters, mappings = template.get("Parameters"), template.get("Mappings")
    values: dict[str, Any] = {REGION: region}
    try:
        partition = regions.partition_of(region)
        values |= {"AWS::Partition": partition.name, "AWS::URLSuffix": partition.dns_suffix}
    except UnknownName:
        pass
    for name, body in parameters.items() if isinstance(parameters, Mapping) else ():
        if isinstance(body, Mapping) and body.get("Type") in ("String", "Number") and "Default" in body:
            values[name] = body["Default"]
    return Scope(values, mappings if isinstance(mappings, Mapping) else {}, {}, _unknown, _unknown, _unknown, _unknown)


def _unknown(*_: Any) -> NoReturn:
    raise RequestRefused("not known before the stack is made")


def _truth(node: Any, declared: Mapping[str, Any], scope: Scope, path: tuple[str, ...]) -> bool | None:
    """True, false, or ``None`` for what a parameter without default, or another stack, decides."""
    if not isinstance(node, Mapping) or len(node) != 1:
        return None
    ((name, argument),) = node.items()
    if name == "Condition":
        known = isinstance(argument, str) and argument in declared and argument not in path
        return _truth(declared[argument], declared, scope, (*path, argument)) if known else None
    if name == "Fn::Equals":
        return _equal(node, scope)
    parts = [_truth(each, declared, scope, path) for each in _list(argument)]
    if name == "Fn::Not" and len(parts) == 1:
        return None if parts[0] is None else not parts[0]
    if name == "Fn::And" and parts:
        return False if False in parts else (None if None in parts else True)
    if name == "Fn::Or" and parts:
        return True if True in parts else (None if None in parts else False)
    return None


def _list(argument: Any) -> Iterator[Any]:
    yield from argument if isinstance(argument, list) else ()


def _equal(node: Any, scope: Scope) -> bool | None:
    try:
        value = evaluate(node, scope)
    except (RequestRefused, TypeError, ValueError, KeyError, AttributeError):
        return None
    return value if isinstance(value, bool) else None
