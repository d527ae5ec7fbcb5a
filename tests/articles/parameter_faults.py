"""What every parameter must have, and that a template refers to nothing that it does not declare.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.template.errors import RequestRefused
from generator.template.parameters import resolve
from tests.articles.scenarios import Stacks

PSEUDO = frozenset({"AWS::AccountId", "AWS::NoValue", "AWS::Partition", "AWS::Region", "AWS::URLSuffix"})
VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")
INTERFACE = "AWS::CloudFormation::Interface"


def parameter_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Parameters without words, place or value, whose default they refuse themselves, or that nothing uses."""
    interface = data.get("Metadata", {}).get(INTERFACE, {})
    grouped = [name for group in interface.get("ParameterGroups", []) for name in group["Parameters"]]
    used = {name for name, _ in _references(_without(data, "Parameters", "Metadata"))}
    for name, body in data["Parameters"].items():
        if not body.get("Description", "").strip():
            yield f"{name}: it has no description"
        if not interface.get("ParameterLabels", {}).get(name, {}).get("default"):
            yield f"{name}: it has no label"
        if grouped.count(name) != 1:
            yield f"{name}: it stands in {grouped.count(name)} groups"
        if name not in used:
            yield f"{name}: nothing uses it"
        if "Default" not in body:
            yield f"{name}: it has no default"
            continue
        if body["Type"] == "String" and not body.keys() & {"AllowedValues", "AllowedPattern"}:
            yield f"{name}: it takes any text"
        if body["Type"] == "Number" and not ({"MinValue", "MaxValue"} <= body.keys() or "AllowedValues" in body):
            yield f"{name}: it takes any number"
        try:
            resolve({name: body}, {})
        except RequestRefused as refused:
            yield f"{name}: it refuses its own default: {refused.message}"
    yield from (
        f"{name}: the console shows a parameter that is not there" for name in {*grouped} - {*data["Parameters"]}
    )


def reference_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """References to a parameter, resource or condition that is not declared: E-05 of the articles."""
    sections = {"AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions"}
    unknown = data.keys() - sections - {"Resources", "Outputs"}
    yield from (f"{name}: CloudFormation has no such section" for name in unknown)
    names = {*data.get("Parameters", {}), *data.get("Resources", {}), *PSEUDO}
    conditions = data.get("Conditions", {})
    for name, kind in _references(_without(data, "Parameters", "Metadata")):
        if kind == "name" and name not in names:
            yield f"{name}: nothing of this name is declared"
        if kind == "condition" and name not in conditions:
            yield f"{name}: no condition of this name is declared"
    tested = {name for name, kind in _references(_without(data, "Parameters", "Metadata")) if kind == "condition"}
    yield from (f"{name}: nothing asks for the condition" for name in conditions.keys() - tested)


def _without(data: Mapping[str, Any], *sections: str) -> dict[str, Any]:
    return {name: body for name, body in data.items() if name not in sections}


def _references(node: Any) -> Iterator[tuple[str, str]]:
    """The names that a template refers to, each with ``name`` or ``condition``."""
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _reference(key, value)
            yield from _references(value)


def _reference(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """What one key refers to; ``Condition`` of a policy statement is a mapping and no reference."""
    match key, value:
        case "Ref", str():
            yield value, "name"
        case "Fn::GetAtt", [str() as name, *_]:
            yield name, "name"
        case "Fn::Sub", str():
            yield from ((name.split(".")[0], "name") for name in VARIABLE.findall(value))
        case "Condition", str():
            yield value, "condition"
        case "Fn::If", [str() as name, *_]:
            yield name, "condition"
        case "DependsOn", _:
            yield from ((name, "name") for name in ([value] if isinstance(value, str) else value))
