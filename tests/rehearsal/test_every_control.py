import json
from pathlib import Path

import pytest

from generator import registry
from generator.rehearsal import scenarios
from generator.rehearsal.control_run import rehearse_control
from generator.rehearsal.scenario import Ends, scenario_of

REPAIRED = [identifier for identifier, control in registry.controls().items() if control.runbook is not None]


def test_every_control_with_a_runbook_has_a_scenario_and_no_other_has() -> None:
    files = {path.stem.upper() for path in Path(scenarios.__path__[0]).glob("[a-z]*.py")}
    assert files == set(REPAIRED)
    assert REPAIRED


@pytest.mark.parametrize("identifier", REPAIRED)
def test_a_scenario_has_cases_that_violate_and_an_edge(identifier: str) -> None:
    cases = scenario_of(identifier).cases
    ends = [case.ends for case in cases]
    assert Ends.REPAIRED in ends
    assert Ends.UNCHANGED in ends
    assert len(cases) >= 3
    assert len({case.name for case in cases}) == len(cases)


@pytest.mark.parametrize("identifier", REPAIRED)
def test_its_rehearsal_is_green_and_told_as_json(identifier: str) -> None:
    report = rehearse_control(identifier)
    assert report.green, "\n".join(report.lines())
    facts = json.loads(json.dumps(report.facts()))
    assert facts["identifier"] == identifier
    assert facts["article"] in registry.articles()
    assert (facts["region"], facts["green"], facts["unused_actions"]) == ("us-east-1", True, [])
    assert facts["actions"]
    assert {phase["case"] for phase in facts["phases"]} == {case.name for case in scenario_of(identifier).cases}
    for phase in facts["phases"]:
        assert phase.keys() == {
            "case",
            "resource",
            "name",
            "status",
            "outcome",
            "calls",
            "before",
            "after",
            "complaint",
        }
        assert phase["calls"]
        assert all(call.keys() == {"step", "call", "error"} for call in phase["calls"])
        assert (phase["before"] != phase["after"]) is (phase["outcome"] in ("REPAIRED", "RESTORED"))
    told = "\n".join(report.lines())
    assert all(phase["resource"] in told for phase in facts["phases"])
    undone = registry.controls()[identifier].runbook
    assert undone is not None
    assert any(phase["name"] == "restore" for phase in facts["phases"]) is (undone.undo is not None)


@pytest.mark.parametrize("identifier", REPAIRED)
def test_every_refusal_changes_nothing(identifier: str) -> None:
    assert all(case.refusal for case in scenario_of(identifier).cases if case.ends is Ends.REFUSED)
