"""What a rehearsal of a control tells: each phase with its calls, the state before and after, and what is wrong with it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from generator.automation import Execution


@dataclass(frozen=True)
class StepCall:
    """One API call of a step, ``ec2:DescribeVpcs``; ``error`` is empty where it was answered."""

    step: str
    call: str
    error: str = ""

    def __str__(self) -> str:
        return f"{self.step}: {self.call}{f' -> {self.error}' if self.error else ''}"


def step_calls(execution: Execution) -> tuple[StepCall, ...]:
    """Every call of a run in order; those made in a loop are told once."""
    return tuple(
        StepCall(record.name, f"{call.service}:{call.operation}", call.error or "")
        for record in execution.steps
        if record.action != "aws:loop"
        for call in record.calls
    )


@dataclass(frozen=True)
class Phase:
    """One run of the runbook on one case; ``complaint`` is empty where it did what it should."""

    case: str
    resource: str
    name: str
    status: str
    outcome: str
    calls: tuple[StepCall, ...]
    before: Any
    after: Any
    complaint: str = ""

    def lines(self) -> list[str]:
        """The phase as people read it."""
        where = f"{self.case} ({self.resource}): " if self.case else ""
        lines = [f"{where}{self.name}: {self.status} {self.outcome}".rstrip(" :")]
        lines += [f"  {call}" for call in self.calls]
        if self.before != self.after:
            lines += [
                f"  before {json.dumps(self.before, default=str)}",
                f"  after  {json.dumps(self.after, default=str)}",
            ]
        return lines + ([f"  WRONG: {self.complaint}"] if self.complaint else [])


@dataclass
class ControlReport:
    """What the phases did, and which granted actions none of them used."""

    identifier: str
    article: str
    region: str
    phases: list[Phase] = field(default_factory=list)
    unused: tuple[str, ...] = ()
    used: tuple[str, ...] = ()

    @property
    def green(self) -> bool:
        """Whether every phase did what it should and every granted action was used."""
        return bool(self.phases) and not self.unused and not any(phase.complaint for phase in self.phases)

    def facts(self) -> dict[str, Any]:
        """What ``--json`` prints; states come as JSON can hold them, dates as text."""
        phases = json.dumps([asdict(phase) for phase in self.phases], default=str)
        return {
            "identifier": self.identifier,
            "article": self.article,
            "region": self.region,
            "green": self.green,
            "phases": json.loads(phases),
            "actions": list(self.used),
            "unused_actions": list(self.unused),
        }

    def lines(self) -> list[str]:
        """The report as people read it."""
        lines = [f"{self.identifier} of {self.article} in {self.region}"]
        lines += [f"  {line}" for phase in self.phases for line in phase.lines()]
        lines += [f"  granted and never used: {', '.join(self.unused)}"] if self.unused else []
        return [*lines, f"  {'green' if self.green else 'RED'}"]
