import json
from collections.abc import Callable, Iterator

import pytest
from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit

Baseline = Callable[..., Result]
REGIONS = ("--regions", "us-east-1,eu-west-1")


@pytest.fixture
def bare() -> Iterator[StrictOrganization]:
    with StrictOrganization(Unit("Root", accounts=("audit", "other")), light=True) as made:
        yield made


def prepare(baseline: Baseline, *arguments: str, answer: str = "") -> Result:
    return baseline("organization", "prepare", *REGIONS, *arguments, input=answer)


def test_an_organization_is_prepared_once(bare: StrictOrganization, baseline: Baseline) -> None:
    audit = bare.account("audit")
    first = prepare(baseline, "--delegated-admin", audit, "--yes")
    assert first.exit_code == 0, first.output
    assert bare.access.stack_sets
    assert {"config.amazonaws.com", "guardduty.amazonaws.com"} <= set(bare.access.trusted)
    assert audit in bare.access.delegated["member.org.stacksets.cloudformation.amazonaws.com"]
    assert audit in bare.access.delegated["cloudtrail.amazonaws.com"]
    for region in ("us-east-1", "eu-west-1"):
        (found,) = bare.client("guardduty", region=region).list_organization_admin_accounts()["AdminAccounts"]
        assert found["AdminAccountId"] == audit
    bare.calls.clear()
    again = prepare(baseline, "--delegated-admin", audit)
    assert again.exit_code == 0, again.output
    assert again.output.endswith("0 done, " + str(first.output.count(": to do")) + " were done before\n")
    writing = [name for name in bare.calls if name.partition(":")[2].startswith(("Enable", "Register", "Activate"))]
    assert writing == []


def test_a_plan_is_shown_and_asked_about_first(bare: StrictOrganization, baseline: Baseline) -> None:
    result = prepare(baseline, "--service", "stack-sets", "--service", "config", answer="n\n")
    assert result.exit_code == 1
    assert result.output.splitlines()[:3] == [
        "stack-sets: trusted access for stack sets: to do",
        "config: trusted access for config.amazonaws.com: to do",
        "config: trusted access for config-multiaccountsetup.amazonaws.com: to do",
    ]
    assert not bare.access.trusted


def test_another_administrator_is_not_replaced(bare: StrictOrganization, baseline: Baseline) -> None:
    audit, other = bare.account("audit"), bare.account("other")
    assert prepare(baseline, "--delegated-admin", other, "--service", "guardduty", "--yes").exit_code == 0
    result = prepare(baseline, "--delegated-admin", audit, "--service", "guardduty", "--yes")
    assert result.exit_code == 1
    assert f"cannot: {other} is it already; it is not replaced" in result.output


def test_the_administrator_enables_what_cloudformation_has_no_type_for(
    bare: StrictOrganization, baseline: Baseline
) -> None:
    audit = bare.account("audit")
    services = ("--service", "guardduty", "--service", "macie", "--service", "inspector")
    prepare(baseline, "--delegated-admin", audit, *services, "--yes")
    bare.sign_in("audit")
    guardduty = bare.client("guardduty", "audit")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    first = prepare(baseline, *services, "--auto-enable", "ALL", "--yes")
    assert first.exit_code == 1
    assert "GuardDuty of every account in eu-west-1: cannot: there is no detector" in first.output
    found = guardduty.describe_organization_configuration(DetectorId=detector)
    assert found["AutoEnableOrganizationMembers"] == "ALL"
    assert bare.client("macie2", "audit").describe_organization_configuration()["autoEnable"] is True
    inspector = bare.client("inspector2", "audit").describe_organization_configuration()["autoEnable"]
    assert inspector == {"ec2": True, "ecr": True, "lambda": True}
    told = json.loads(prepare(baseline, *services, "--auto-enable", "ALL", "--json").stdout)
    assert told["made"] == 0
    assert sum(step["doneBefore"] for step in told["steps"]) == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--service", "guard-duty"), "there is no such service"),
        (("--delegated-admin", "MANAGEMENT"), "cannot be its own delegated administrator"),
        (("--delegated-admin", "111111111111"), "AccountNotFoundException"),
        (("--delegated-admin", "OTHER"), "is not active"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    bare: StrictOrganization, baseline: Baseline, arguments: tuple[str, ...], words: str
) -> None:
    bare.suspend("other")
    ids = {"MANAGEMENT": bare.management, "OTHER": bare.account("other")}
    result = prepare(baseline, *(ids.get(word, word) for word in arguments), "--yes")
    assert result.exit_code == 2
    (line,) = result.output.splitlines()
    assert words in line


def test_a_member_cannot_prepare_the_organization(bare: StrictOrganization, baseline: Baseline) -> None:
    bare.sign_in("audit")
    result = prepare(baseline, "--yes")
    assert result.exit_code == 2
    assert f"the management account is {bare.management}" in result.output


def test_a_preparation_that_was_cut_off_is_finished_by_the_next(bare: StrictOrganization, baseline: Baseline) -> None:
    audit = bare.account("audit")
    bare.fail_next("RegisterDelegatedAdministrator", "Throttling", nth=2, after=True)
    cut = prepare(baseline, "--delegated-admin", audit, "--yes")
    assert cut.exit_code == 2
    assert "run the same command again" in cut.output
    assert prepare(baseline, "--delegated-admin", audit, "--yes").exit_code == 0
    assert prepare(baseline, "--delegated-admin", audit).exit_code == 0
