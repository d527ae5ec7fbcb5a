"""Event patterns of Amazon EventBridge: what EventBridge refuses in them, and the fields that they name.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_network
from typing import Any, Final

from generator.lint.nodes import Declared, Path, Place, branches, function, resources

Faults = Iterator[tuple[Path, str]]

OR: Final = "$or"
EQUALS_IGNORE_CASE: Final = "equals-ignore-case"
TEXT_FUNCTIONS: Final = frozenset({"Fn::Base64", "Fn::Join", "Fn::Sub"})
PSEUDO_TEXTS: Final = frozenset(
    f"AWS::{name}" for name in ("AccountId", "Partition", "Region", "StackId", "StackName", "URLSuffix")
)


def patterns(template: Mapping[str, Any]) -> Iterator[tuple[Declared, Place]]:
    """Every event pattern of rules and archives, under every branch; one that is a JSON text is decoded where it is JSON."""
    for resource in resources(template, "AWS::Events::Rule", "AWS::Events::Archive"):
        for pattern in resource.at("EventPattern"):
            yield resource, _decoded(pattern)


def _decoded(pattern: Place) -> Place:
    try:
        return Place(json.loads(pattern.value), pattern.path) if isinstance(pattern.value, str) else pattern
    except ValueError:
        return pattern


def text_names(template: Mapping[str, Any]) -> frozenset[str]:
    """The names whose Ref is one text, never a list."""
    declared = template.get("Parameters")
    parameters = declared if isinstance(declared, Mapping) else {}
    texts = {
        name
        for name, body in parameters.items()
        if isinstance(body, Mapping) and body.get("Type") in ("String", "Number")
    }
    return PSEUDO_TEXTS | texts | {each.logical_id for each in resources(template)}


def faults(pattern: Place, texts: frozenset[str] = frozenset()) -> Faults:
    """What EventBridge refuses; ``texts`` are the names whose Ref is no list. What only deployment tells is no fault."""
    if isinstance(pattern.value, str):
        yield pattern.path, "the pattern is a text that is no JSON; write it as a mapping"
    elif isinstance(pattern.value, Mapping):
        yield from _of_object(pattern, texts)


def _of_object(place: Place, texts: frozenset[str]) -> Faults:
    if function(place.value) or not all(isinstance(key, str) for key in place.value):
        return
    if not place.value:
        yield place.path, "EventBridge refuses an empty object; name a field in it or leave it out"
    for key in place.value:
        for branch in branches(place[key]):
            yield from _of_or(branch, texts) if key == OR else _of_field(key, branch, texts)


def _of_or(place: Place, texts: frozenset[str]) -> Faults:
    if not isinstance(place.value, list):
        return
    for number, item in enumerate(place.value):
        if isinstance(item, Mapping):
            for branch in branches(place[number]):
                if isinstance(branch.value, Mapping):
                    yield from _of_object(branch, texts)


def _of_field(key: str, place: Place, texts: frozenset[str]) -> Faults:
    called = function(place.value)
    if called:
        if called[0] in TEXT_FUNCTIONS or (called[0] == "Ref" and called[1] in texts):
            yield place.path, f"'{key}' must be a list; put its value into [ ]"
    elif isinstance(place.value, Mapping):
        yield from _of_object(place, texts)
    elif isinstance(place.value, list):
        yield from _of_values(key, place)
    else:
        yield place.path, f"'{key}' must be a list; put its value into [ ]"


def _of_values(key: str, place: Place) -> Faults:
    if not place.value:
        yield place.path, f"'{key}' is an empty list, which EventBridge refuses; list a value or leave the field out"
    for number in range(len(place.value)):
        for branch in branches(place[number]):
            if isinstance(branch.value, list):
                yield branch.path, f"'{key}' has a list in its list; its values stand in one list"
            elif isinstance(branch.value, Mapping) and not function(branch.value):
                yield from _of_matcher(branch)


def _of_matcher(place: Place) -> Faults:
    if len(place.value) != 1:
        yield place.path, "a matcher has exactly one key; write one object for each in the list"
        return
    (name,) = place.value
    check = MATCHERS.get(name)
    if check is None:
        close = get_close_matches(str(name), MATCHERS, 1)
        remedy = f"did you mean '{close[0]}'?" if close else f"use one of {', '.join(MATCHERS)}"
        yield place.path, f"EventBridge knows no matcher '{name}'; {remedy}"
        return
    for branch in branches(place[name]):
        if function(branch.value) is None:
            yield from check(name, branch)


def _text(name: str, place: Place) -> Faults:
    if not isinstance(place.value, str):
        yield place.path, f"'{name}' takes one text"


def _text_or_any_case(name: str, place: Place) -> Faults:
    if isinstance(place.value, Mapping) and set(place.value) == {EQUALS_IGNORE_CASE}:
        return
    if not isinstance(place.value, str):
        yield place.path, f"'{name}' takes one text, or {{'{EQUALS_IGNORE_CASE}': text}}"


def _wildcard(name: str, place: Place) -> Faults:
    yield from _text(name, place)
    if isinstance(place.value, str) and "**" in place.value.replace("\\\\", "").replace("\\*", ""):
        yield place.path, "EventBridge refuses two wildcards in a row; write one *"


def _exists(name: str, place: Place) -> Faults:
    # A text may still become a boolean on the way through CloudFormation.
    if not isinstance(place.value, bool) and place.value not in ("true", "false"):
        yield place.path, f"'{name}' takes true or false"


def _cidr(name: str, place: Place) -> Faults:
    try:
        ip_network(str(place.value), strict=False)
    except ValueError:
        yield place.path, f"'{name}' takes a block of addresses such as 10.0.0.0/24, not '{place.value}'"


def _numeric(name: str, place: Place) -> Faults:
    terms = place.value
    if not isinstance(terms, list) or len(terms) not in (2, 4):
        yield place.path, f"'{name}' takes a list of an operator and a number, or of two of both"
        return
    if any(isinstance(each, Mapping | list) for each in terms):
        return
    operators, limits = terms[::2], [_number(each) for each in terms[1::2]]
    first = ("=", "<", "<=", ">", ">=") if len(terms) == 2 else (">", ">=")
    if operators[0] not in first or (len(terms) == 4 and operators[1] not in ("<", "<=")):
        yield place.path, f"'{name}' takes =, <, <=, > or >=, and for a range > or >= before < or <="
    elif None in limits:
        yield place.path, f"'{name}' compares with numbers"
    elif len(limits) == 2 and float(str(limits[0])) >= float(str(limits[1])):
        yield place.path, f"no number is {operators[0]} {terms[1]} and {operators[1]} {terms[3]}"


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _anything_but(name: str, place: Place) -> Faults:
    value = place.value
    if isinstance(value, Mapping):
        if len(value) != 1 or next(iter(value)) not in ("prefix", "suffix", EQUALS_IGNORE_CASE, "wildcard"):
            yield (
                place.path,
                f"'{name}' takes a value, a list, or one of prefix, suffix, {EQUALS_IGNORE_CASE}, wildcard",
            )
    elif isinstance(value, list):
        plain = [each for each in value if not isinstance(each, Mapping)]
        if not value or any(isinstance(each, bool | list) or each is None for each in plain):
            yield place.path, f"'{name}' takes a list of texts or a list of numbers, and at least one"
        elif len({isinstance(each, str) for each in plain}) == 2:
            yield place.path, f"'{name}' takes texts or numbers, not both in one list"
    elif isinstance(value, bool) or value is None:
        yield place.path, f"'{name}' takes a text, a number or a list of them"


MATCHERS: Final[Mapping[str, Callable[[str, Place], Faults]]] = {
    "prefix": _text_or_any_case,
    "suffix": _text_or_any_case,
    "anything-but": _anything_but,
    "numeric": _numeric,
    "cidr": _cidr,
    "exists": _exists,
    EQUALS_IGNORE_CASE: _text,
    "wildcard": _wildcard,
    "exactly": _text,
}


def fields(place: Place, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Every field that a pattern names, also inside ``$or``, with the place of its list of values."""
    for branch in branches(place):
        if isinstance(branch.value, list):
            yield keys, branch
        elif isinstance(branch.value, Mapping) and not function(branch.value):
            for key in branch.value:
                if key == OR and isinstance(branch.value[OR], list):
                    for number in range(len(branch.value[OR])):
                        yield from fields(branch[OR][number], keys)
                elif isinstance(key, str):
                    yield from fields(branch[key], (*keys, key))


def values(pattern: Place, *keys: str) -> list[Any] | None:
    """The plain values listed for one field; ``None`` where it is not named or has a matcher or a function among them."""
    lists = [place.value for found, place in fields(pattern) if found == keys]
    listed = [value for each in lists for value in each]
    return listed if listed and not any(isinstance(value, Mapping | list) for value in listed) else None


def needs_field(leaf: Place) -> bool:
    """Whether an event without this field cannot match: no value of its list is ``exists: false`` or only known later."""
    return all(
        not isinstance(each, Mapping) or (not function(each) and each.get("exists", True) is True)
        for each in leaf.value
    )
