"""Parameters and variables of a document: their definitions, and the values a run is given for them.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.automation.faults import Fault
from generator.automation.value_types import as_text, base_type, from_text, has_type, resource_form, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KEYS: dict[str, type] = {
    "type": str,
    "description": str,
    "default": object,
    "allowedValues": list,
    "allowedPattern": str,
    "displayType": str,
    "minItems": int,
    "maxItems": int,
    "minChars": int,
    "maxChars": int,
}
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]{0,49}")
_MOST_PARAMETERS = 200
_MOST_VALUES = 50
_LONGEST_VALUE = 512


def definition_faults(kind: str, definitions: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with definitions; ``kind`` is ``parameter`` or ``variable`` for the messages."""
    for name, definition in definitions.items():
        where = f"{kind} {name}"
        if not _NAME.fullmatch(str(name)):
            yield Fault(where, "the name is not 1 to 50 letters, digits, hyphens and underscores", "rehearsal")
        if not isinstance(definition, dict):
            yield Fault(where, "is not a mapping")
            continue
        form = list(_definition_faults(where, definition))
        yield from form
        if not form and "default" in definition and definition["default"] != "":
            found = value_faults(where, definition, definition["default"])
            yield from (Fault(where, each.problem, "default") for each in found)


def _definition_faults(where: str, definition: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in definition.items():
        if key not in _KEYS:
            yield Fault(where, f"unknown key {key!r}")
        elif not isinstance(value, _KEYS[key]):
            yield Fault(where, f"{key} is {type_name(value)}, not {_KEYS[key].__name__}")
    if "type" not in definition:
        yield Fault(where, "type is missing")
    elif base_type(str(definition["type"])) is None:
        yield Fault(where, f"unknown type {definition['type']!r}")
    if isinstance(definition.get("allowedPattern"), str):
        try:
            re.compile(definition["allowedPattern"])
        except re.error as error:
            yield Fault(where, f"allowedPattern {definition['allowedPattern']!r}: {error}", "rehearsal")


def bind(definitions: Mapping[str, Mapping[str, Any]], given: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every parameter, from what was given and the defaults; the first Fault names its parameter.

    A value may be given as the API carries it (a list of strings) or as it is; lists and maps also as JSON.
    """
    if len(given) > _MOST_PARAMETERS:
        raise Fault("parameters", f"{len(given)} are given; StartAutomationExecution takes {_MOST_PARAMETERS}")
    for name in given:
        if name not in definitions:
            raise Fault(f"parameter {name}", f"unknown; the document has {', '.join(definitions) or 'none'}")
    return {name: _bound(name, definition, given) for name, definition in definitions.items()}


def _bound(name: str, definition: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    where = f"parameter {name}"
    if name not in given:
        if "default" not in definition:
            raise Fault(where, "missing, and it has no default")
        return definition["default"]
    _check_size(where, given[name])
    kind = base_type(str(definition["type"])) or "String"
    try:
        value = _read(given[name], kind)
    except ValueError as error:
        raise Fault(where, str(error)) from error
    for fault in value_faults(where, definition, value):
        raise fault
    return value


def _check_size(where: str, given: Any) -> None:
    """Held to what StartAutomationExecution carries: a list of at most 50 strings of 1 to 512 characters."""
    values = given if isinstance(given, list) else [given]
    if len(values) > _MOST_VALUES:
        raise Fault(where, f"{len(values)} values; StartAutomationExecution takes {_MOST_VALUES}")
    for value in values:
        length = len(as_text(value))
        if not 1 <= length <= _LONGEST_VALUE:
            raise Fault(where, f"a value of {length} characters; StartAutomationExecution takes 1 to {_LONGEST_VALUE}")


def _read(given: Any, kind: str) -> Any:
    if kind == "StringList":
        return given if isinstance(given, list) else [given]
    if kind == "MapList" and isinstance(given, list):
        items = [from_text(item, "MapList") if isinstance(item, str) else item for item in given]
        return items[0] if len(items) == 1 and isinstance(items[0], list) else items
    if isinstance(given, list):
        if len(given) != 1:
            raise ValueError(f"{len(given)} values for a {kind}")
        given = given[0]
    return from_text(given, kind) if isinstance(given, str) else given


def value_faults(where: str, definition: Mapping[str, Any], value: Any) -> Iterator[Fault]:
    """Why a definition does not admit a value."""
    kind = base_type(str(definition["type"])) or "String"
    if not has_type(value, kind):
        yield Fault(where, f"{value!r} is {type_name(value)}, not {definition['type']}")
        return
    items = value if isinstance(value, list) else [value]
    if isinstance(value, list | dict):
        yield from _range_faults(where, len(value), definition, "Items", "members")
    for item in items:
        if isinstance(item, str):
            yield from _range_faults(where, len(item), definition, "Chars", "characters")
            yield from _form_faults(where, definition, item)
        if "allowedValues" in definition and item not in definition["allowedValues"]:
            allowed = ", ".join(map(str, definition["allowedValues"]))
            yield Fault(where, f"{item!r} is not one of the allowed values {allowed}")


def _range_faults(where: str, size: int, definition: Mapping[str, Any], suffix: str, unit: str) -> Iterator[Fault]:
    least, most = definition.get(f"min{suffix}", 0), definition.get(f"max{suffix}", size)
    if not least <= size <= most:
        yield Fault(where, f"{size} {unit}, allowed are {least} to {definition.get(f'max{suffix}', 'any number')}")


def _form_faults(where: str, definition: Mapping[str, Any], item: str) -> Iterator[Fault]:
    pattern = definition.get("allowedPattern")
    if pattern is not None and not re.search(rf"\A(?:{pattern})\Z", item):
        yield Fault(where, f"{item!r} does not match allowedPattern {pattern}")
    form = resource_form(str(definition["type"]))
    if form is not None and not re.fullmatch(form, item):
        yield Fault(where, f"{item!r} is no {definition['type']}")
