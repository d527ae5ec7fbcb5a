"""What a run leaves behind: its status, its outputs, and a record of every step and every API call.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AutomationExecution.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["Success", "Failed", "TimedOut"]


@dataclass(frozen=True)
class ApiCall:
    """One API call: boto3's service name, the operation, its parameters, and how it was answered."""

    service: str
    operation: str
    region: str
    parameters: Mapping[str, Any]
    response: str | None
    """The answer as JSON text, shortened; ``None`` when the call failed."""
    error: str | None


@dataclass(frozen=True)
class StepRecord:
    """One step as it ran; a step inside ``aws:loop`` has one record for each ``iteration``."""

    name: str
    action: str
    status: Status
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    calls: tuple[ApiCall, ...]
    error: str | None
    attempts: int = 1
    loop: str | None = None
    iteration: int | None = None
    printed: tuple[str, ...] = ()
    """What an ``aws:executeScript`` step printed, line by line."""


@dataclass(frozen=True)
class Execution:
    """The end of a run.

    ``outputs`` holds the document's outputs under the names that it gives them (``Verify.Outcome``), with their
    declared types; an output of a step that did not succeed is absent.
    """

    status: Status
    outputs: Mapping[str, Any]
    steps: tuple[StepRecord, ...]
    failure: str | None
    failed_step: str | None
    execution_id: str
    role: str | None = None
    faults: tuple[str, ...] = field(default=())
    """All faults found before anything ran; empty when the run began."""

    @property
    def calls(self) -> tuple[ApiCall, ...]:
        """Every API call of the run in order; those made in a loop are counted once."""
        return tuple(call for record in self.steps if record.action != "aws:loop" for call in record.calls)

    def step(self, name: str) -> StepRecord:
        """The last record of a step; ``KeyError`` when it did not run."""
        for record in reversed(self.steps):
            if record.name == name:
                return record
        raise KeyError(name)
