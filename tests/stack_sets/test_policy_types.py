import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.stack_sets.policy_types import policy_type_steps
from generator.stack_sets.preparation import Preparation

Baseline = Callable[..., Result]
TEMPLATE = Path("templates/organization-enablement.yaml")
KINDS = ("INSPECTOR_POLICY", "SECURITYHUB_POLICY", "GUARDDUTY_POLICY")
TYPES = tuple(word for kind in KINDS for word in ("--policy-type", kind))


@pytest.fixture
def bare() -> Iterator[StrictOrganization]:
    with StrictOrganization(Unit("Root", accounts=("audit",)), light=True) as made:
        yield made


def prepare(baseline: Baseline, *arguments: str, answer: str = "") -> Result:
    return baseline(
        "organization", "prepare", "--regions", "us-east-1", "--service", "inspector", *arguments, input=answer
    )


def test_no_type_is_enabled_that_is_not_named(bare: StrictOrganization, baseline: Baseline) -> None:
    assert prepare(baseline, "--yes").exit_code == 0
    assert bare.policies.types == set()


def test_a_type_is_enabled_once_and_said_first(bare: StrictOrganization, baseline: Baseline) -> None:
    plan = prepare(baseline, "--policy-type", "GUARDDUTY_POLICY", answer="n\n")
    assert "policies: policies of type GUARDDUTY_POLICY: to do\n" in plan.output
    assert bare.policies.types == set()
    first = prepare(baseline, *TYPES, "--yes")
    assert first.exit_code == 0, first.output
    assert bare.policies.types == {*KINDS}
    bare.calls.clear()
    again = json.loads(prepare(baseline, *TYPES, "--json").stdout)
    assert (again["made"], [step["doneBefore"] for step in again["steps"]]) == (0, [True] * len(again["steps"]))
    assert "organizations:EnablePolicyType" not in bare.calls


def test_the_policies_of_the_article_are_made_and_attached_then(bare: StrictOrganization, baseline: Baseline) -> None:
    values = {f"{name}Enablement": "ENABLED" for name in ("Inspector", "SecurityHub", "GuardDuty")}
    values |= {"InspectorEnablementTargetIds": f"{bare.root},{bare.account('audit')}"}
    early = bare.aws.create_stack("early", TEMPLATE.read_text(), values)
    assert "PolicyTypeNotEnabledException" in early.failures[0].reason
    bare.policies.kept.clear()
    prepare(baseline, *TYPES, "--yes")
    stack = bare.aws.create_stack("enablement", TEMPLATE.read_text(), values)
    assert (stack.status, [event.reason for event in stack.failures]) == ("CREATE_COMPLETE", [])
    attached = {policy.kind: policy.targets for policy in bare.policies.kept.values()}
    assert {kind: sorted(targets) for kind, targets in attached.items()} == {
        "INSPECTOR_POLICY": sorted([bare.root, bare.account("audit")]),
        "SECURITYHUB_POLICY": [],
        "GUARDDUTY_POLICY": [],
    }


@pytest.mark.parametrize(
    ("status", "done", "obstacle"),
    [("ENABLED", True, False), ("PENDING_ENABLE", True, False), ("PENDING_DISABLE", False, True)],
)
def test_a_type_that_is_on_its_way_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, status: str, done: bool, obstacle: bool
) -> None:
    class Organizations:
        def pages(self, operation: str, items: str) -> Iterator[dict[str, object]]:
            assert (operation, items) == ("list_roots", "Roots")
            yield {"Id": "r-abcd", "PolicyTypes": [{"Type": "INSPECTOR_POLICY", "Status": status}]}

    monkeypatch.setattr(Preparation, "client", lambda *_: Organizations())
    preparation = Preparation(session=None, services=(), administrator=None, regions=("us-east-1",))  # type: ignore[arg-type]  # asks nobody
    (step,) = policy_type_steps(preparation, ["INSPECTOR_POLICY"])
    assert (step.done, bool(step.obstacle)) == (done, obstacle)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--policy-type", "TAGS"), "no template makes policies of this type"),
        (("--policy-type", "INSPECTOR_POLICY", "--auto-enable", "NEW"), "it is for another account than --auto-enable"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    bare: StrictOrganization, baseline: Baseline, arguments: tuple[str, ...], words: str
) -> None:
    result = prepare(baseline, *arguments, "--yes")
    assert result.exit_code == 2
    (line,) = result.output.splitlines()
    assert words in line
    assert bare.policies.types == set()
