from typing import Any

import pytest

from generator.articles.account_settings import SCANS, SETTINGS
from generator.model import Scope
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.control_run import ControlRun, rehearse_control
from generator.rehearsal.deployed_runbook import association_name
from generator.rehearsal.scenario import Case, Ends, scenario_of
from generator.rehearsal.stack import Stack

NAME = "account-settings"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVERY = {control.identifier: control for control in (*SETTINGS, *SCANS)}
REGIONAL = [name for name, control in EVERY.items() if control.scope is Scope.REGIONAL]
# The setting that asks for more than a choice.
GIVEN = {"MaxPasswordAge": "90"}


def chosen(choice: str) -> dict[str, str]:
    return {**GIVEN, **{f"Enforce{control.pascal}": choice for control in EVERY.values()}}


def deployed(account: StrictAccount, choice: str, region: str = HOME, regions: tuple[str, ...] = ()) -> Stack:
    run = launch(account, NAME, region, regions, committed_parameters(NAME) | chosen(choice))
    assert run.stack is not None, run.refused
    assert run.green, run.stack.failures
    return run.stack


def violating(identifier: str) -> Case:
    return next(case for case in scenario_of(identifier).cases if case.ends is Ends.REPAIRED)


def scheduled(account: StrictAccount, identifier: str, region: str = HOME) -> ControlRun:
    place = account.account_region(region)
    return ControlRun(identifier, NAME, place, association_name(identifier, NAME))


def ran(account: StrictAccount, identifier: str, region: str = HOME) -> str:
    """What State Manager would start, with the values of the association and no other."""
    run = scheduled(account, identifier, region)
    execution = run.start(run.deployed.parameters["AccountId"])
    assert execution.status == "Success", (identifier, execution.failure, execution.faults)
    return str(execution.outputs["Plan.Outcome"])


@pytest.mark.parametrize("identifier", EVERY)
def test_every_runbook_of_an_association_previews_repairs_repeats_and_restores_with_its_own_role(
    identifier: str,
) -> None:
    report = rehearse_control(identifier, article=NAME)
    assert report.green, "\n".join(report.lines())
    assert report.article == NAME
    assert {"preview", "repair", "repeat", "restore"} <= {phase.name for phase in report.phases}


def test_preview_reports_automatic_repairs_once_and_disabled_leaves_the_setting_as_it_is(
    account: StrictAccount,
) -> None:
    stack = deployed(account, "PREVIEW")
    place: Any = account.account_region()
    cases = {identifier: violating(identifier) for identifier in EVERY}
    ids = {identifier: case.make(place) for identifier, case in cases.items()}
    assert {*ids.values()} == {account.account_id}

    def states() -> dict[str, Any]:
        return {identifier: case.state(place, ids[identifier]) for identifier, case in cases.items()}

    before = states()
    assert {identifier: ran(account, identifier) for identifier in EVERY} == dict.fromkeys(EVERY, "PREVIEW")
    assert states() == before
    account.update_stack(stack.name, parameters=chosen("AUTOMATIC"), capabilities=["CAPABILITY_NAMED_IAM"])
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert {identifier: ran(account, identifier) for identifier in EVERY} == dict.fromkeys(EVERY, "REPAIRED")
    assert {identifier: ran(account, identifier) for identifier in EVERY} == dict.fromkeys(EVERY, "UNCHANGED")
    kept = states()
    assert all(case.compliant(place, ids[identifier]) for identifier, case in cases.items())
    account.update_stack(stack.name, parameters=chosen("DISABLED"), capabilities=["CAPABILITY_NAMED_IAM"])
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert stack.resources == {}
    assert place.client("ssm").list_associations()["Associations"] == []
    assert states() == kept


def test_another_region_keeps_its_settings_with_the_home_region_s_roles(account: StrictAccount) -> None:
    deployed(account, "AUTOMATIC", HOME, REGIONS)
    stack = deployed(account, "AUTOMATIC", OTHER, REGIONS)
    for identifier in REGIONAL:
        violating(identifier).make(account.account_region(OTHER))
        assert ran(account, identifier, OTHER) == "REPAIRED", identifier
    assert len(stack.resources) == 2 * len(REGIONAL)
    account.delete_stack(stack.name, region=OTHER)
    assert stack.status == "DELETE_COMPLETE"
    assert account.session(OTHER).client("ssm").list_associations()["Associations"] == []
    assert len(account.session(HOME).client("ssm").list_associations()["Associations"]) == len(EVERY)


def test_a_changed_schedule_updates_the_association_in_place(account: StrictAccount) -> None:
    stack = deployed(account, "PREVIEW")
    ssm = account.session().client("ssm")
    before = {each["AssociationId"] for each in ssm.list_associations()["Associations"]}
    account.update_stack(
        stack.name,
        parameters=chosen("PREVIEW") | {"AccountSettingsSchedule": "rate(12 hours)"},
        capabilities=["CAPABILITY_NAMED_IAM"],
    )
    after = ssm.list_associations()["Associations"]
    assert {each["AssociationId"] for each in after} == before
    assert {(each["ScheduleExpression"], each["AssociationVersion"]) for each in after} == {("rate(12 hours)", "2")}
