"""Starts an operation of a stack set and follows it to its end, down to each instance that failed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperation.html
"""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from generator.stack_sets.reasons import Reason, reason
from generator.stack_sets.refusals import Refused
from generator.stack_sets.service import StackSets
from generator.stack_sets.stored import UNDER_WAY, under_way

FIRST_WAIT: Final = 2.0
LONGEST_WAIT: Final = 20.0
"""Seconds between two looks at an operation."""
FEW_PAGES: Final = 5
SELDOM: Final = 10
"""The results of an operation that has more pages than a few are read with each tenth look, and at its end."""
PATIENCE: Final = 30
"""Looks in a row that AWS may throttle, or refuse to start because of another operation, before the command gives up."""
BUSY: Final = frozenset({"OperationInProgressException", "StaleRequestException"})


@dataclass(frozen=True, slots=True)
class Failure:
    """An instance on which an operation failed, with AWS's words."""

    account: str
    region: str
    words: str

    @property
    def known(self) -> Reason:
        """The known reason and its remedy."""
        return reason(self.words)


@dataclass(frozen=True)
class State:
    """An operation as it was last seen; ``counts`` are its instances by their status."""

    name: str
    operation_id: str
    action: str
    status: str
    counts: Mapping[str, int]
    seconds: float
    words: str = ""


@dataclass(frozen=True)
class Outcome:
    """An operation that has ended."""

    state: State
    failures: tuple[Failure, ...]
    uncounted: int = 0
    """Failed instances that AWS counts and no result names."""

    @property
    def succeeded(self) -> bool:
        """Whether every instance did: AWS calls an operation SUCCEEDED below its failure tolerance."""
        return self.state.status == "SUCCEEDED" and not self.failures and not self.uncounted


@dataclass
class Follower:
    """Follows operations; ``on_state`` sees each look, ``sleep`` waits between them, ``current`` is what runs."""

    service: StackSets
    on_state: Callable[[State], object]
    sleep: Callable[[float], object]
    current: State | None = field(default=None)

    def run(self, name: str, operation: str, members: Mapping[str, Any]) -> Outcome:
        """Start an operation, after those that are in its way, and follow it."""
        operation_id = str(uuid.uuid4())
        for _ in range(PATIENCE):
            try:
                self.service.call(operation, name, StackSetName=name, OperationId=operation_id, **members)
            except Refused as error:
                if error.code not in BUSY:
                    raise
                self.finish(name)
                self.sleep(FIRST_WAIT)
                continue
            return self.follow(name, operation_id)
        raise Refused(name, "other operations kept this one from starting", "Run the same command again later", "")

    def finish(self, name: str) -> tuple[Outcome, ...]:
        """Follow every operation of a stack set that has not ended, whoever started it."""
        return tuple(self.follow(name, each["OperationId"]) for each in under_way(self.service, name))

    def follow(self, name: str, operation_id: str) -> Outcome:
        """Look at an operation until it has ended; a look that AWS throttles is taken again later."""
        started, wait, refused, looks = monotonic(), FIRST_WAIT, 0, 0
        results: tuple[dict[str, int], tuple[Failure, ...], int] = ({}, (), 0)
        while True:
            try:
                found = self._look(name, operation_id)
                if found["Status"] not in UNDER_WAY or results[2] < FEW_PAGES or looks % SELDOM == 0:
                    results = self._results(name, operation_id)
            except Refused as error:
                refused += 1
                if not error.throttled or refused > PATIENCE:
                    raise
                self.sleep(LONGEST_WAIT)
                continue
            refused, looks = 0, looks + 1
            counts, failures, _ = results
            words = " ".join(found.get("StatusReason", "").split())
            seconds = monotonic() - started
            state = State(name, operation_id, found["Action"], found["Status"], counts, seconds, words)
            self.current = state if found["Status"] in UNDER_WAY else None
            self.on_state(state)
            if self.current is None:
                failed = found.get("StatusDetails", {}).get("FailedStackInstancesCount", 0)
                return Outcome(state, failures, max(0, failed - len(failures)))
            self.sleep(wait)
            wait = min(wait * 1.5, LONGEST_WAIT)

    def _look(self, name: str, operation_id: str) -> Mapping[str, Any]:
        answer = self.service.call("describe_stack_set_operation", name, StackSetName=name, OperationId=operation_id)
        found: Mapping[str, Any] = answer["StackSetOperation"]
        return found

    def _results(self, name: str, operation_id: str) -> tuple[dict[str, int], tuple[Failure, ...], int]:
        """Instances by status, those that failed, and how many pages it took."""
        counts: Counter[str] = Counter()
        failures = []
        found = self.service.pages(
            "list_stack_set_operation_results",
            "Summaries",
            name,
            StackSetName=name,
            OperationId=operation_id,
            MaxResults=100,
        )
        for result in found:
            counts[result["Status"]] += 1
            if result["Status"] in ("FAILED", "CANCELLED"):
                words = result.get("StatusReason") or result.get("AccountGateResult", {}).get("StatusReason", "")
                failures.append(Failure(result["Account"], result["Region"], " ".join(words.split())))
        return dict(counts), tuple(failures), counts.total() // 100
