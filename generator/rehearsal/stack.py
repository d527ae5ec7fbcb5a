"""A stack as its owner sees it: status, events, resources, outputs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from generator.template.template import Template


@dataclass(frozen=True)
class StackEvent:
    """One change of a resource's (or the stack's own) status."""

    timestamp: datetime
    logical_id: str
    physical_id: str
    type_name: str
    status: str
    reason: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.status, self.type_name, self.logical_id, self.reason) if part)


@dataclass
class StackResource:
    """A resource that the stack made; ``properties`` are what it was made (or last updated) with."""

    logical_id: str
    type_name: str
    status: str
    properties: dict[str, Any] = field(default_factory=dict)
    physical_id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    deletion_policy: str = "Delete"
    update_replace_policy: str = "Delete"
    reason: str = ""
    timestamp: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True)
class Output:
    """One output of a stack; ``export`` is empty if it is not exported."""

    value: str
    description: str = ""
    export: str = ""


@dataclass
class Stack:
    """A stack of the strict account; it stays readable after it is deleted."""

    name: str
    stack_id: str
    account_id: str
    region: str
    template: Template
    parameters: dict[str, Any]
    capabilities: tuple[str, ...] = ()
    disable_rollback: bool = False
    tags: Mapping[str, str] = field(default_factory=dict)
    status: str = ""
    status_reason: str = ""
    events: list[StackEvent] = field(default_factory=list)
    resources: dict[str, StackResource] = field(default_factory=dict)
    """By logical id, in the order in which they were completed."""
    outputs: dict[str, Output] = field(default_factory=dict)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    updated: datetime | None = None
    deleted: datetime | None = None

    @property
    def failures(self) -> tuple[StackEvent, ...]:
        """The events that say why a deployment failed, oldest first."""
        return tuple(event for event in self.events if event.status.endswith("_FAILED"))

    @property
    def live(self) -> bool:
        """Whether the stack's name is taken."""
        return self.status != "DELETE_COMPLETE"
