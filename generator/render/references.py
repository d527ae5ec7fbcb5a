"""Every name that a template refers to is declared in it, and no resource waits for itself.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Any

from generator.model import BadInput

PSEUDO = frozenset(
    f"AWS::{name}"
    for name in ("AccountId", "NotificationARNs", "NoValue", "Partition", "Region", "StackId", "StackName", "URLSuffix")
)
Reference = tuple[str, str]
REFERRING = ("Rules", "Conditions", "Resources", "Outputs")
_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")


def names_in_sub(text: str) -> list[str]:
    """The names that ``Fn::Sub`` fills in; ``${!Literal}`` is none."""
    return [name.strip() for name in _VARIABLE.findall(text)]


def references(value: Any) -> list[Reference]:
    """``(kind, name)`` for everything below ``value``.

    Kind is ``value`` for what may be a parameter too (Ref, Sub), ``resource`` (GetAtt), ``condition`` or ``mapping``.
    """
    found: list[Reference] = []
    _collect(value, found)
    return found


def _collect(value: Any, found: list[Reference]) -> None:
    if isinstance(value, dict):
        alone = len(value) == 1
        for key, item in value.items():
            if alone and key in _NAMED_BY:
                found += _NAMED_BY[key](item)
            if isinstance(item, dict) or (isinstance(item, list) and key != "Fn::Sub"):
                _collect(item, found)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list):
                _collect(item, found)


def _named(kind: str) -> Callable[[Any], list[Reference]]:
    return lambda argument: [(kind, argument)] if isinstance(argument, str) else []


def _first(kind: str) -> Callable[[Any], list[Reference]]:
    return lambda argument: _named(kind)(argument[0]) if isinstance(argument, list) else []


def _of_get_att(argument: Any) -> list[Reference]:
    return [("resource", argument[0] if isinstance(argument, list) else argument.split(".")[0])]


def _of_sub(argument: Any) -> list[Reference]:
    text, variables = (argument, {}) if isinstance(argument, str) else argument
    names = [name for name in names_in_sub(text) if name not in variables]
    return [("resource" if "." in name else "value", name.split(".")[0]) for name in names] + references(variables)


_NAMED_BY: Mapping[str, Callable[[Any], list[Reference]]] = {
    "Ref": _named("value"),
    "Fn::GetAtt": _of_get_att,
    "Fn::Sub": _of_sub,
    "Fn::If": _first("condition"),
    "Condition": _named("condition"),
    "Fn::FindInMap": _first("mapping"),
}


def require_references(where: str, data: dict[str, Any]) -> None:
    """Raise BadInput for a reference to nothing, a parameter, mapping or condition that nothing uses, and a cycle."""
    used: dict[str, set[str]] = {kind: set() for kind in ("value", "resource", "condition", "mapping")}
    waits: dict[str, set[str]] = {}
    for place in REFERRING:
        known = _known(data, place)
        for name, body in data.get(place, {}).items():
            targets = _references_of(body)
            _require_declared(f"{where}: {place} {name}", targets, known)
            for kind, target in targets:
                used[kind].add(target)
            if place == "Resources":
                waits[name] = _resources_among(targets, data["Resources"])
    for section, kind in (("Parameters", "value"), ("Mappings", "mapping"), ("Conditions", "condition")):
        for name in (name for name in data.get(section, {}) if name not in used[kind]):
            raise BadInput(f"{where}: {name}", "nothing uses it", "Remove it, or use it")
    _require_no_cycle(where, waits)


def _require_declared(where: str, targets: Iterable[tuple[str, str]], known: Mapping[str, Collection[str]]) -> None:
    for kind, target in targets:
        if target not in known[kind]:
            raise BadInput(where, f"it refers to {target}, which is not declared", _remedy(target, known[kind]))


def _known(data: dict[str, Any], section: str) -> dict[str, Collection[str]]:
    # Rules and conditions are decided before any resource is there.
    resources = data.get("Resources", {}) if section in ("Resources", "Outputs") else {}
    return {
        "value": PSEUDO | data.get("Parameters", {}).keys() | resources.keys(),
        "resource": resources,
        "condition": data.get("Conditions", {}),
        "mapping": data.get("Mappings", {}),
    }


def _references_of(body: Any) -> list[tuple[str, str]]:
    return [*references(_without_attributes(body)), *_attributes(body)]


def _without_attributes(body: Any) -> Any:
    # Below a resource's or output's own keys, ``Condition: X`` is a reference; in an IAM statement it is a mapping.
    return (
        {key: item for key, item in body.items() if key not in ("Condition", "DependsOn")}
        if _has_attributes(body)
        else body
    )


def _has_attributes(body: Any) -> bool:
    return isinstance(body, dict) and ("Type" in body or "Value" in body)


def _attributes(body: Any) -> Iterator[tuple[str, str]]:
    if not _has_attributes(body):
        return
    if "Condition" in body:
        yield "condition", body["Condition"]
    depends_on = body.get("DependsOn", [])
    yield from (("resource", name) for name in ([depends_on] if isinstance(depends_on, str) else depends_on))


def dependencies(resources: dict[str, Any]) -> dict[str, set[str]]:
    """For each logical id the logical ids that must be made before it."""
    return {name: _resources_among(_references_of(body), resources) for name, body in resources.items()}


def _resources_among(targets: Iterable[tuple[str, str]], resources: Collection[str]) -> set[str]:
    return {target for kind, target in targets if kind in ("value", "resource") and target in resources}


def _require_no_cycle(where: str, waits: Mapping[str, set[str]]) -> None:
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        raise BadInput(
            f"{where}: {' -> '.join(error.args[1])}", "the resources wait for each other", "Break the circle"
        ) from error


def _remedy(name: str, known: Any) -> str:
    close = get_close_matches(name, known, 1)
    return f"Did you mean {close[0]}?" if close else "Declare it"
