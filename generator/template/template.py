"""A template's sections, checked as far as AWS checks them before it makes anything.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.template import parameters
from generator.template.errors import RequestRefused
from generator.template.made_once import made_once
from generator.template.parse import parse
from generator.template.pseudo_parameters import NAMES
from generator.template.references import KnownNames, check_names, depends_on, references

SECTIONS: Final = frozenset(
    {
        "AWSTemplateFormatVersion",
        "Conditions",
        "Description",
        "Mappings",
        "Metadata",
        "Outputs",
        "Parameters",
        "Resources",
        "Rules",
    }
)
RESOURCE_ATTRIBUTES: Final = frozenset(
    {"Condition", "DeletionPolicy", "DependsOn", "Metadata", "Properties", "Type", "UpdateReplacePolicy"}
)
# Real attributes whose meaning (signals, rolling updates) the double does not have.
REFUSED_ATTRIBUTES: Final = frozenset({"CreationPolicy", "UpdatePolicy"})
DELETION_POLICIES: Final = frozenset({"Delete", "Retain", "RetainExceptOnCreate", "Snapshot"})
OUTPUT_ATTRIBUTES: Final = frozenset({"Condition", "Description", "Export", "Value"})
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
LIMITS: Final = {"Resources": 500, "Parameters": 200, "Outputs": 200, "Mappings": 200}
DESCRIPTION_BYTES: Final = 1024


@dataclass(frozen=True)
class Template:
    """One decoded template; every section is there, empty if the text has none."""

    text: str
    description: str
    metadata: Mapping[str, Any]
    parameters: Mapping[str, Any]
    rules: Mapping[str, Any]
    mappings: Mapping[str, Any]
    conditions: Mapping[str, Any]
    resources: Mapping[str, Mapping[str, Any]]
    outputs: Mapping[str, Mapping[str, Any]]


def load(text: str) -> Template:
    """Decode and check a template body; raises RequestRefused, which names the element. The answer is the caller's to change."""
    return replace(_checked(text), text=text)


@made_once
def _checked(text: str) -> Template:
    """The template without its text, which would be kept twice."""
    body = parse(text)
    _check_nulls(body, "")
    _check_sections(body)
    template = Template(
        text="",
        description=str(body.get("Description", "")),
        metadata=body.get("Metadata", {}),
        parameters=body.get("Parameters", {}),
        rules=body.get("Rules", {}),
        mappings=body.get("Mappings", {}),
        conditions=body.get("Conditions", {}),
        resources=body["Resources"],
        outputs=body.get("Outputs", {}),
    )
    parameters.check_declarations(template.parameters)
    for name, resource in template.resources.items():
        _check_resource(name, resource, template)
    _check_references(template)
    return template


def _check_nulls(node: Any, path: str) -> None:
    if node is None:
        raise RequestRefused(f"Template format error: [{path}] 'null' values are not allowed in templates")
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        _check_nulls(value, f"{path}/{key}")


def _check_sections(body: Mapping[str, Any]) -> None:
    if "Transform" in body:
        raise RequestRefused("Template error: the strict account runs no transforms (Transform)")
    unknown = sorted(str(name) for name in set(body) - SECTIONS)
    if unknown:
        raise RequestRefused(f"Invalid template property or properties [{', '.join(unknown)}]")
    if not body.get("Resources"):
        raise RequestRefused("Template format error: At least one Resources member must be defined.")
    if str(body.get("AWSTemplateFormatVersion", "2010-09-09")) != "2010-09-09":
        raise RequestRefused("Template format error: AWSTemplateFormatVersion must be 2010-09-09")
    for name in sorted(SECTIONS - {"AWSTemplateFormatVersion", "Description"}):
        section = body.get(name, {})
        if not isinstance(section, dict):
            raise RequestRefused(f"Template format error: {name} is not an object")
        if len(section) > LIMITS.get(name, len(section)):
            raise RequestRefused(f"Template format error: Number of {name}, {len(section)}, is greater than maximum")
    description = body.get("Description", "")
    if not isinstance(description, str) or len(description.encode()) > DESCRIPTION_BYTES:
        raise RequestRefused(f"Template format error: Description must be a text of at most {DESCRIPTION_BYTES} bytes")


def _check_resource(name: str, resource: Any, template: Template) -> None:
    if not re.fullmatch(r"[A-Za-z0-9]+", str(name)):
        raise RequestRefused(f"Template format error: Resource name {name} is non alphanumeric.")
    if not isinstance(resource, dict) or not isinstance(resource.get("Type"), str):
        raise RequestRefused(f"Template format error: [/Resources/{name}] Every Resources object must contain a Type")
    _check_attributes(name, resource)
    for other in depends_on(resource):
        if other not in template.resources:
            raise RequestRefused(
                f"Template format error: Unresolved resource dependencies [{other}] in the Resources block of the "
                f"template (DependsOn of resource {name})"
            )
    _check_condition(resource, f"resource {name}", "Resources", template)


def _check_attributes(name: str, resource: Mapping[str, Any]) -> None:
    for attribute in resource:
        if attribute in REFUSED_ATTRIBUTES:
            raise RequestRefused(f"Template error: the strict account does not know {attribute} (resource {name})")
        if attribute not in RESOURCE_ATTRIBUTES:
            raise RequestRefused(f"Invalid template resource property '{attribute}' (resource {name})")
    for attribute in ("DeletionPolicy", "UpdateReplacePolicy"):
        if resource.get(attribute, "Delete") not in DELETION_POLICIES:
            raise RequestRefused(
                f"Template error: resource {name}: {resource[attribute]} is not a value of {attribute}"
            )
    if not isinstance(resource.get("Properties", {}), dict):
        raise RequestRefused(f"Template format error: [/Resources/{name}/Properties] is not an object")


def _check_condition(element: Mapping[str, Any], where: str, block: str, template: Template) -> None:
    used = [element["Condition"]] if "Condition" in element else []
    used += [item.name for item in references(element) if item.kind == "condition"]
    for condition in used:
        if condition not in template.conditions:
            raise RequestRefused(
                f"Template format error: Unresolved dependencies [{condition}]. Cannot reference conditions in the "
                f"{block} block of the template ({where})"
            )


def _check_references(template: Template) -> None:
    values = frozenset(template.parameters) | NAMES
    everywhere = KnownNames(values, frozenset(template.resources), frozenset(template.mappings))
    for where, block, body in _elements(template):
        known = replace(everywhere, resources=frozenset()) if block == "Conditions" else everywhere
        check_names(block, body, known, where)
    for name, output in template.outputs.items():
        if not isinstance(output, dict) or "Value" not in output or set(output) - OUTPUT_ATTRIBUTES:
            raise RequestRefused(
                f"Template format error: output {name} needs a Value, and knows only Export, Condition"
            )
        _check_condition(output, f"output {name}", "Outputs", template)


def _elements(template: Template) -> Iterable[tuple[str, str, Any]]:
    yield from ((f"condition {name}", "Conditions", body) for name, body in template.conditions.items())
    for name, resource in template.resources.items():
        yield f"resource {name}", "Resources", [resource.get("Properties"), resource.get("Metadata")]
    yield from ((f"output {name}", "Outputs", body) for name, body in template.outputs.items())
