"""Lengths, ranges, patterns and enumerations that botocore's models state and botocore itself does not enforce.

https://smithy.io/2.0/spec/constraint-traits.html
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from generator.rehearsal.api_call import Call

# Enumerations that lag behind their service in the model: the service takes more than the model lists.
OPEN_ENUMS: Final = frozenset({("config", "ResourceType"), ("s3", "BucketLocationConstraint"), ("lambda", "Runtime")})
# Patterns that the model states and the service does not hold callers to.
OPEN_PATTERNS: Final = frozenset({("iam", "policyDocumentType")})


def check_model_constraints(call: Call, shape: Any) -> None:
    """Refuse a call whose parameters the service's own model excludes: a name that is too long, a value not listed."""
    problems = list(_problems(call, shape, call.parameters, "")) if shape is not None else []
    if problems:
        count = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} detected: "
        raise call.refuse("ValidationException", count + "; ".join(problems))


def _problems(call: Call, shape: Any, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, Mapping) and shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                yield from _problems(call, member, value[name], f"{path}.{name}".lstrip("."))
    elif isinstance(value, Mapping) and shape.type_name == "map":
        for name, item in value.items():
            yield from _problems(call, shape.value, item, f"{path}.{name}")
    elif isinstance(value, list | tuple) and shape.type_name == "list":
        yield from _size_problems(shape, len(value), value, path)
        for index, item in enumerate(value):
            yield from _problems(call, shape.member, item, f"{path}[{index}]")
    elif shape.type_name == "string" and isinstance(value, str):
        yield from _text_problems(call, shape, value, path)
    elif shape.type_name in {"integer", "long", "float", "double"}:
        yield from _size_problems(shape, value, value, path)


def _text_problems(call: Call, shape: Any, value: str, path: str) -> Iterator[str]:
    yield from _size_problems(shape, len(value), value, path)
    allowed = getattr(shape, "enum", ())
    if allowed and value not in allowed and (call.service, shape.name) not in OPEN_ENUMS:
        yield f"Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy enum value set: {allowed}"
    pattern = shape.metadata.get("pattern")
    if pattern and (call.service, shape.name) not in OPEN_PATTERNS:
        compiled = _compiled(pattern)
        if compiled is not None and not compiled.fullmatch(value):
            yield (
                f"Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy regular expression "
                f"pattern: {pattern}"
            )


def _size_problems(shape: Any, size: float, value: Any, path: str) -> Iterator[str]:
    shown = f"{value!r}" if len(repr(value)) < 200 else f"of {size} characters"
    if "max" in shape.metadata and size > float(shape.metadata["max"]):
        yield (
            f"Value {shown} at '{path}' failed to satisfy constraint: Member must have length (or value) less than or "
            f"equal to {shape.metadata['max']}"
        )
    if "min" in shape.metadata and size < float(shape.metadata["min"]):
        yield (
            f"Value {shown} at '{path}' failed to satisfy constraint: Member must have length (or value) greater than "
            f"or equal to {shape.metadata['min']}"
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, re.DOTALL)
    except re.error:
        # Java's classes that Python's re does not know.
        return None
