"""Parameter values against their declarations: types, defaults, constraints, unknown and missing ones.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from generator.template.errors import RequestRefused

ATTRIBUTES: Final = frozenset(
    {
        "AllowedPattern",
        "AllowedValues",
        "ConstraintDescription",
        "Default",
        "Description",
        "MaxLength",
        "MaxValue",
        "MinLength",
        "MinValue",
        "NoEcho",
        "Type",
    }
)
LIST_TYPES: Final = frozenset({"CommaDelimitedList", "List<Number>"})
# AWS-specific types are texts (or lists of texts) whose existence AWS checks and the double does not.
AWS_SPECIFIC: Final = re.compile(r"(List<)?AWS::(EC2|Route53|SSM)::[A-Za-z0-9:]+(?(1)>)")


def resolve(declared: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every parameter as ``Ref`` returns it (text, or list of texts); refused when AWS would refuse it."""
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise RequestRefused(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    missing = [name for name, declaration in declared.items() if name not in given and "Default" not in declaration]
    if missing:
        raise RequestRefused(f"Parameters: [{', '.join(missing)}] must have values")
    return {
        name: _value(name, declaration, given[name] if name in given else declaration["Default"])
        for name, declaration in declared.items()
    }


def check_declarations(declared: Mapping[str, Any]) -> None:
    """Refuse unknown attributes, missing or unknown types, and what the double does not resolve."""
    for name, declaration in declared.items():
        if not isinstance(declaration, dict) or "Type" not in declaration:
            raise RequestRefused(f"Template format error: Every Parameters object must contain a Type member: {name}")
        unknown = sorted(set(declaration) - ATTRIBUTES)
        if unknown:
            raise RequestRefused(f"Invalid template parameter property '{unknown[0]}' of parameter {name}")
        kind = declaration["Type"]
        if str(kind).startswith("AWS::SSM::Parameter::Value<"):
            raise RequestRefused(f"Parameter {name}: the strict account does not resolve the type {kind}")
        if kind not in {"String", "Number", *LIST_TYPES} and not AWS_SPECIFIC.fullmatch(str(kind)):
            raise RequestRefused(f"Template format error: Unrecognized parameter type: {kind} (parameter {name})")


def as_text(value: Any) -> str:
    """A scalar as CloudFormation writes it: booleans in lower case, whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def fault(name: str, declaration: Mapping[str, Any], given: Any) -> str | None:
    """Why CloudFormation would refuse a value for this parameter, ``None`` where it would not."""
    try:
        _value(name, declaration, given)
    except RequestRefused as refused:
        return str(refused)
    return None


def _value(name: str, declaration: Mapping[str, Any], given: Any) -> Any:
    kind = str(declaration["Type"])
    if isinstance(given, list):
        given = ",".join(as_text(item) for item in given)
    if isinstance(given, dict):
        raise RequestRefused(f"Parameter '{name}' must be a text")
    text = as_text(given)
    is_list = kind in LIST_TYPES or kind.startswith("List<")
    items = [item.strip() for item in text.split(",")] if is_list else [text]
    for item in items:
        problem = _problem(declaration, kind, item)
        if problem:
            description = declaration.get("ConstraintDescription")
            raise RequestRefused(
                f"Parameter {name} failed to satisfy constraint: {description}"
                if description
                else f"Parameter '{name}' {problem}"
            )
    return items if is_list else text


def _problem(declaration: Mapping[str, Any], kind: str, text: str) -> str | None:
    allowed = declaration.get("AllowedValues")
    if allowed is not None and text not in {as_text(value) for value in allowed}:
        return f"must be one of AllowedValues: {', '.join(as_text(value) for value in allowed)}"
    if kind in {"Number", "List<Number>"}:
        return _number_problem(declaration, text)
    return _text_problem(declaration, text)


def _number_problem(declaration: Mapping[str, Any], text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return f"must be a number: {text!r}"
    if "MinValue" in declaration and number < float(declaration["MinValue"]):
        return f"must be a number not less than {declaration['MinValue']}"
    if "MaxValue" in declaration and number > float(declaration["MaxValue"]):
        return f"must be a number not greater than {declaration['MaxValue']}"
    return None


def _text_problem(declaration: Mapping[str, Any], text: str) -> str | None:
    pattern = declaration.get("AllowedPattern")
    if pattern is not None and not re.fullmatch(str(pattern), text):
        return f"must match pattern {pattern}"
    if "MinLength" in declaration and len(text) < int(declaration["MinLength"]):
        return f"must contain at least {declaration['MinLength']} characters"
    if "MaxLength" in declaration and len(text) > int(declaration["MaxLength"]):
        return f"must contain at most {declaration['MaxLength']} characters"
    return None
