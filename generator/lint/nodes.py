"""Places in a template: what stands there under every branch of Fn::If, and what is only known when a stack is made.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")
EACH = "*"


@dataclass(frozen=True)
class Place:
    """A value and the path that leads to it."""

    value: Any
    path: Path = ()

    def __getitem__(self, step: str | int) -> "Place":
        return Place(self.value[step], (*self.path, step))


@dataclass(frozen=True)
class Declared:
    """One resource of the template; ``body`` is all of it, ``properties`` may be of any shape."""

    logical_id: str
    type: str
    body: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """Where the resource stands."""
        return ("Resources", self.logical_id)

    @property
    def properties(self) -> Place:
        """Its properties, ``{}`` where it has none."""
        return Place(self.body.get("Properties", {}), (*self.path, "Properties"))

    @property
    def condition(self) -> str | None:
        """The name of the condition under which it is made."""
        found = self.body.get("Condition")
        return found if isinstance(found, str) else None

    def at(self, *steps: str) -> Iterator[Place]:
        """What stands at ``steps`` of the properties, under every branch."""
        return at(self.properties, *steps)


def resources(template: Mapping[str, Any], *types: str) -> Iterator[Declared]:
    """The resources of these types, of all types where none is named; what has no shape of a resource is passed over."""
    declared = template.get("Resources")
    for name, body in declared.items() if isinstance(declared, Mapping) else ():
        kind = body.get("Type") if isinstance(body, Mapping) else None
        if isinstance(name, str) and isinstance(kind, str) and (not types or kind in types):
            yield Declared(name, kind, body)


def function(value: Any) -> tuple[str, Any] | None:
    """The name and argument of an intrinsic function, ``None`` for a plain value."""
    if isinstance(value, Mapping) and len(value) == 1:
        ((name, argument),) = value.items()
        if isinstance(name, str) and (name == "Ref" or name.startswith("Fn::")):
            return name, argument
    return None


def branches(place: Place) -> Iterator[Place]:
    """What stands there under every branch of Fn::If; nothing for AWS::NoValue."""
    called = function(place.value)
    if called == ("Ref", "AWS::NoValue"):
        return
    if called is not None and called[0] == "Fn::If" and isinstance(called[1], list) and len(called[1]) == 3:
        for number in (1, 2):
            yield from branches(place["Fn::If"][number])
        return
    yield place


def at(place: Place, *steps: str) -> Iterator[Place]:
    """What ``steps`` lead to, under every branch; ``*`` is each item of a list, one value stands for a list of one."""
    for branch in branches(place):
        if not steps:
            yield branch
        elif steps[0] == EACH:
            yield from _each(branch, steps[1:])
        elif isinstance(branch.value, Mapping) and steps[0] in branch.value:
            yield from at(branch[steps[0]], *steps[1:])


def _each(place: Place, steps: tuple[str, ...]) -> Iterator[Place]:
    if isinstance(place.value, list):
        for number in range(len(place.value)):
            yield from at(place[number], *steps)
    else:
        yield from at(place, *steps)


def literal(value: Any) -> Any:
    """A plain text, number or boolean; ``None`` for everything else."""
    return value if isinstance(value, str | int | float) else None


def written(value: Any) -> str | None:
    """A text as far as the template writes it, with ``${Name}`` where a value comes in later; ``None`` where it cannot be told.

    ``!Ref X`` is ``${X}``, ``!GetAtt X.Arn`` is ``${X.Arn}``; a Fn::Sub's own variables are filled in.
    """
    if isinstance(value, str | int | float):
        return _of_scalar(value)
    called = function(value)
    if called is None:
        return None
    name, argument = called
    if name == "Ref" and isinstance(argument, str):
        return f"${{{argument}}}"
    if name == "Fn::GetAtt":
        parts = argument.split(".") if isinstance(argument, str) else argument
        known = isinstance(parts, list) and all(isinstance(each, str) for each in parts)
        return f"${{{'.'.join(parts)}}}" if known else None
    if name == "Fn::Sub":
        return _of_sub(argument)
    return _of_join(argument) if name == "Fn::Join" else None


def _of_scalar(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_sub(argument: Any) -> str | None:
    text, variables = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    if not isinstance(text, str) or not isinstance(variables, Mapping):
        return None

    def fill(match: re.Match[str]) -> str:
        name = match[1].strip()
        return (written(variables[name]) or match[0]) if name in variables else f"${{{name}}}"

    return VARIABLE.sub(fill, text).replace("${!", "${")


def _of_join(argument: Any) -> str | None:
    if not (isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], list)):
        return None
    parts = [written(each) for each in argument[1]]
    return str(argument[0]).join(map(str, parts)) if None not in parts else None


def names(value: Any) -> Iterator[str]:
    """Every parameter, resource and pseudo parameter that a value refers to, by Ref, Fn::GetAtt or Fn::Sub."""
    called = function(value)
    if called is not None:
        yield from _names_of_call(*called)
    if isinstance(value, Mapping):
        for each in value.values():
            yield from names(each)
    elif isinstance(value, list):
        for each in value:
            yield from names(each)


def _names_of_call(name: str, argument: Any) -> Iterator[str]:
    if name == "Ref" and isinstance(argument, str):
        yield argument
    elif name == "Fn::GetAtt":
        parts = argument.split(".") if isinstance(argument, str) else argument
        if isinstance(parts, list) and parts and isinstance(parts[0], str):
            yield parts[0]
    elif name == "Fn::Sub":
        text, variables = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
        if isinstance(text, str):
            known = variables if isinstance(variables, Mapping) else {}
            yield from (each.strip().split(".")[0] for each in VARIABLE.findall(text) if each.strip() not in known)


def needs(template: Mapping[str, Any]) -> dict[str, set[str]]:
    """Of every resource, the resources that are made before it: referred to, or named in DependsOn; near and far."""
    direct = {each.logical_id: set(_direct(each)) for each in resources(template)}
    return {name: _reached(name, direct) for name in direct}


def _direct(resource: Declared) -> Iterable[str]:
    after = resource.body.get("DependsOn", [])
    yield from (each for each in (after if isinstance(after, list) else [after]) if isinstance(each, str))
    yield from names(resource.properties.value)


def _reached(name: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = {each for each in direct.get(waiting.pop(), ()) if each in direct} - found
        found |= new
        waiting += new
    return found - {name}
