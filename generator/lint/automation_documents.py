"""The Automation documents of a template, each examined once for all rules.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from generator.lint.automation_contents import (
    CONDITIONS,
    WORD,
    UnreadableError,
    UntoldError,
    conditions,
    evaluated,
    parsed,
    with_references,
)
from generator.lint.automation_reading import as_read
from generator.lint.nodes import EACH, Declared, Path, Place, at, function, resources
from generator.lint.transforms import as_written

if TYPE_CHECKING:
    from generator.automation.document import Document, Step
    from generator.automation.faults import Fault

STEP: Final = re.compile(r"step (\w[\w-]*)")
NUMBER: Final = re.compile(r"document, step number (\d+)")
DEFINITION: Final = re.compile(r"(parameter|variable) ([\w-]+)")


@dataclass(frozen=True)
class Runbook:
    """One form of an Automation document; ``document`` is ``None`` where its structure is at fault."""

    resource: Declared
    place: Place
    content: Mapping[str, Any]
    document: "Document | None" = None
    faults: "tuple[Fault, ...]" = ()
    steps_at: Mapping[str, Path] = field(default_factory=dict)
    size: int = 0
    """The bytes that are known, as JSON without spaces."""

    def step_path(self, name: str) -> Path:
        """Where a step stands; the whole content where that is a text."""
        return self.steps_at.get(name, self.place.path)

    def path(self, where: str) -> Path:
        """Where the part of the document stands that a fault names."""
        if match := STEP.match(where):
            return self.step_path(match[1])
        if not isinstance(self.place.value, Mapping):
            return self.place.path
        if (match := NUMBER.match(where)) and isinstance(self.place.value.get("mainSteps"), list):
            return (*self.place.path, "mainSteps", int(match[1]) - 1)
        if match := DEFINITION.match(where):
            steps: Path = (f"{match[1]}s", match[2])
            found = self.place.value.get(steps[0])
            return (*self.place.path, *steps) if isinstance(found, Mapping) and steps[1] in found else self.place.path
        return self.place.path

    def steps(self) -> "Iterator[Step]":
        """Every step, also those inside loops."""
        waiting = list(self.document.steps) if self.document else []
        while waiting:
            step = waiting.pop(0)
            yield step
            waiting = [*step.inner, *waiting]


_FOUND: "WeakKeyDictionary[Any, tuple[Runbook, ...]]" = WeakKeyDictionary()


def runbooks(cfn: Any) -> tuple[Runbook, ...]:
    """Every form of every Automation document in a template that no transform rewrites."""
    found = _FOUND.get(cfn)
    if found is None:
        found = _FOUND[cfn] = tuple(
            runbook
            for resource in resources(as_written(cfn), "AWS::SSM::Document")
            if [_selected(each.value) for each in resource.at("DocumentType")] == ["Automation"]
            for runbook in _forms(resource, cfn)
        )
    return found


def _selected(value: Any) -> Any:
    """The item that Fn::Select takes, where the template writes it out."""
    called = function(value)
    if called is not None and called[0] == "Fn::Select" and isinstance(called[1], list) and len(called[1]) == 2:
        number, items = called[1]
        if isinstance(items, list) and str(number).isdigit() and int(number) < len(items):
            return items[int(number)]
    return value


def faults(cfn: Any, *kinds: str) -> Iterator[tuple[Path, "Fault"]]:
    """The faults of these kinds, each with its place."""
    for runbook in runbooks(cfn):
        for fault in runbook.faults:
            if fault.kind in kinds and not _may_be_the_stacks(runbook, fault):
                yield runbook.path(fault.where), fault


def _may_be_the_stacks(runbook: Runbook, fault: "Fault") -> bool:
    """A script that does not compile with a word in it may compile with what a stack puts there."""
    named = STEP.match(fault.where)
    if fault.kind != "script" or not named:
        return False
    scripts = [step.inputs.get("Script") for step in runbook.steps() if step.name == named[1]]
    return any(WORD in str(script) for script in scripts)


def _forms(resource: Declared, cfn: Any) -> Iterator[Runbook]:
    content = resource.body.get("Properties", {})
    content = content.get("Content") if isinstance(content, Mapping) else None
    names = conditions(content)
    if content is None or len(names) > CONDITIONS:
        return
    formats = {each.value for each in resource.at("DocumentFormat")} or {"JSON"}
    for chosen in _choices(names, resource.condition, cfn):
        try:
            yield _runbook(resource, evaluated(content, chosen), "JSON" if formats == {"JSON"} else "YAML")
        except UntoldError:
            continue


def _choices(names: set[str], own: str | None, cfn: Any) -> list[Mapping[str, bool]]:
    """What the conditions can be together, while the document is made at all."""
    if not names:
        return [{}]
    wanted = {name: {True, False} for name in sorted(names)} | ({own: {True}} if own else {})
    try:
        return list(cfn.conditions.build_scenarios(wanted))
    except (AttributeError, KeyError, TypeError, ValueError):
        return [
            dict(zip(sorted(names), each, strict=True)) for each in itertools.product((True, False), repeat=len(names))
        ]


def _runbook(resource: Declared, content: Any, document_format: str) -> Runbook:
    from generator.automation.faults import Fault

    place = Place(resource.properties.value["Content"], (*resource.properties.path, "Content"))
    place = next(iter(at(place)), place)
    try:
        data = parsed(content, document_format)
    except UnreadableError as error:
        return Runbook(resource, place, {}, None, (Fault("document", str(error)),))
    if not isinstance(data, Mapping):
        return Runbook(resource, place, {}, None, (Fault("document", "Content is no mapping with mainSteps"),))
    known = json.dumps(data, default=str, ensure_ascii=False, separators=(",", ":")).replace(WORD, "")
    read = as_read(with_references(data))
    document, found = _examined(json.dumps(read, default=str))
    return Runbook(resource, place, read, document, found, dict(_steps_at(place)), len(known.encode()))


@lru_cache(maxsize=256)
def _examined(text: str) -> "tuple[Document | None, tuple[Fault, ...]]":
    from generator.automation.faults import Fault
    from generator.automation.validation import examine

    content = json.loads(text)
    version = content.pop("schemaVersion", None)
    if version != "0.3":
        return None, (Fault("document", f"schemaVersion is {version!r}, and Automation takes '0.3'"),)
    document, found = examine(content)
    return document, tuple(found)


def _steps_at(place: Place, *within: str) -> Iterator[tuple[str, Path]]:
    for step in at(place, *(within or ("mainSteps",)), EACH):
        name = step.value.get("name") if isinstance(step.value, Mapping) else None
        if isinstance(name, str):
            yield name, step.path
            yield from _steps_at(step, "inputs", "Steps")
