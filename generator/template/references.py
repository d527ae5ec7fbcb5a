"""What the parts of a template refer to: names that do not exist, dependencies between resources, and cycles.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.template.errors import RequestRefused
from generator.template.functions import FUNCTIONS, VARIABLE


@dataclass(frozen=True)
class Reference:
    """One mention of a name: ``Ref``/``Sub``, ``GetAtt``, the map of ``FindInMap``, or the condition of ``If``."""

    kind: Literal["name", "attribute", "map", "condition", "function"]
    name: str
    attribute: str = ""


def references(node: Any, conditions: Mapping[str, bool] | None = None) -> Iterator[Reference]:
    """Every reference in ``node``; with ``conditions`` only those in the branches of ``Fn::If`` that are taken."""
    if isinstance(node, list):
        for item in node:
            yield from references(item, conditions)
    if not isinstance(node, dict):
        return
    if len(node) == 1:
        name, argument = next(iter(node.items()))
        if name == "Ref":
            yield Reference("name", str(argument))
            return
        if isinstance(name, str) and name.startswith("Fn::"):
            yield from _of_function(name, argument, conditions)
            return
    for value in node.values():
        yield from references(value, conditions)


def _of_function(name: str, argument: Any, conditions: Mapping[str, bool] | None) -> Iterator[Reference]:
    if name not in FUNCTIONS:
        yield Reference("function", name)
    elif name == "Fn::GetAtt":
        parts = argument.split(".", 1) if isinstance(argument, str) else argument
        if isinstance(parts, list) and len(parts) == 2:
            yield Reference("attribute", str(parts[0]), parts[1] if isinstance(parts[1], str) else "")
    elif name == "Fn::Sub":
        yield from _of_sub(argument, conditions)
    elif name == "Fn::If" and isinstance(argument, list) and len(argument) == 3:
        yield Reference("condition", str(argument[0]))
        if conditions is None:
            yield from references(argument[1:], conditions)
        else:
            yield from references(argument[1 if conditions.get(str(argument[0])) else 2], conditions)
    else:
        if name == "Fn::FindInMap" and isinstance(argument, list) and argument and isinstance(argument[0], str):
            yield Reference("map", argument[0])
        yield from references(argument, conditions)


def _of_sub(argument: Any, conditions: Mapping[str, bool] | None) -> Iterator[Reference]:
    text, given = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    yield from references(given, conditions)
    for match in VARIABLE.finditer(text if isinstance(text, str) else ""):
        name = match.group(1).strip()
        if name.startswith("!") or name in given:
            continue
        resource, _, attribute = name.partition(".")
        yield Reference("attribute", resource, attribute) if attribute else Reference("name", name)


@dataclass(frozen=True)
class KnownNames:
    """What references may name: parameters, resources, mappings."""

    values: frozenset[str]
    resources: frozenset[str]
    maps: frozenset[str]


def check_names(block: str, body: Any, known_names: KnownNames, where: str) -> None:
    """Refuse references of ``body`` (an element of ``block``, called ``where``) to names that do not exist."""
    for reference in references(body):
        known = {
            "name": known_names.values | known_names.resources,
            "attribute": known_names.resources,
            "map": known_names.maps,
            "condition": None,
            "function": frozenset[str](),
        }[reference.kind]
        if known is None or reference.name in known:
            continue
        if reference.kind == "function":
            raise RequestRefused(
                f"Template error: {where} uses {reference.name}, which the strict account does not know"
            )
        if reference.kind == "map":
            raise RequestRefused(f"Template error: Mapping named '{reference.name}' is not present ({where})")
        raise RequestRefused(
            f"Template format error: Unresolved resource dependencies [{reference.name}] in the {block} block of the "
            f"template (referenced by {where})"
        )


def dependencies(
    resources: Mapping[str, Mapping[str, Any]], conditions: Mapping[str, bool]
) -> dict[str, tuple[str, ...]]:
    """What each of ``resources`` (those that are made) declares to need, in the template's order."""
    result = {}
    for name, body in resources.items():
        needed = set(depends_on(body))
        needed |= {
            reference.name
            for reference in references(body.get("Properties"), conditions)
            if reference.kind in {"name", "attribute"}
        }
        result[name] = tuple(other for other in resources if other in needed)
    return result


def depends_on(body: Mapping[str, Any]) -> list[str]:
    """The explicit dependencies of one resource."""
    declared = body.get("DependsOn", [])
    return [declared] if isinstance(declared, str) else list(declared)


def in_dependency_order(needs: Mapping[str, Sequence[str]], lateness: Callable[[str], int] = lambda _: 0) -> list[str]:
    """Names so that each follows what it needs; of those that could come next the least late one, then the template's
    first. A cycle is refused by name."""
    order: list[str] = []
    done: set[str] = set()
    while len(order) < len(needs):
        could_be_next = [name for name in needs if name not in done and done.issuperset(needs[name])]
        if not could_be_next:
            raise RequestRefused(f"Circular dependency between resources: [{', '.join(_cycle(needs, done))}]")
        ready = min(could_be_next, key=lateness)
        order.append(ready)
        done.add(ready)
    return order


def ancestors(name: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """Everything that ``name`` needs, directly or through others."""
    found: set[str] = set()
    to_visit = list(needs[name])
    while to_visit:
        other = to_visit.pop()
        if other not in found:
            found.add(other)
            to_visit.extend(needs[other])
    return found


def _cycle(needs: Mapping[str, Sequence[str]], done: set[str]) -> list[str]:
    name = next(name for name in needs if name not in done)
    path: list[str] = []
    while name not in path:
        path.append(name)
        name = next(other for other in needs[name] if other not in done)
    return path[path.index(name) :]
