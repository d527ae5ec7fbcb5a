"""What became of a deployment, a removal or a look at the stack sets, in words and in facts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from generator.stack_sets.deployment import Result
from generator.stack_sets.operations import Failure, Outcome
from generator.stack_sets.removal import SetRemoval
from generator.stack_sets.status import SetStatus

SHOWN = 8


def result_facts(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The results for programs."""
    return [
        {
            "article": result.article,
            "succeeded": result.succeeded,
            **({"blockedBy": result.blocked} if result.blocked else {}),
            "operations": [outcome_facts(outcome) for outcome in result.outcomes],
        }
        for result in results
    ]


def outcome_facts(outcome: Outcome) -> dict[str, Any]:
    """One operation for programs."""
    state = outcome.state
    return {
        "operation": state.operation_id,
        "action": state.action,
        "status": state.status,
        "instances": dict(state.counts),
        "failures": [_failure_facts(failure) for failure in outcome.failures],
    }


def _failure_facts(failure: Failure) -> dict[str, str]:
    known = failure.known
    return {
        "account": failure.account,
        "region": failure.region,
        "words": failure.words,
        "reason": known.name,
        "remedy": known.remedy,
    }


def result_lines(results: Sequence[Result]) -> Iterator[str]:
    """A line for each article, and each failure with its remedy."""
    for result in results:
        if result.blocked:
            yield f"{result.article}: not begun, because {result.blocked} failed"
            continue
        yield f"{result.article}: {'done' if result.succeeded else 'FAILED'}"
        for outcome in result.outcomes:
            yield from outcome_lines(outcome)


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """Why an operation, or an instance of it, failed."""
    state = outcome.state
    if outcome.succeeded:
        return
    words = f": {state.words}" if state.words else ""
    failed = len(outcome.failures) + outcome.uncounted
    yield f"  {state.action} is {state.status} with {failed} failed instances{words}"
    yield from failure_lines(outcome.failures)


def failure_lines(failures: Sequence[Failure]) -> Iterator[str]:
    """The failures by their reasons, each reason with its remedy."""
    by_reason: dict[str, list[Failure]] = defaultdict(list)
    for failure in failures:
        by_reason[failure.known.name].append(failure)
    for name, alike in sorted(by_reason.items()):
        yield f"  {len(alike)} x {name}. {alike[0].known.remedy}."
        for failure in alike[:SHOWN]:
            yield f"    {failure.account} {failure.region}: {failure.words or 'no reason given'}"
        if alike[SHOWN:]:
            yield f"    and {len(alike) - SHOWN} more: see --json"


def removal_facts(planned: Sequence[SetRemoval]) -> list[dict[str, Any]]:
    """A removal's plan for programs."""
    return [
        {
            "article": each.article,
            "stackSet": each.name,
            "exists": each.there,
            "stacks": each.stacks,
            "accounts": len(each.places),
            "keptInEachStack": list(each.kept),
        }
        for each in planned
    ]


def removal_lines(planned: Sequence[SetRemoval], *, whole: bool, retain: bool) -> Iterator[str]:
    """What goes and what stays, in the order of the removal."""
    for each in planned:
        if not each.there:
            yield f"{each.name}: it is not there"
            continue
        verb = "leave" if retain else "delete"
        then = ", then the stack set" if whole else ""
        yield f"{each.name}: {verb} {each.stacks} stacks of {len(each.places)} accounts{then}"
        if each.kept and each.stacks and not retain:
            yield f"  stays in every account and Region that has it: {', '.join(each.kept)}"


def status_facts(found: Sequence[SetStatus]) -> list[dict[str, Any]]:
    """The status for programs."""
    return [
        {
            "stackSet": each.name,
            "article": each.article,
            "exists": each.there,
            "template": "current" if each.current_template else "differs",
            "accounts": each.accounts,
            "instances": dict(each.statuses),
            "regions": dict(each.regions),
            "drift": dict(each.drift),
            "drifted": [{"account": account, "region": region} for account, region in each.drifted],
            "failures": [_failure_facts(failure) for failure in each.failures],
            "operationsRunning": [it["OperationId"] for it in each.under_way],
        }
        for each in found
    ]


STATUS_HEADINGS = ("stack set", "accounts", "Regions", "instances", "template", "drift", "running")


def status_rows(found: Sequence[SetStatus]) -> list[tuple[str, ...]]:
    """The table of a status, a row for each stack set."""
    return [
        (
            each.name,
            str(each.accounts),
            str(len(each.regions)),
            _counted(each.statuses) if each.there else "not there",
            "" if not each.there else "current" if each.current_template else "differs",
            _counted(each.drift),
            ", ".join(it["Action"] for it in each.under_way),
        )
        for each in found
    ]


def _counted(counts: Any) -> str:
    return ", ".join(f"{number} {status}" for status, number in counts.items())


def status_lines(found: Sequence[SetStatus]) -> Iterator[str]:
    """What the table does not say: failures with their remedies, and drifted instances."""
    for each in found:
        if each.failures:
            yield f"{each.name}: {len(each.failures)} instances are not current"
            yield from failure_lines(each.failures)
        for account, region in each.drifted:
            yield f"{each.name}: {account} {region} has drifted"
