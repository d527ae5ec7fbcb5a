from typing import Any

import pytest

from generator.articles.incident_response import RUNBOOKS
from generator.permissions.decisions import refusal
from generator.permissions.policies import read_role
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.control_run import ControlRun, rehearse_cases
from generator.rehearsal.deployed_runbook import of_document
from generator.rehearsal.scenario import Case, Scenario
from generator.rehearsal.stack import Stack
from tests.rehearsal.incident_cases import (
    DEACTIVATION,
    ELSEWHERE,
    EVIDENCE,
    FAR,
    ISOLATION,
    NOW,
    REOPENED,
    REVOCATION,
    inline,
    stolen,
)

NAME = "incident-response"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
CASES: dict[str, tuple[str, tuple[Case, ...], dict[str, str]]] = {
    "IsolateInstance": ("InstanceId", ISOLATION, {}),
    "SnapshotVolumes": ("InstanceId", EVIDENCE, {"IncidentId": "case-7"}),
    "RevokeRoleSessions": ("RoleName", REVOCATION, {}),
    "DeactivateAccessKey": ("AccessKeyId", DEACTIVATION, {}),
}


def deployed(account: StrictAccount, region: str = HOME, **given: str) -> Stack:
    ran = launch(account, NAME, region, REGIONS, committed_parameters(NAME) | given)
    assert ran.stack is not None, ran.refused
    assert ran.green, [str(event) for event in ran.stack.failures]
    return ran.stack


class ByHand(ControlRun):
    """A runbook as a person starts it, with what the person gives beside the resource."""

    def __init__(self, account: StrictAccount, name: str, **given: str) -> None:
        place, resource = account.account_region(HOME), CASES[name][0]
        super().__init__(name, NAME, place, deployed=of_document(f"baseline-{name}", resource, place))
        self.given = given

    def start(self, resource_id: str, **parameters: Any) -> Any:
        return super().start(resource_id, **{**self.given, **parameters})


def test_every_runbook_has_cases() -> None:
    assert {runbook.name for runbook in RUNBOOKS} == {*CASES}


@pytest.mark.parametrize("name", CASES)
def test_a_runbook_previews_repairs_repeats_and_restores_with_its_roles_permissions(
    account: StrictAccount, name: str
) -> None:
    deployed(account)
    _, cases, given = CASES[name]
    report = rehearse_cases(ByHand(account, name, **given), Scenario(cases))
    if name == "IsolateInstance":
        # The closed group has rules to revoke of the one direction here, of the other where somebody opened it.
        assert report.unused == ("ec2:RevokeSecurityGroupIngress",)
        report.unused = ()
    assert report.green, "\n".join(report.lines())
    phases = [phase.name for phase in report.phases if phase.case == cases[0].name]
    undo = [] if name == "SnapshotVolumes" else ["preview of restore", "restore"]
    assert phases == ["preview", "repair", "repeat", *undo]


def test_a_closed_group_that_somebody_opened_is_closed_again(account: StrictAccount) -> None:
    deployed(account)
    report = rehearse_cases(ByHand(account, "IsolateInstance"), Scenario((REOPENED,)))
    assert [phase.complaint for phase in report.phases] == ["", "", ""], "\n".join(report.lines())
    assert "ec2:RevokeSecurityGroupIngress" in report.used


def test_an_instance_of_another_region_is_isolated_from_home(account: StrictAccount) -> None:
    deployed(account)
    report = rehearse_cases(ByHand(account, "IsolateInstance", Region=ELSEWHERE), Scenario((FAR,)))
    assert [phase.outcome for phase in report.phases] == [
        "PREVIEW",
        "REPAIRED",
        "UNCHANGED",
        "PREVIEW",
        "RESTORED",
    ], "\n".join(report.lines())


def test_a_person_who_says_nothing_else_gets_a_preview(account: StrictAccount) -> None:
    deployed(account)
    execution = ByHand(account, "RevokeRoleSessions").start(stolen(account.session()))
    assert execution.status == "Success", execution.failure
    assert execution.outputs["Plan.Outcome"] == "PREVIEW"
    assert inline(account.session(), "web") == {}


def test_sessions_from_before_the_revocation_are_denied_everything_and_later_ones_are_not(
    account: StrictAccount,
) -> None:
    deployed(account)
    session = account.session()
    role = stolen(session)
    allowed = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
    session.client("iam").put_role_policy(RoleName=role, PolicyName="work", PolicyDocument=allowed)
    assert ByHand(account, "RevokeRoleSessions").start(role, DryRun="false").status == "Success"
    policies = read_role(session, f"arn:aws:iam::{account.account_id}:role/{role}")

    def answer(issued: str) -> str | None:
        return refusal(policies, "s3:GetObject", "arn:aws:s3:::data/one", {"aws:tokenissuetime": (issued,)})

    assert "explicit deny" in str(answer("2025-12-31T23:59:59Z"))
    assert answer(NOW) is None
    # Credentials that are no session have no issue time.
    assert refusal(policies, "s3:GetObject", "arn:aws:s3:::data/one", {}) is None


def test_a_later_run_ends_the_sessions_that_began_since_and_an_earlier_moment_changes_nothing(
    account: StrictAccount,
) -> None:
    deployed(account)
    role = stolen(account.session())
    outcomes = [
        ByHand(account, "RevokeRoleSessions", **moment).start(role, DryRun="false").outputs["Plan.Outcome"]
        for moment in ({}, {"IssuedBefore": "2026-01-01T09:00:00Z"}, {"IssuedBefore": "2025-01-01T09:00:00Z"})
    ]
    assert outcomes == ["REPAIRED", "REPAIRED", "UNCHANGED"]


def test_another_region_makes_nothing(account: StrictAccount) -> None:
    deployed(account)
    assert deployed(account, OTHER).resources == {}
