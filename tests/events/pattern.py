"""Whether an EventBridge event pattern matches an event, as the default event bus decides it.

An event is a set of fields: arrays only say which values stand in the same element. Numbers are equal as they are written, so that 300 is
not 300.0; only ``numeric`` compares them. What AWS does not document, such as a field named inside and outside of ``$or``, is refused.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from itertools import count, pairwise
from typing import Any

Path = tuple[str, ...]
Test = Callable[[Any], bool]
MOST = 5e9
COMPARISONS = {"=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
ABSENT = object()
"""Stands for the value of a field that an event lacks."""


class InvalidPattern(ValueError):
    """EventBridge would refuse the pattern."""


@dataclass(frozen=True)
class Field:
    """A value that is neither object nor array; ``elements`` is the place in each array around the objects that hold it."""

    path: Path
    value: Any
    elements: Mapping[int, int]


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether one of the ways to match is consistent: no two fields from different elements of an array. Raises InvalidPattern."""
    fields = list(_fields(event, (), {}, count()))
    return any(_chosen(list(way.items()), fields, {}) for way in _ways(pattern, ()))


def _chosen(wanted: Sequence[tuple[Path, Test]], fields: Sequence[Field], elements: Mapping[int, int]) -> bool:
    if not wanted:
        return True
    (path, accepts), *others = wanted
    here = [field for field in fields if field.path == path]
    if not here:
        return accepts(ABSENT) and _chosen(others, fields, elements)
    return any(
        accepts(field.value) and _chosen(others, fields, {**elements, **field.elements})
        for field in here
        if all(field.elements.get(array, place) == place for array, place in elements.items())
    )


def _fields(node: Any, path: Path, elements: Mapping[int, int], arrays: Iterator[int]) -> Iterator[Field]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _fields(value, (*path, key), elements, arrays)
    elif isinstance(node, list):
        array = next(arrays)
        for place, value in enumerate(node):
            inside = {**elements, array: place} if isinstance(value, Mapping | list) else elements
            yield from _fields(value, path, inside, arrays)
    else:
        yield Field(path, node, elements)


def _ways(pattern: Any, path: Path) -> list[dict[Path, Test]]:
    """Every set of fields that is enough: ``$or`` multiplies them."""
    if not isinstance(pattern, Mapping) or not pattern:
        raise InvalidPattern(f"{'.'.join(path)}: {pattern!r} is no object with fields")
    ways: list[dict[Path, Test]] = [{}]
    for key, value in pattern.items():
        found = _either(value, path) if key == "$or" else _field(value, (*path, key))
        ways = [_both(way, other) for way in ways for other in found]
    return ways


def _field(value: Any, path: Path) -> list[dict[Path, Test]]:
    return [{path: _any_of(value, path)}] if isinstance(value, list) else _ways(value, path)


def _either(alternatives: Any, path: Path) -> list[dict[Path, Test]]:
    if not isinstance(alternatives, list) or len(alternatives) < 2:
        raise InvalidPattern(f"{'.'.join(path)}: $or takes a list of two or more objects")
    for name in [name for each in alternatives if isinstance(each, Mapping) for name in each if name in OPERATORS]:
        raise InvalidPattern(f"{'.'.join(path)}: {name} is an operator and no field of $or")
    return [way for alternative in alternatives for way in _ways(alternative, path)]


def _both(one: dict[Path, Test], other: dict[Path, Test]) -> dict[Path, Test]:
    for path in one.keys() & other.keys():
        raise InvalidPattern(f"{'.'.join(path)}: it is named inside and outside of $or")
    return one | other


def _any_of(values: list[Any], path: Path) -> Test:
    if not values:
        raise InvalidPattern(f"{'.'.join(path)}: an empty list matches nothing")
    tests = [_one(value, ".".join(path)) for value in values]
    return lambda value: any(test(value) for test in tests)


def _one(value: Any, where: str) -> Test:
    if isinstance(value, list):
        raise InvalidPattern(f"{where}: a list stands in a list")
    if not isinstance(value, Mapping):
        return _equal(value, where)
    name, argument = _operation(value, OPERATORS, where)
    return OPERATORS[name](argument, where)


def _operation(value: Mapping[str, Any], known: Mapping[str, Any], where: str) -> tuple[str, Any]:
    if len(value) != 1 or not value.keys() <= known.keys():
        raise InvalidPattern(f"{where}: {value!r} is none of the operators {', '.join(known)}")
    return next(iter(value.items()))


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(argument: Any, where: str, what: str) -> str:
    if not isinstance(argument, str):
        raise InvalidPattern(f"{where}: {what} takes text, not {argument!r}")
    return argument


def _at_an_end(argument: Any, where: str, what: str, at_end: Callable[[str, str], bool]) -> Test:
    if isinstance(argument, Mapping):
        wanted = _text(_operation(argument, {"equals-ignore-case": None}, where)[1], where, what).casefold()
        return lambda value: isinstance(value, str) and at_end(value.casefold(), wanted)
    text = _text(argument, where, what)
    return lambda value: isinstance(value, str) and at_end(value, text)


def _prefix(argument: Any, where: str) -> Test:
    return _at_an_end(argument, where, "prefix", str.startswith)


def _suffix(argument: Any, where: str) -> Test:
    return _at_an_end(argument, where, "suffix", str.endswith)


def _ignore_case(argument: Any, where: str) -> Test:
    wanted = _text(argument, where, "equals-ignore-case").casefold()
    return lambda value: isinstance(value, str) and value.casefold() == wanted


def _wildcard(argument: Any, where: str) -> Test:
    text = _text(argument, where, "wildcard")
    parts = re.findall(r"\\[*\\]|\*|[^*\\]", text, re.DOTALL)
    if "".join(parts) != text:
        raise InvalidPattern(f"{where}: a backslash in {text!r} escapes neither * nor itself")
    if any(one == other == "*" for one, other in pairwise(parts)):
        raise InvalidPattern(f"{where}: two * stand together in {text!r}")
    expression = re.compile("".join(".*" if part == "*" else re.escape(part[-1]) for part in parts), re.DOTALL)
    return lambda value: isinstance(value, str) and expression.fullmatch(value) is not None


def _numeric(argument: Any, where: str) -> Test:
    if not isinstance(argument, list) or not argument or len(argument) % 2:
        raise InvalidPattern(f"{where}: numeric takes pairs of comparison and number")
    pairs = list(zip(argument[::2], argument[1::2], strict=True))
    for sign, limit in pairs:
        if sign not in COMPARISONS or not _number(limit) or abs(limit) > MOST:
            raise InvalidPattern(f"{where}: {sign!r} {limit!r} is no comparison with a number up to 5e9")
    signs = "".join(sign[0] for sign, _ in pairs)
    if signs not in {"=", "<", ">", "><"} or (signs == "><" and pairs[0][1] >= pairs[1][1]):
        raise InvalidPattern(f"{where}: {argument!r} is no range from low to high")
    return lambda value: (
        _number(value) and abs(value) <= MOST and all(COMPARISONS[sign](value, limit) for sign, limit in pairs)
    )


def _exists(argument: Any, where: str) -> Test:
    if not isinstance(argument, bool):
        raise InvalidPattern(f"{where}: exists takes true or false")
    return lambda value: (value is not ABSENT) is argument


def _cidr(argument: Any, where: str) -> Test:
    try:
        network = ip_network(_text(argument, where, "cidr"), strict=False)
    except ValueError as error:
        raise InvalidPattern(f"{where}: {error}") from error

    def inside(value: Any) -> bool:
        try:
            return isinstance(value, str) and ip_address(value) in network
        except ValueError:
            return False

    return inside


def _anything_but(argument: Any, where: str) -> Test:
    known = {name: OPERATORS[name] for name in ("prefix", "suffix", "equals-ignore-case", "wildcard")}
    inner = argument
    make: Callable[[Any, str], Test] = _equal
    if isinstance(argument, Mapping):
        name, inner = _operation(argument, known, where)
        make = known[name]
    values = inner if isinstance(inner, list) else [inner]
    kinds = {_kind(value) for value in values}
    if kinds not in ({str}, {float}) or (make is not _equal and (kinds != {str} or "" in values)):
        raise InvalidPattern(f"{where}: anything-but does not take {argument!r}")
    refused = [make(value, where) for value in values]
    return lambda value: value is not ABSENT and not any(refuses(value) for refuses in refused)


def _equal(wanted: Any, where: str) -> Test:
    return lambda value: _same(value, wanted)


def _kind(value: Any) -> type:
    return float if _number(value) else type(value)


OPERATORS: Mapping[str, Callable[[Any, str], Test]] = {
    "anything-but": _anything_but,
    "cidr": _cidr,
    "equals-ignore-case": _ignore_case,
    "exists": _exists,
    "numeric": _numeric,
    "prefix": _prefix,
    "suffix": _suffix,
    "wildcard": _wildcard,
}
