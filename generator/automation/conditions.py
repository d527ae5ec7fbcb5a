"""Choices of ``aws:branch`` and the LoopCondition of ``aws:loop``: their form, and what they come to.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.automation.faults import Fault
from generator.automation.references import references, whole_reference
from generator.automation.value_types import has_type, type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.automation.faults import Kind

_TEXT: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda value, wanted: value == wanted,
    "EqualsIgnoreCase": lambda value, wanted: value.lower() == wanted.lower(),
    "StartsWith": lambda value, wanted: value.startswith(wanted),
    "EndsWith": lambda value, wanted: value.endswith(wanted),
    "Contains": lambda value, wanted: wanted in value,
}
_NUMBER: dict[str, Callable[[int, int], bool]] = {
    "NumericEquals": lambda value, wanted: value == wanted,
    "NumericGreater": lambda value, wanted: value > wanted,
    "NumericLesser": lambda value, wanted: value < wanted,
    "NumericGreaterOrEquals": lambda value, wanted: value >= wanted,
    "NumericLesserOrEquals": lambda value, wanted: value <= wanted,
}
_COMBINERS = ("And", "Or", "Not")


def operator_type(operator: str) -> str | None:
    """The type that both sides of an operator have; ``None`` for an operator that does not exist."""
    if operator in _TEXT:
        return "String"
    if operator in _NUMBER:
        return "Integer"
    return "Boolean" if operator == "BooleanEquals" else None


def faults(where: str, condition: Any, *, choice: bool) -> Iterator[Fault]:
    """What is wrong with the form of a condition; a ``choice`` also names its NextStep."""
    if not isinstance(condition, dict):
        yield Fault(where, "is not a mapping")
        return
    rest = dict(condition)
    if choice and not isinstance(rest.pop("NextStep", None), str):
        yield Fault(where, "NextStep is missing")
    combiners = [key for key in rest if key in _COMBINERS]
    if combiners:
        yield from _combined_faults(where, rest, combiners)
        return
    variable = rest.pop("Variable", None)
    if whole_reference(variable) is None:
        kind: Kind = "rehearsal" if any(references(variable)) else "structure"
        yield Fault(where, f"Variable is {variable!r}, not one reference", kind)
    if len(rest) != 1:
        yield Fault(where, f"has {len(rest)} operators, not one: {', '.join(map(str, rest)) or 'none'}")
    for operator, wanted in rest.items():
        side = operator_type(operator)
        if side is None:
            yield Fault(where, f"unknown operator {operator}")
        elif not has_type(wanted, side) and whole_reference(wanted) is None:
            kind = "rehearsal" if isinstance(wanted, str | int | float) else "structure"
            yield Fault(where, f"{operator} compares with {type_name(wanted)}, not {side}", kind)


def _combined_faults(where: str, rest: Mapping[str, Any], combiners: list[str]) -> Iterator[Fault]:
    if len(rest) != 1:
        yield Fault(where, f"{combiners[0]} stands beside {', '.join(key for key in rest if key != combiners[0])}")
        return
    inner = rest[combiners[0]]
    if combiners[0] == "Not":
        yield from faults(f"{where}, Not", inner, choice=False)
    elif not isinstance(inner, list) or not inner:
        yield Fault(where, f"{combiners[0]} is not a list of conditions")
    else:
        if len(inner) == 1:
            yield Fault(where, f"{combiners[0]} takes two conditions or more")
        for number, item in enumerate(inner, 1):
            yield from faults(f"{where}, {combiners[0]} {number}", item, choice=False)


def comparisons(condition: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Every operator in a condition of sound form, with its Variable and what it is compared with."""
    for combiner in _COMBINERS:
        if combiner in condition:
            inner = condition[combiner]
            for item in inner if isinstance(inner, list) else [inner]:
                yield from comparisons(item)
            return
    for operator, wanted in condition.items():
        if operator not in ("Variable", "NextStep"):
            yield operator, condition["Variable"], wanted


def holds(condition: Mapping[str, Any]) -> bool:
    """Whether a condition with its references resolved is true; ``TypeError`` when a value has the wrong type."""
    if "And" in condition:
        return all(holds(item) for item in condition["And"])
    if "Or" in condition:
        return any(holds(item) for item in condition["Or"])
    if "Not" in condition:
        return not holds(condition["Not"])
    [(operator, value, wanted)] = comparisons(condition)
    kind = operator_type(operator)
    if kind is None:
        raise TypeError(f"unknown operator {operator}")
    for side in (value, wanted):
        if not has_type(side, kind):
            raise TypeError(f"{operator} compares {kind} values, not the {type_name(side)} {side!r}")
    if kind == "String":
        return _TEXT[operator](value, wanted)
    return _NUMBER[operator](value, wanted) if kind == "Integer" else bool(value == wanted)
