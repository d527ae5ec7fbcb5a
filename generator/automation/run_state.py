"""What one run holds while it goes on: the account it acts in, the values so far, the records so far."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from generator.automation.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import boto3

    from generator.automation.clock import Clock
    from generator.automation.document import Document
    from generator.automation.execution import Execution, StepRecord
    from generator.automation.recorder import Recorder


class Gate(Protocol):
    """What a run asks before it acts as a role; ``permissions.Gate`` is one."""

    def assume(self, role_arn: str, execution_arn: str) -> None:
        """Raises ClientError when the role's trust policy does not let Systems Manager assume it."""

    def attach(self, session: boto3.Session, role_arn: str) -> None:
        """Every later call of the session is held to the role's policies."""

    def check(self, role_arn: str, service: str, operation: str, parameters: Mapping[str, Any], region: str) -> None:
        """Raises ClientError when the role may not make this call."""


@dataclass(frozen=True)
class ApprovalRequest:
    """What an ``aws:approve`` step asks, of whom."""

    step: str
    message: str | None
    approvers: tuple[str, ...]
    required: int


@dataclass(frozen=True)
class Surroundings:
    """What a run was started with, the same for the runs that it starts."""

    session: boto3.Session
    """Assumes the roles, as Systems Manager itself does."""
    region: str
    account: str
    partition: str
    clock: Clock
    gate: Gate | None
    approve: Callable[[ApprovalRequest], bool | None] | None
    """True approves, false rejects, ``None`` lets the step time out."""
    documents: Callable[[str], Mapping[str, Any] | str | None] | None
    depth: int = 0
    caller: boto3.Session | None = None
    """The session of the run that started this one: what a document without a role acts with."""
    caller_role: str | None = None


@dataclass
class Run:
    """A run that goes on; ``values`` are the references that can be resolved now."""

    document: Document
    execution_id: str
    surroundings: Surroundings
    session: boto3.Session
    role: str | None
    recorder: Recorder
    values: dict[str, Any]
    run_steps: Callable[[Run, tuple[Any, ...]], None]
    start: Callable[[Any, Mapping[str, Any], Surroundings], Execution]
    records: list[StepRecord] = field(default_factory=list)
    loops: list[tuple[str, int]] = field(default_factory=list)
    critical_failure: tuple[str, str] | None = None
    """The step and the message of the first critical failure that did not stop the run."""

    clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        """The client of the run's session for a service, made once."""
        if service not in self.clients:
            make: Any = self.session.client
            self.clients[service] = make(service, region_name=self.surroundings.region)
        return self.clients[service]

    @property
    def clock(self) -> Clock:
        return self.surroundings.clock

    def lookup(self, name: str) -> Any:
        """The value of a reference; LookupError when the step that would give it did not run."""
        if name in self.values:
            return self.values[name]
        if name.startswith("global:DATE"):
            form = "%Y-%m-%d" if name == "global:DATE" else "%Y-%m-%d_%H.%M.%S"
            return datetime.datetime.fromtimestamp(self.clock.now(), datetime.UTC).strftime(form)
        raise LookupError(f"reference {{{{ {name} }}}} has no value: what gives it did not run or did not succeed")


class StepFailed(Fault):
    """A step whose failure ends the run or the loop it is in."""

    def __init__(self, step: str, where: str, problem: str, *, timed_out: bool) -> None:
        self.step = step
        self.timed_out = timed_out
        super().__init__(where, problem)
