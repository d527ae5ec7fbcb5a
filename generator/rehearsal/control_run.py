"""A control rehearsed: its template deployed, and on each case the deployed runbook run to preview, repair, repeat and restore.

Every call is held to the deployed role's policies.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator import registry
from generator.model import BadInput
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.account_region import AccountRegion
from generator.rehearsal.api_call import Hook
from generator.rehearsal.article_run import groups, launch
from generator.rehearsal.automation import Execution, SimulatedClock, run
from generator.rehearsal.committed import committed_parameters, template_text
from generator.rehearsal.permissions import Gate, unused_actions
from generator.rehearsal.scenario import Case, Ends, Scenario, Session, scenario_of
from generator.rehearsal.template.template import load


@dataclass(frozen=True)
class Phase:
    """One run of the runbook on one case; ``complaint`` is empty where it did what it should."""

    case: str
    name: str
    status: str
    outcome: str
    calls: tuple[str, ...]
    before: Any
    after: Any
    complaint: str = ""


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
        """What ``--json`` prints."""
        return {
            "identifier": self.identifier,
            "article": self.article,
            "region": self.region,
            "green": self.green,
            "phases": [vars(phase) | {"calls": list(phase.calls)} for phase in self.phases],
            "actions": list(self.used),
            "unused_actions": list(self.unused),
        }

    def lines(self) -> list[str]:
        """The report as people read it."""
        lines = [f"{self.identifier} of {self.article} in {self.region}"]
        for phase in self.phases:
            lines.append(f"  {phase.case}: {phase.name}: {phase.status} {phase.outcome}".rstrip())
            lines += [f"    {call}" for call in phase.calls]
            if phase.before != phase.after:
                lines += [
                    f"    before {json.dumps(phase.before, default=str)}",
                    f"    after  {json.dumps(phase.after, default=str)}",
                ]
            lines += [f"    WRONG: {phase.complaint}"] if phase.complaint else []
        lines += [f"  granted and never used: {', '.join(self.unused)}"] if self.unused else []
        return [*lines, f"  {'green' if self.green else 'RED'}"]


@dataclass(frozen=True)
class Remediation:
    """What Config would start: the deployed document, with the values of the remediation configuration."""

    document: str
    parameters: Mapping[str, Any]
    resource_parameter: str
    role_arn: str


class JudgedGate(Gate):
    """A gate behind which the account's service rules and doubles stand, as they do for its own sessions."""

    def __init__(self, place: AccountRegion) -> None:
        super().__init__(place.session)
        self._place = place

    def attach(self, session: Session, role_arn: str) -> None:
        """Permissions first, then what the service says."""
        super().attach(session, role_arn)
        Hook(self._place).register(session.events)


class ControlRun:
    """One control in one account; ``gate`` remembers the calls of all its runs."""

    def __init__(self, identifier: str, article: str, session: Session, region: str, gate: Gate | None = None) -> None:
        self.session = session
        self.region = region
        self.report = ControlReport(identifier, article, region)
        self.gate = gate or Gate(session)
        self.remediation = _remediation(identifier, session)

    def start(self, resource_id: str, **parameters: Any) -> Execution:
        """One run of the deployed runbook, as Config or a person would start it."""
        given = {**self.remediation.parameters, self.remediation.resource_parameter: resource_id, **parameters}
        return run(
            self.remediation.document,
            given,
            session=self.session,
            region=self.region,
            gate=self.gate,
            clock=SimulatedClock(),
        )

    def rehearse(self, case: Case) -> None:
        """All phases of one case."""
        resource_id = case.make(self.session)
        if case.ends is not Ends.REPAIRED:
            self._phase(case, "repair", resource_id, case.ends.name, DryRun="false")
            return
        if case.compliant(self.session, resource_id):
            self.report.phases.append(_wrong(case, "violate", "the case does not violate the control"))
        original = case.state(self.session, resource_id)
        self._phase(case, "preview", resource_id, "PREVIEW", DryRun="true")
        repaired = self._phase(case, "repair", resource_id, "REPAIRED", DryRun="false")
        self._phase(case, "repeat", resource_id, "UNCHANGED", DryRun="false")
        if "Restore" in self._parameter_names():
            before = repaired.outputs.get("Plan.Before", [])
            self._phase(case, "preview of restore", resource_id, "PREVIEW", DryRun="true", Restore=before)
            self._phase(case, "restore", resource_id, "RESTORED", original, DryRun="false", Restore=before)

    def _parameter_names(self) -> set[str]:
        return set(json.loads(self.remediation.document)["parameters"])

    def _phase(
        self, case: Case, name: str, resource_id: str, outcome: str, wanted: Any = None, **parameters: Any
    ) -> Execution:
        before = case.state(self.session, resource_id)
        execution = self.start(resource_id, **parameters)
        after = case.state(self.session, resource_id)
        got = str(execution.outputs.get("Plan.Outcome", ""))
        complaint = _complaint(execution, got, outcome, case, before == after)
        if not complaint and outcome == "REPAIRED" and not case.compliant(self.session, resource_id):
            complaint = "the resource is not compliant after the repair"
        if not complaint and outcome == "RESTORED" and after != wanted:
            complaint = f"the state is not what it was: {json.dumps(wanted, default=str)}"
        calls = tuple(
            f"{call.service}:{call.operation}{f' -> {call.error}' if call.error else ''}" for call in execution.calls
        )
        self.report.phases.append(Phase(case.name, name, execution.status, got, calls, before, after, complaint))
        return execution


def _complaint(execution: Execution, got: str, outcome: str, case: Case, same: bool) -> str:
    if outcome == "REFUSED":
        if execution.status == "Success":
            return "the runbook did not refuse"
        if case.refusal not in (execution.failure or ""):
            return f"it failed for another reason: {execution.failure}"
    elif execution.status != "Success":
        return f"{execution.failed_step}: {execution.failure}"
    elif got != outcome:
        return f"the outcome is {got}, not {outcome}"
    if outcome in ("PREVIEW", "UNCHANGED", "EXEMPT", "REFUSED") and not same:
        return "it changed the resource"
    return "" if outcome not in ("REPAIRED", "RESTORED") or not same else "it changed nothing"


def _wrong(case: Case, name: str, complaint: str) -> Phase:
    return Phase(case.name, name, "", "", (), None, None, complaint)


def rehearse_control(identifier: str, region: str = "us-east-1") -> ControlReport:
    """Deploy the first article that holds the control, with repair by hand, and rehearse every case of its scenario."""
    scenario = scenario_of(identifier)
    article = article_of(identifier)
    with StrictAccount(region=region) as account:
        (group,) = groups([article])
        for name in group:
            given = committed_parameters(name)
            if name == article:
                given |= {registry.controls()[identifier].pascal: "MANUAL", **scenario.parameters}
            made = launch(account, name, region, given=given)
            if not made.green:
                raise BadInput(
                    f"{name}: {identifier}", f"the stack cannot be made: {made.facts()}", "Rehearse the article first"
                )
        gate = JudgedGate(account.account_region(region))
        return rehearse_cases(ControlRun(identifier, article, account.session(region), region, gate), scenario)


def rehearse_cases(control_run: ControlRun, scenario: Scenario) -> ControlReport:
    """Every case, then what the role was granted in vain."""
    for case in scenario.cases:
        control_run.rehearse(case)
    policies = control_run.gate.policies(control_run.remediation.role_arn)
    grants = unused_actions(policies, control_run.gate.decisions)
    control_run.report.unused = (*grants.never_used, *(f"{pattern} (wildcard)" for pattern in grants.wildcards))
    control_run.report.used = tuple(
        sorted({decision.action for decision in control_run.gate.decisions if decision.allowed})
    )
    return control_run.report


def article_of(identifier: str) -> str:
    """The first committed template that holds the control's rule: one of a service before one of a theme, and none that is composed."""
    single = [name for name, article in registry.articles().items() if not article.composes]
    for name in sorted(single, key=lambda each: not each.startswith("config-rules-")):
        resources = load(template_text(name)).resources.values()
        if any(
            body.get("Properties", {}).get("Source", {}).get("SourceIdentifier") == identifier for body in resources
        ):
            return name
    raise BadInput(
        identifier, "no template holds the control", "Yield config_control(CONTROL) in an article, and run make build"
    )


def _remediation(identifier: str, session: Session) -> Remediation:
    config = session.client("config")
    rules = config.describe_config_rules()["ConfigRules"]
    names = [rule["ConfigRuleName"] for rule in rules if rule["Source"].get("SourceIdentifier") == identifier]
    (found,) = config.describe_remediation_configurations(ConfigRuleNames=names)["RemediationConfigurations"]
    given = found["Parameters"]
    static = {name: value["StaticValue"]["Values"] for name, value in given.items() if "StaticValue" in value}
    (resource,) = [name for name, value in given.items() if "ResourceValue" in value]
    document = session.client("ssm").get_document(Name=found["TargetId"], DocumentFormat="JSON")["Content"]
    parameters = {name: values[0] if len(values) == 1 else values for name, values in static.items()}
    return Remediation(document, parameters, resource, parameters["AutomationAssumeRole"])
