"""Properties against the provider schema of their type, converted between text, number and boolean as CloudFormation does.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

Schema = Mapping[str, Any]
TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


@cache
def provider_schema(type_name: str, region: str) -> Schema | None:
    """cfn-lint's copy of the registry schema; None if the Region does not have the type."""
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

    try:
        schema: Schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, type_name).schema
    except ResourceNotFoundError:
        return None
    return schema


def property_paths(schema: Schema, keyword: str) -> tuple[tuple[str, ...], ...]:
    """The paths that ``createOnlyProperties`` or ``readOnlyProperties`` lists: ``("Budget", "BudgetName")``."""
    return tuple(tuple(pointer.split("/")[2:]) for pointer in schema.get(keyword, ()))


def conform(schema: Schema, properties: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The converted properties and what is wrong with them, in AWS's words (``#: extraneous key [X] is not permitted``)."""
    problems: list[str] = []
    read_only = {path[0] for path in property_paths(schema, "readOnlyProperties") if len(path) == 1}
    for name in sorted(read_only & set(properties)):
        problems.append(f"#: [{name}] is a read-only property")
    converted = _Conversion(schema, problems).convert(dict(properties), schema, "#")
    return converted, tuple(problems)


class _Conversion:
    def __init__(self, root: Schema, problems: list[str]) -> None:
        self.root = root
        self.problems = problems

    def convert(self, value: Any, schema: Any, path: str) -> Any:
        if not isinstance(schema, Mapping):
            return value
        schema = self._resolved(schema)
        value = self._typed(value, schema, path)
        if isinstance(value, dict):
            value = self._object(value, schema, path)
        elif isinstance(value, list):
            items = schema.get("items")
            value = [self.convert(item, items, f"{path}/{index}") for index, item in enumerate(value)]
            self._within(len(value), schema, ("minItems", "maxItems"), path, "items")
        else:
            self._scalar(value, schema, path)
        return self._alternatives(value, schema, path)

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            target: Any = self.root
            for part in str(schema["$ref"]).lstrip("#/").split("/"):
                target = target[part]
            schema = {**target, **{key: item for key, item in schema.items() if key != "$ref"}}
        return schema

    def _typed(self, value: Any, schema: Schema, path: str) -> Any:
        declared = schema.get("type")
        kinds: Sequence[str] = [declared] if isinstance(declared, str) else declared or ()
        if not kinds or any(_is(value, kind) for kind in kinds):
            return value
        for kind in kinds:
            converted = _converted(value, kind)
            if converted is not None:
                return converted
        self.problems.append(f"{path}: expected type: {' or '.join(kinds)}, found: {type(value).__name__} {value!r}")
        return value

    def _object(self, value: dict[str, Any], schema: Schema, path: str) -> dict[str, Any]:
        known = schema.get("properties", {})
        patterns = schema.get("patternProperties", {})
        result = {}
        for key, item in value.items():
            if key in known:
                result[key] = self.convert(item, known[key], f"{path}/{key}")
                continue
            pattern = next((pattern for pattern in patterns if _matches(pattern, str(key))), None)
            if pattern is not None:
                result[key] = self.convert(item, patterns[pattern], f"{path}/{key}")
                continue
            if schema.get("additionalProperties") is False:
                self.problems.append(f"{path}: extraneous key [{key}] is not permitted")
            result[key] = item
        for key in schema.get("required", ()):
            if key not in value:
                self.problems.append(f"{path}: required key [{key}] not found")
        return result

    def _scalar(self, value: Any, schema: Schema, path: str) -> None:
        if "enum" in schema and value not in schema["enum"]:
            self.problems.append(f"{path}: {value!r} is not a valid enum value")
        if "const" in schema and value != schema["const"]:
            self.problems.append(f"{path}: {value!r} is not {schema['const']!r}")
        if isinstance(value, str):
            self._within(len(value), schema, ("minLength", "maxLength"), path, "characters")
            if "pattern" in schema and not _matches(schema["pattern"], value):
                self.problems.append(f"{path}: {value!r} does not match pattern {schema['pattern']}")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            self._within(value, schema, ("minimum", "maximum"), path, "")

    def _within(self, size: float, schema: Schema, bounds: tuple[str, str], path: str, unit: str) -> None:
        low, high = bounds
        if low in schema and size < schema[low]:
            self.problems.append(f"{path}: {size} {unit} is less than {low} {schema[low]}")
        if high in schema and size > schema[high]:
            self.problems.append(f"{path}: {size} {unit} is greater than {high} {schema[high]}")

    def _alternatives(self, value: Any, schema: Schema, path: str) -> Any:
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                value = self._first_that_fits(value, schema[keyword], path)
        for part in schema.get("allOf", ()):
            value = self.convert(value, part, path)
        return value

    def _first_that_fits(self, value: Any, alternatives: Sequence[Any], path: str) -> Any:
        closest: list[str] | None = None
        for alternative in alternatives:
            problems: list[str] = []
            converted = _Conversion(self.root, problems).convert(value, alternative, path)
            if not problems:
                return converted
            if closest is None or len(problems) < len(closest):
                closest = problems
        self.problems.extend(closest or ())
        return value


def changed_paths(old: Mapping[str, Any], new: Mapping[str, Any], paths: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Those of ``paths`` whose value differs between two sets of properties."""
    for path in paths:
        if _at(old, path) != _at(new, path):
            yield ".".join(path)


def _at(properties: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        properties = properties.get(part) if isinstance(properties, Mapping) else None
    return properties


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind]) if kind in TYPES else True


def _converted(value: Any, kind: str) -> Any:
    if kind == "string" and isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if kind == "boolean" and value in {"true", "True", "false", "False"}:
        return value in {"true", "True"}
    if kind in {"integer", "number"} and isinstance(value, str):
        if re.fullmatch(r"[+-]?\d+", value):
            return int(value)
        if kind == "number" and re.fullmatch(r"[+-]?\d*\.\d+([eE][+-]?\d+)?", value):
            return float(value)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:
        # Java's and ECMAScript's classes (\p{L}) that Python's re does not know: the service still judges the value.
        return None


def _matches(pattern: str, text: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None
