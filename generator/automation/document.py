"""An Automation document of schema 0.3 as frozen data, from a mapping or from YAML or JSON text.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from generator.model.errors import BadInput

SCHEMA_VERSION = "0.3"
SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML has it: it takes a tenth of the time."""


@dataclass(frozen=True)
class Output:
    """An output that a step declares: a Selector into the action's answer, and the type of what it finds."""

    name: str
    selector: str
    type: str


@dataclass(frozen=True)
class Step:
    """One step; ``inner`` holds the steps of an ``aws:loop``."""

    name: str
    action: str
    inputs: Mapping[str, Any]
    outputs: tuple[Output, ...] = ()
    on_failure: str = "Abort"
    on_cancel: str | None = None
    next_step: str | None = None
    is_end: bool = False
    critical: bool = True
    max_attempts: int = 1
    timeout_seconds: int | None = None
    inner: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document whose structure is sound."""

    parameters: Mapping[str, Mapping[str, Any]]
    variables: Mapping[str, Mapping[str, Any]]
    steps: tuple[Step, ...]
    outputs: tuple[str, ...]
    assume_role: str | None


def load(source: Mapping[str, Any] | str, where: str = "Automation document") -> dict[str, Any]:
    """The document as a mapping; BadInput when the source is not an Automation document at all."""
    remedy = f"Give a mapping with schemaVersion '{SCHEMA_VERSION}' and mainSteps"
    content: Any = source
    if isinstance(source, str):
        try:
            content = yaml.load(source, Loader=SAFE_LOADER)  # it is a safe one
        except yaml.YAMLError as error:
            problem = " ".join(str(error).split())
            raise BadInput(where, f"neither YAML nor JSON: {problem}", remedy) from error
    if not isinstance(content, Mapping):
        raise BadInput(where, f"not an Automation document but {type(content).__name__}", remedy)
    version = content.get("schemaVersion")
    if version != SCHEMA_VERSION:
        raise BadInput(where, f"not an Automation document: schemaVersion is {version!r}", remedy)
    if "mainSteps" not in content:
        raise BadInput(where, "not an Automation document: it has no mainSteps", remedy)
    return dict(content)


def build(content: Mapping[str, Any]) -> Document:
    """The document behind a mapping that ``structure.faults`` found sound."""
    return Document(
        parameters=content.get("parameters") or {},
        variables=content.get("variables") or {},
        steps=tuple(build_step(step) for step in content["mainSteps"]),
        outputs=tuple(content.get("outputs") or ()),
        assume_role=content.get("assumeRole"),
    )


def build_step(raw: Mapping[str, Any]) -> Step:
    """One step of such a mapping."""
    on_failure = raw.get("onFailure", "Abort")
    inputs = raw.get("inputs") or {}
    return Step(
        name=raw["name"],
        action=raw["action"],
        inputs={key: value for key, value in inputs.items() if not (raw["action"] == "aws:loop" and key == "Steps")},
        outputs=tuple(Output(item["Name"], item["Selector"], item["Type"]) for item in raw.get("outputs") or ()),
        on_failure=on_failure,
        on_cancel=raw.get("onCancel"),
        next_step=raw.get("nextStep"),
        is_end=raw.get("isEnd", False),
        critical=raw.get("isCritical", on_failure != "Continue"),
        max_attempts=raw.get("maxAttempts", 1),
        timeout_seconds=raw.get("timeoutSeconds"),
        inner=tuple(build_step(step) for step in inputs.get("Steps", ())) if raw["action"] == "aws:loop" else (),
    )
