import json
from typing import Any

import pytest

from generator.blocks import state_runbook
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps


def read(events: Events) -> dict[str, Any]:
    return {"On": events["Now"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    return bool(state["On"])


def restore(events: Events, context: object) -> None:
    pass


def tags(events: Events) -> list[str]:
    return ["baseline-exempt"]


REPAIR = ({"name": "TurnOn", "action": "aws:executeAwsApi", "inputs": {"Service": "ec2", "Api": "DescribeVpcs"}},)


def handler(step: Any, **replaced: Any) -> Any:
    space: dict[str, Any] = {}
    exec(step["inputs"]["Script"], space)
    space.update(replaced)
    return space[step["inputs"]["Handler"]]


def planned(functions: StateFunctions, events: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = handler(state_steps(functions, {"Now": "{{ Now }}"})[0])(events, None)
    return result


UNDOABLE = StateFunctions(read=read, complies=complies, repair=REPAIR, restore=restore, tags=tags)


@pytest.mark.parametrize(
    ("events", "outcome", "next_step"),
    [
        ({"Now": True, "DryRun": False}, "UNCHANGED", "Stop"),
        ({"Now": False, "DryRun": True}, "PREVIEW", "Stop"),
        ({"Now": False, "DryRun": False}, "REPAIRED", "Repair"),
        ({"Now": True, "DryRun": False, "Restore": ['{"On":', "false}"]}, "RESTORED", "Restore"),
        ({"Now": True, "DryRun": True, "Restore": ['{"On":false}']}, "PREVIEW", "Stop"),
        ({"Now": False, "DryRun": False, "Restore": ['{"On":false}']}, "UNCHANGED", "Stop"),
        ({"Now": False, "DryRun": False, "ExemptionTagKey": "baseline-exempt"}, "EXEMPT", "Stop"),
        ({"Now": False, "DryRun": False, "ExemptionTagKey": "other"}, "REPAIRED", "Repair"),
    ],
)
def test_the_plan_follows_from_state_wish_and_tags(events: dict[str, Any], outcome: str, next_step: str) -> None:
    found = planned(UNDOABLE, {"Restore": [], **events})
    assert (found["Outcome"], found["Next"]) == (outcome, next_step)
    assert json.loads("".join(found["Before"])) == {"On": events["Now"]}


def test_a_runbook_that_can_be_undone_has_the_way_back() -> None:
    names = [step["name"] for step in state_steps(UNDOABLE, {})]
    assert names == ["Plan", "ChooseWay", "TurnOn", "VerifyRepair", "Restore", "VerifyRestore"]
    one_way = StateFunctions(read=read, complies=complies, repair=REPAIR)
    assert [step["name"] for step in state_steps(one_way, {})] == ["Plan", "ChooseWay", "TurnOn", "VerifyRepair"]


def test_the_last_steps_fail_where_the_state_is_not_what_it_should_be() -> None:
    steps = {str(step["name"]): step for step in state_steps(UNDOABLE, {})}
    handler(steps["VerifyRepair"])({"Now": True}, None)
    with pytest.raises(ValueError, match="not compliant after the repair"):
        handler(steps["VerifyRepair"])({"Now": False}, None)
    handler(steps["VerifyRestore"])({"Now": False, "Restore": ['{"On":false}']}, None)
    with pytest.raises(ValueError, match="not restored"):
        handler(steps["VerifyRestore"])({"Now": True, "Restore": ['{"On":false}']}, None)


def test_the_places_of_the_controls_functions_say_that_they_are_places() -> None:
    with pytest.raises(NotImplementedError):
        state_runbook.read({})
    with pytest.raises(NotImplementedError):
        state_runbook.complies({}, {})
    assert state_runbook.tags({}) == []


def test_the_exemption_is_the_templates_parameter() -> None:
    assert EXEMPTION.value == {"Ref": "ExemptionTagKey"}
    facts = state_steps(UNDOABLE, {})[0]["inputs"]["InputPayload"]
    assert facts["ExemptionTagKey"] == "{{ ExemptionTagKey }}"
