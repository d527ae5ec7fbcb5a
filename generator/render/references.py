"""Every name that a template refers to is declared in it, and no resource waits for itself.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Any

from generator.model import BadInput

PSEUDO = frozenset(
    f"AWS::{name}"
    for name in ("AccountId", "NotificationARNs", "NoValue", "Partition", "Region", "StackId", "StackName", "URLSuffix")
)
_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")


def names_in_sub(text: str) -> list[str]:
    """The names that ``Fn::Sub`` fills in; ``${!Literal}`` is none."""
    return [name.strip() for name in _VARIABLE.findall(text)]


def references(value: Any) -> Iterator[tuple[str, str]]:
    """``(kind, name)`` for everything below ``value``; kind is ``resource`` (Ref, GetAtt, Sub) or ``condition``."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    if not isinstance(value, dict):
        return
    if len(value) == 1:
        ((key, argument),) = value.items()
        yield from _of_function(key, argument)
    for key, item in value.items():
        if not (key == "Fn::Sub" and isinstance(item, list)):
            yield from references(item)


def _of_function(key: str, argument: Any) -> Iterator[tuple[str, str]]:
    if key == "Ref" and isinstance(argument, str):
        yield "resource", argument
    elif key == "Fn::GetAtt" and isinstance(argument, list):
        yield "resource", argument[0]
    elif key == "Fn::Sub":
        text, variables = (argument, {}) if isinstance(argument, str) else argument
        yield from (("resource", name.split(".")[0]) for name in names_in_sub(text) if name not in variables)
        yield from references(variables)
    elif key == "Fn::If" and isinstance(argument, list):
        yield "condition", argument[0]
    elif key == "Condition" and isinstance(argument, str):
        yield "condition", argument


def require_references(where: str, data: dict[str, Any]) -> None:
    """Raise BadInput for a reference to nothing, a parameter or condition that nothing uses, and a cycle."""
    resources, conditions = data.get("Resources", {}), data.get("Conditions", {})
    parameters = data.get("Parameters", {})
    used: dict[str, set[str]] = {"resource": set(), "condition": set()}
    for place, name, body in _elements(data):
        known = {"resource": PSEUDO | parameters.keys() | resources.keys(), "condition": conditions.keys()}
        for kind, target in [*references(_without_attributes(body)), *_attributes(body)]:
            used[kind].add(target)
            if target not in known[kind]:
                raise BadInput(
                    f"{where}: {place} {name}",
                    f"it refers to {target}, which is not declared",
                    _remedy(target, known[kind]),
                )
    for kind, declared in (("resource", parameters), ("condition", conditions)):
        for name in declared.keys() - used[kind]:
            raise BadInput(f"{where}: {name}", "nothing uses it", "Remove it, or use it")
    _require_no_cycle(where, resources)


def _elements(data: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for section in ("Rules", "Conditions", "Resources", "Outputs"):
        for name, body in data.get(section, {}).items():
            yield section, name, body


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
    return {
        name: {
            target
            for kind, target in [*references(_without_attributes(body)), *_attributes(body)]
            if kind == "resource" and target in resources
        }
        for name, body in resources.items()
    }


def _require_no_cycle(where: str, resources: dict[str, Any]) -> None:
    try:
        TopologicalSorter(dependencies(resources)).prepare()
    except CycleError as error:
        raise BadInput(
            f"{where}: {' -> '.join(error.args[1])}", "the resources wait for each other", "Break the circle"
        ) from error


def _remedy(name: str, known: Any) -> str:
    close = get_close_matches(name, known, 1)
    return f"Did you mean {close[0]}?" if close else "Declare it"
