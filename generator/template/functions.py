"""Values of intrinsic functions inside resources, outputs and conditions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

import base64
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.template.errors import RequestRefused
from generator.template.parameters import as_text
from generator.template.pseudo_parameters import NO_VALUE

VARIABLE: Final = re.compile(r"\$\{([^}]*)\}")
DYNAMIC_REFERENCE: Final = re.compile(r"\{\{resolve:[^}]*\}\}")


@dataclass(frozen=True)
class Scope:
    """What references resolve to; ``resource`` and ``attribute`` raise when their resource is not made (yet)."""

    values: Mapping[str, Any]
    """Parameters and pseudo parameters by name."""
    mappings: Mapping[str, Any]
    conditions: Mapping[str, bool]
    resource: Callable[[str], Any]
    attribute: Callable[[str, str], Any]
    imported: Callable[[str], str]
    zones: Callable[[str], list[str]]
    where: str = field(default="")
    """The element that an error names, e.g. ``resource Bucket``."""


def evaluate(node: Any, scope: Scope) -> Any:
    """``node`` without functions; what ``AWS::NoValue`` removes is gone."""
    if isinstance(node, dict):
        if len(node) == 1:
            name, argument = next(iter(node.items()))
            if name == "Ref":
                return _reference(argument, scope)
            if name == "Condition" and isinstance(argument, str) and argument in scope.conditions:
                return scope.conditions[argument]
            if isinstance(name, str) and name.startswith("Fn::"):
                return _call(name, argument, scope)
        return {key: value for key, each in node.items() if (value := evaluate(each, scope)) is not NO_VALUE}
    if isinstance(node, list):
        return [value for item in node if (value := evaluate(item, scope)) is not NO_VALUE]
    if isinstance(node, str) and "{{" in node and DYNAMIC_REFERENCE.search(node):
        raise RequestRefused(f"{scope.where}: the strict account does not resolve the dynamic reference {node}")
    return node


def _call(name: str, argument: Any, scope: Scope) -> Any:
    function = FUNCTIONS.get(name)
    if function is None:
        raise RequestRefused(f"Template error: {scope.where} uses {name}, which the strict account does not know")
    return function(argument, scope)


def _reference(name: Any, scope: Scope) -> Any:
    if name in scope.values:
        return scope.values[name]
    return scope.resource(str(name))


def _error(scope: Scope, problem: str) -> RequestRefused:
    return RequestRefused(f"Template error: {scope.where}: {problem}")


def _list(name: str, argument: Any, scope: Scope, *, lengths: tuple[int, ...]) -> list[Any]:
    if not isinstance(argument, list) or len(argument) not in lengths:
        raise _error(scope, f"{name} needs a list of {' or '.join(map(str, lengths))} items")
    return argument


def _texts(name: str, value: Any, scope: Scope) -> list[str]:
    if not isinstance(value, list) or any(isinstance(item, dict | list) for item in value):
        raise _error(scope, f"every value of the {name} object must be a text")
    return [as_text(item) for item in value]


def _get_att(argument: Any, scope: Scope) -> Any:
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    name, attribute = _list("Fn::GetAtt", parts, scope, lengths=(2,))
    return scope.attribute(str(name), str(evaluate(attribute, scope)))


def _sub(argument: Any, scope: Scope) -> str:
    text, given = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    if not isinstance(text, str) or not isinstance(given, dict):
        raise _error(scope, "Fn::Sub needs a text, or a list of a text and a map")
    variables = {name: evaluate(value, scope) for name, value in given.items()}
    if DYNAMIC_REFERENCE.search(text):
        raise _error(scope, f"the strict account does not resolve the dynamic reference in {text}")

    def replace(match: re.Match[str]) -> str:
        name = match.group(1).strip()
        if name.startswith("!"):
            return "${" + name[1:] + "}"
        if name in variables:
            value = variables[name]
        elif "." in name:
            value = _get_att(name, scope)
        else:
            value = _reference(name, scope)
        if isinstance(value, dict | list) or value is NO_VALUE:
            raise _error(scope, f"variable {name} in Fn::Sub expression does not resolve to a string")
        return as_text(value)

    return VARIABLE.sub(replace, text)


def _join(argument: Any, scope: Scope) -> str:
    separator, values = _list("Fn::Join", argument, scope, lengths=(2,))
    return str(separator).join(_texts("Fn::Join", evaluate(values, scope), scope))


def _select(argument: Any, scope: Scope) -> Any:
    index, values = _list("Fn::Select", argument, scope, lengths=(2,))
    position, items = evaluate(index, scope), evaluate(values, scope)
    if not isinstance(items, list) or not str(position).isdigit():
        raise _error(scope, "Fn::Select needs a number and a list")
    if int(position) >= len(items):
        raise _error(scope, f"Fn::Select cannot select nonexistent value at index {position}")
    return items[int(position)]


def _split(argument: Any, scope: Scope) -> list[str]:
    separator, text = _list("Fn::Split", argument, scope, lengths=(2,))
    value = evaluate(text, scope)
    if not isinstance(separator, str) or not separator or not isinstance(value, str):
        raise _error(scope, "Fn::Split needs a separator and a text")
    return value.split(separator)


def _if(argument: Any, scope: Scope) -> Any:
    name, when_true, when_false = _list("Fn::If", argument, scope, lengths=(3,))
    if name not in scope.conditions:
        raise _error(scope, f"unresolved condition {name} in Fn::If")
    return evaluate(when_true if scope.conditions[name] else when_false, scope)


def _find_in_map(argument: Any, scope: Scope) -> Any:
    keys = [evaluate(item, scope) for item in _list("Fn::FindInMap", argument, scope, lengths=(3,))]
    node: Any = scope.mappings
    for key in keys:
        if not isinstance(node, Mapping) or as_text(key) not in {as_text(known) for known in node}:
            raise _error(scope, f"Unable to get mapping for {'::'.join(as_text(item) for item in keys)}")
        node = next(value for known, value in node.items() if as_text(known) == as_text(key))
    return node


def _base64(argument: Any, scope: Scope) -> str:
    return base64.b64encode(as_text(evaluate(argument, scope)).encode()).decode()


def _cidr(argument: Any, scope: Scope) -> list[str]:
    items = [evaluate(item, scope) for item in _list("Fn::Cidr", argument, scope, lengths=(2, 3))]
    try:
        block = ipaddress.ip_network(str(items[0]))
        bits = int(items[2]) if len(items) == 3 else block.max_prefixlen - block.prefixlen
        subnets = block.subnets(new_prefix=block.max_prefixlen - bits)
        return [str(subnet) for subnet, _ in zip(subnets, range(int(items[1])), strict=False)]
    except ValueError as error:
        raise _error(scope, f"Fn::Cidr: {error}") from error


def _zones(argument: Any, scope: Scope) -> list[str]:
    region = evaluate(argument, scope)
    return scope.zones(str(region) or str(scope.values["AWS::Region"]))


def _import_value(argument: Any, scope: Scope) -> str:
    return scope.imported(as_text(evaluate(argument, scope)))


def _equals(argument: Any, scope: Scope) -> bool:
    left, right = (evaluate(item, scope) for item in _list("Fn::Equals", argument, scope, lengths=(2,)))
    if isinstance(left, dict | list) or isinstance(right, dict | list):
        return bool(left == right)
    return as_text(left) == as_text(right)


def _boolean(node: Any, scope: Scope) -> bool:
    if isinstance(node, dict) and set(node) == {"Condition"}:
        name = node["Condition"]
        if name not in scope.conditions:
            raise _error(scope, f"unresolved condition dependency {name}")
    value = evaluate(node, scope)
    if not isinstance(value, bool):
        raise _error(scope, f"{node} is not a condition")
    return value


def _and(argument: Any, scope: Scope) -> bool:
    values = [_boolean(item, scope) for item in _list("Fn::And", argument, scope, lengths=tuple(range(2, 11)))]
    return all(values)


def _or(argument: Any, scope: Scope) -> bool:
    values = [_boolean(item, scope) for item in _list("Fn::Or", argument, scope, lengths=tuple(range(2, 11)))]
    return any(values)


def _not(argument: Any, scope: Scope) -> bool:
    return not _boolean(_list("Fn::Not", argument, scope, lengths=(1,))[0], scope)


CONDITION_FUNCTIONS: Final[Mapping[str, Callable[[Any, Scope], Any]]] = {
    "Fn::And": _and,
    "Fn::Equals": _equals,
    "Fn::Not": _not,
    "Fn::Or": _or,
}
VALUE_FUNCTIONS: Final[Mapping[str, Callable[[Any, Scope], Any]]] = {
    "Fn::Base64": _base64,
    "Fn::Cidr": _cidr,
    "Fn::FindInMap": _find_in_map,
    "Fn::GetAZs": _zones,
    "Fn::GetAtt": _get_att,
    "Fn::If": _if,
    "Fn::ImportValue": _import_value,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Sub": _sub,
}
FUNCTIONS: Final = {**VALUE_FUNCTIONS, **CONDITION_FUNCTIONS}
