"""Inputs and selectors of API steps against botocore's models: names, types, required members, enumerations."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from generator.automation import selectors
from generator.automation.faults import Problem
from generator.automation.references import references, whole_reference
from generator.automation.value_types import type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.automation.faults import Kind

Shape = Any
"""A botocore Shape: which attributes it has depends on its ``type_name``."""

_REFERENCE_FITS = {
    "String": {"string", "timestamp", "blob", "char"},
    "Integer": {"integer", "long", "float", "double", "timestamp"},
    "Boolean": {"boolean"},
    "StringList": {"list"},
    "MapList": {"list"},
    "StringMap": {"structure", "map"},
}
_LITERALS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "char": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
    "timestamp": (str, int, float, datetime.date),
    "blob": (str, bytes),
}


def input_problems(
    shape: Shape | None, value: Any, type_of: Callable[[str], str | None], path: str = ""
) -> Iterator[Problem]:
    """What an API would refuse in a value of this shape, with the member at which it stands."""
    if shape is None:
        if value:
            yield Problem("api", f"{', '.join(value)}: the API takes no parameters")
        return
    name = whole_reference(value)
    if name is not None:
        yield from _reference_problems(shape, name, type_of(name), path)
    elif shape.type_name == "structure":
        yield from _structure_problems(shape, value, type_of, path)
    elif shape.type_name == "list":
        yield from _list_problems(shape, value, type_of, path)
    elif shape.type_name == "map":
        if not isinstance(value, dict):
            yield Problem("type", f"{path} is {type_name(value)}, not a map")
            return
        for key, item in value.items():
            yield from input_problems(shape.value, item, type_of, f"{path}.{key}")
    else:
        yield from _scalar_problems(shape, value, path)


def _reference_problems(shape: Shape, name: str, kind: str | None, path: str) -> Iterator[Problem]:
    if kind is None:
        return
    fits = shape.type_name in _REFERENCE_FITS[kind]
    if fits and shape.type_name == "list":
        members = {"structure", "map"} if kind == "MapList" else {"string"}
        fits = shape.member.type_name in members
    if not fits:
        yield Problem("type", f"{path} is {shape.type_name}, {{{{ {name} }}}} is {kind}")


def _structure_problems(shape: Shape, value: Any, type_of: Callable[[str], str | None], path: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("type", f"{path} is {type_name(value)}, not a map of {', '.join(shape.members)}")
        return
    prefix = f"{path}." if path else ""
    if getattr(shape, "is_document_type", False):
        return
    for key, item in value.items():
        if key in shape.members:
            yield from input_problems(shape.members[key], item, type_of, f"{prefix}{key}")
        else:
            yield Problem("api", f"unknown member {prefix}{key}")
    for key in shape.metadata.get("required", ()):
        if key not in value:
            yield Problem("api", f"required member {prefix}{key} is missing")


def _list_problems(shape: Shape, value: Any, type_of: Callable[[str], str | None], path: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem("type", f"{path} is {type_name(value)}, not a list")
        return
    for index, item in enumerate(value):
        name = whole_reference(item)
        kind = type_of(name) if name is not None else None
        if kind in ("StringList", "MapList"):
            yield from _reference_problems(shape, name or "", kind, path)
        else:
            yield from input_problems(shape.member, item, type_of, f"{path}[{index}]")


def _scalar_problems(shape: Shape, value: Any, path: str) -> Iterator[Problem]:
    kinds = _LITERALS.get(shape.type_name, object)
    allowed = kinds if isinstance(kinds, tuple) else (kinds,)
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        kind: Kind = "rehearsal" if _reads_as(shape.type_name, value) else "type"
        yield Problem(kind, f"{path} is {type_name(value)}, not {shape.type_name}")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum and not any(references(value)):
        yield Problem("type", f"{path} is {value!r}, not one of {', '.join(shape.enum)}")


def _reads_as(wanted: str, value: Any) -> bool:
    """Whether a scalar of another type says the same: the text of a number, a number where a text is wanted."""
    if isinstance(value, str):
        forms = {"boolean": r"(?i)true|false", "integer": r"-?\d+", "long": r"-?\d+"}
        return bool(re.fullmatch(forms.get(wanted, r"-?\d+(\.\d+)?"), value.strip())) or any(references(value))
    return isinstance(value, int | float | datetime.date)


def selected_shape(shape: Shape | None, selector: str) -> tuple[Shape | None, str | None]:
    """The shape that a selector ends at (``None`` when a model cannot tell), and what is wrong with its path.

    ``ResponseMetadata`` is in every answer and in no model.
    """
    parts = selectors.tokens(selector)
    if parts is None or parts[:1] == ["ResponseMetadata"]:
        return None, None
    current = shape
    for part in parts:
        if current is None:
            return None, f"selector {selector!r}: the API answers nothing"
        if isinstance(part, str):
            if current.type_name == "map":
                current = current.value
            elif current.type_name == "structure" and part in current.members:
                current = current.members[part]
            else:
                have = ", ".join(current.members) if current.type_name == "structure" else current.type_name
                return None, f"selector {selector!r}: no {part} there, but {have}"
        elif current.type_name == "list":
            current = current.member
        else:
            return None, f"selector {selector!r}: an index into a {current.type_name}"
    return current, None


def selector_problem(shape: Shape | None, selector: str, declared: str) -> Problem | None:
    """Why what a selector finds in an answer of this shape cannot have the declared type, or ``None``."""
    found, problem = selected_shape(shape, selector)
    if problem or found is None:
        return Problem("selector", problem) if problem else None
    kind = single = _selected_type(found)
    if not selectors.is_definite(selector):
        kind = {"String": "StringList", "StringMap": "MapList"}.get(kind or "", kind and f"list of {kind}")
    if kind == declared:
        return None
    as_text = declared == "String" and kind == single and found.type_name not in ("list", "structure", "map")
    loosely = as_text or declared == single
    text = f"selector {selector!r} finds {kind or 'a list of lists'}, Type says {declared}"
    return Problem("rehearsal" if loosely else "type", text)


def _selected_type(shape: Shape) -> str | None:
    if shape.type_name == "list":
        return {"string": "StringList", "structure": "MapList", "map": "MapList"}.get(shape.member.type_name)
    return {
        "string": "String",
        "char": "String",
        "timestamp": "String",
        "blob": "String",
        "integer": "Integer",
        "long": "Integer",
        "boolean": "Boolean",
        "structure": "StringMap",
        "map": "StringMap",
    }.get(shape.type_name, str(shape.type_name))
