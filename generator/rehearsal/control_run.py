"""A control rehearsed: its template deployed, and on each case the deployed runbook run to preview, repair, repeat and restore.

Every call is held to the deployed role's policies.
"""

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final

from generator import registry
from generator.automation import Execution, SimulatedClock, run
from generator.permissions.gate import Gate
from generator.permissions.unused import unused_actions
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.api_call import Hook
from generator.rehearsal.article_run import groups, launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.control_report import ControlReport, Phase, StepCall, step_calls
from generator.rehearsal.deployed_runbook import DeployedRunbook, article_of, association_name, of_association, of_rule
from generator.rehearsal.scenario import Case, Ends, Scenario, scenario_of

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

READS: Final = (
    "BatchGet",
    "Check",
    "Describe",
    "Generate",
    "Get",
    "Head",
    "List",
    "Lookup",
    "Query",
    "Scan",
    "Search",
    "Select",
)
"""How the names of calls begin that change nothing of a resource (GenerateCredentialReport only makes a report)."""


class JudgedGate(Gate):
    """A gate behind which the account's service rules and doubles stand, as they do for its own sessions."""

    def __init__(self, place: "AccountRegion") -> None:
        super().__init__(place)  # type: ignore[arg-type]  # a session whose clients are kept
        self._place = place

    def attach(self, session: Any, role_arn: str) -> None:
        """Permissions first, then what the service says."""
        super().attach(session, role_arn)
        Hook(self._place).register(session.events)


class ControlRun:
    """One control in one account and Region; ``gate`` remembers the calls of all its runs.

    ``association`` is the name of the one that runs the control, where no Config rule does; ``deployed`` is what a person starts, where
    neither does.
    """

    def __init__(
        self,
        identifier: str,
        article: str,
        place: "AccountRegion",
        association: str = "",
        deployed: DeployedRunbook | None = None,
    ) -> None:
        self.place = place
        self.report = ControlReport(identifier, article, place.region)
        self.gate = JudgedGate(place)
        by_itself = of_association(association, place) if association else None
        self.deployed = deployed or by_itself or of_rule(identifier, place)

    def start(self, resource_id: str, **parameters: Any) -> Execution:
        """One run of the deployed runbook, as Config or a person would start it."""
        given = {**self.deployed.parameters, self.deployed.resource_parameter: resource_id, **parameters}
        return run(
            self.deployed.document,
            given,
            session=self.place,  # type: ignore[arg-type]  # a session whose clients are kept
            region=self.place.region,
            gate=self.gate,
            clock=SimulatedClock(),
        )

    def rehearse(self, case: Case) -> None:
        """All phases of one case, up to the first that does not do what it should."""
        resource_id = case.make(self.place)
        original = case.state(self.place, resource_id)
        if case.ends is Ends.REPAIRED and case.compliant(self.place, resource_id):
            self._wrong(case, resource_id, "violate", "the case does not violate the control")
            return
        if case.ends is not Ends.REPAIRED:
            self._phase(case, "repair", resource_id, case.ends.name, DryRun="false")
            return
        self._phase(case, "preview", resource_id, "PREVIEW", DryRun="true")
        repaired = self._phase(case, "repair", resource_id, "REPAIRED", DryRun="false")
        self._phase(case, "repeat", resource_id, "UNCHANGED", DryRun="false")
        if case.restores and "Restore" in self._parameter_names():
            before = (_output(repaired, "Before") if repaired else None) or []
            self._phase(case, "preview of restore", resource_id, "PREVIEW", DryRun="true", Restore=before)
            self._phase(case, "restore", resource_id, "RESTORED", original, DryRun="false", Restore=before)

    def _parameter_names(self) -> set[str]:
        return set(json.loads(self.deployed.document).get("parameters", ()))

    def _phase(
        self, case: Case, name: str, resource_id: str, outcome: str, wanted: Any = None, **parameters: Any
    ) -> Execution | None:
        if any(phase.complaint for phase in self.report.phases if phase.case == case.name):
            return None
        before = case.state(self.place, resource_id)
        execution = self.start(resource_id, **parameters)
        after = case.state(self.place, resource_id)
        calls = step_calls(execution)
        # What a failed run has planned is not what it did.
        got = str(_output(execution, "Outcome") or "") if execution.status == "Success" else "FAILED"
        complaint = (
            _complaint(execution, got, outcome, case)
            or _change_complaint(outcome, before == after, calls)
            or self._state_complaint(case, resource_id, outcome, after, wanted)
        )
        self.report.phases.append(
            Phase(case.name, resource_id, name, execution.status, got, calls, before, after, complaint)
        )
        return execution

    def _state_complaint(self, case: Case, resource_id: str, outcome: str, after: Any, wanted: Any) -> str:
        # What a runbook leaves alone need not comply: the rule may not be about it.
        repaired = case.ends is Ends.REPAIRED and outcome in ("REPAIRED", "UNCHANGED")
        if repaired and not case.compliant(self.place, resource_id):
            return f"the resource is not compliant, and the outcome is {outcome}"
        if outcome == "RESTORED" and after != wanted:
            return f"the state is not what it was: {json.dumps(wanted, default=str)}"
        return ""

    def _wrong(self, case: Case, resource_id: str, name: str, complaint: str) -> None:
        self.report.phases.append(Phase(case.name, resource_id, name, "", "", (), None, None, complaint))


def _output(execution: Execution, name: str) -> Any:
    """The document's output of that name, whichever step gives it."""
    return next((value for key, value in execution.outputs.items() if key.endswith(f".{name}")), None)


def _complaint(execution: Execution, got: str, outcome: str, case: Case) -> str:
    if outcome == "REFUSED":
        if execution.status == "Success":
            return "the runbook did not refuse"
        refused = case.refusal in (execution.failure or "")
        return "" if refused else f"it failed for another reason: {execution.failure}"
    if execution.status != "Success":
        return "; ".join(execution.faults) or f"{execution.failure}"
    return "" if got == outcome else f"the outcome is {got or 'missing'}, not {outcome}"


def _change_complaint(outcome: str, same: bool, calls: tuple[StepCall, ...]) -> str:
    if outcome in ("REPAIRED", "RESTORED"):
        return "it changed nothing" if same else ""
    if not same:
        return "it changed the resource"
    answered = [each for each in calls if not each.error]
    writes = [
        f"{each.step} called {each.call}" for each in answered if not each.call.partition(":")[2].startswith(READS)
    ]
    return f"it should only read: {', '.join(writes)}" if writes else ""


def rehearse_control(identifier: str, region: str = "us-east-1", article: str = "") -> ControlReport:
    """Deploy the article, or the first that holds the control, with repair by hand or on schedule, and rehearse every case."""
    scenario = scenario_of(identifier)
    article = article or article_of(identifier)
    with StrictAccount(region=region) as account:
        complaint = _deploy(account, identifier, article, region, scenario.parameters)
        if complaint:
            report = ControlReport(identifier, article, region)
            report.phases.append(Phase("", "", "deploy", "", "", (), None, None, complaint))
            return report
        place, association = account.account_region(region), association_name(identifier, article)
        return rehearse_cases(ControlRun(identifier, article, place, association), scenario)


def rehearse_controls(identifiers: Sequence[str], region: str = "us-east-1") -> list[ControlReport]:
    """The same for several controls, spread over the cores; in the order in which they are named."""
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(identifiers)), mp_context=get_context("spawn")) as pool:
        return list(pool.map(rehearse_control, identifiers, [region] * len(identifiers)))


def _deploy(account: StrictAccount, identifier: str, article: str, region: str, parameters: Mapping[str, str]) -> str:
    (group,) = groups([article])
    for name in group:
        given = committed_parameters(name)
        if name == article:
            choice = registry.controls()[identifier].pascal
            on_schedule = association_name(identifier, article)
            given |= {f"Enforce{choice}": "AUTOMATIC"} if on_schedule else {choice: "MANUAL"}
            given |= parameters
        made = launch(account, name, region, given=given)
        if made.stack is None:
            return f"{name}: {made.refused}"
        if not made.green:
            return f"{name}: {'; '.join(str(event) for event in made.stack.failures)}"
    return ""


def rehearse_cases(control_run: ControlRun, scenario: Scenario) -> ControlReport:
    """Every case, then what the role was granted in vain; a run that went wrong says nothing about that."""
    for case in scenario.cases:
        control_run.rehearse(case)
    report, gate = control_run.report, control_run.gate
    report.used = tuple(sorted({decision.action for decision in gate.decisions if decision.allowed}))
    if not any(phase.complaint for phase in report.phases):
        grants = unused_actions(gate.policies(control_run.deployed.role_arn), gate.decisions)
        report.unused = (*grants.never_used, *(f"{pattern} (wildcard)" for pattern in grants.wildcards))
    return report
