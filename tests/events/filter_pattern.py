"""Whether a filter pattern of CloudWatch Logs matches a log event that is JSON, as metric filters decide it.

Text compares by case, with ``*`` for any text; a number without quotes compares with a number. A comparison with a field that the event
lacks is refused for ``!=``: AWS does not document whether it matches. Terms and patterns on fields are no patterns on JSON.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.lint.filter_pattern_tokens import NUMBER, Quoted
from generator.lint.filter_patterns import Being, Combined, Comparison, Condition, Json, parse

STEP = re.compile(r"\.?(?:\[(\d+|\*|\"[^\"]*\"|'[^']*')\]|([^.\[\]]+))")
ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Undocumented(ValueError):
    """AWS does not tell what the pattern means for this event."""


def matches(pattern: str, event: Mapping[str, Any]) -> bool:
    """Whether the event is counted; InvalidPattern for what CloudWatch Logs refuses, Undocumented for what it does not tell."""
    found = parse(pattern)
    if not isinstance(found, Json):
        raise Undocumented(f"{pattern!r} is no pattern on JSON")
    return _holds(found.condition, event)


def _holds(condition: Condition, event: Mapping[str, Any]) -> bool:
    match condition:
        case Combined("&&", parts):
            return all(_holds(part, event) for part in parts)
        case Combined(_, parts):
            return any(_holds(part, event) for part in parts)
        case Being(subject, state):
            return _is(state, list(_selected(subject, event)))
        case Comparison(subject, sign, value):
            return _compares(subject, sign, value, list(_selected(subject, event)))


def _is(state: str, values: list[Any]) -> bool:
    match state.split():
        case ["NOT", "EXISTS"]:
            return not values
        case ["EXISTS"]:
            return bool(values)
        case ["IS", "NOT", word]:
            return bool(values) and not _is(f"IS {word}", values)
        case ["IS", word]:
            wanted = {"NULL": None, "TRUE": True, "FALSE": False}[word]
            return any(value is wanted for value in values)
    raise Undocumented(state)


def _compares(subject: str, sign: str, value: Quoted, values: list[Any]) -> bool:
    if not values and sign == "!=":
        raise Undocumented(f"the event has no {subject} to compare with {value}")
    if sign == "!=":
        return not any(_equal(value, each) for each in values)
    if sign == "=":
        return any(_equal(value, each) for each in values)
    return any(_is_number(each) and ORDERS[sign](each, float(value.text)) for each in values)


def _equal(wanted: Quoted, value: Any) -> bool:
    if wanted.style == "%":
        return isinstance(value, str) and re.search(wanted.text, value) is not None
    if _is_number(value):
        return re.fullmatch(NUMBER, wanted.text) is not None and float(wanted.text) == value
    if not isinstance(value, str):
        return False
    expression = ".*".join(map(re.escape, wanted.text.split("*")))
    return re.fullmatch(expression, value, re.DOTALL) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _selected(selector: str, event: Any) -> Iterator[Any]:
    """The values at ``$.a.b[0]``; none where the event lacks one."""
    values = [event]
    for index, name in STEP.findall(selector.removeprefix("$")):
        values = [found for value in values for found in _inside(value, index or name, bool(index))]
    yield from values


def _inside(value: Any, key: str, bracketed: bool) -> list[Any]:
    if bracketed and key[0] not in "\"'":
        items = value if isinstance(value, list) else []
        return items if key == "*" else items[int(key) : int(key) + 1]
    name = key.strip("\"'") if bracketed else key
    return [value[name]] if isinstance(value, Mapping) and name in value else []
