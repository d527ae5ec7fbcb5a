import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, groups, launch
from generator.rehearsal.committed import committed_parameters, template_text
from generator.rehearsal.control_report import ControlReport
from generator.rehearsal.control_run import ControlRun, rehearse_cases, rehearse_control
from generator.rehearsal.orders import rehearse_orders
from generator.rehearsal.scenario import Scenario, scenario_of
from generator.template.errors import RequestRefused
from generator.template.parse import parse
from tests.rehearsal.planted import Copy, copy

REGION = "us-east-1"
CONTROL = "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
ARTICLE = "default-security-group"
ORDERS = {
    "config": ("!Select [0, [!Ref S3ForConfig, !Ref S3BucketPolicyForConfig]]", "!Ref S3ForConfig"),
    "cloudtrail": ("!Select [0, [!Ref S3ForCloudTrail, !Ref S3BucketPolicyForCloudTrail]]", "!Ref S3ForCloudTrail"),
}


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    return copy(tmp_path, monkeypatch)


def launched(account: StrictAccount, name: str) -> StackRun:
    (group,) = groups([name])
    return [launch(account, each, REGION) for each in group][-1]


def reasons(run: StackRun) -> str:
    return run.refused if run.stack is None else " ".join(str(event) for event in run.stack.failures)


def test_a_removed_order_between_channel_and_bucket_policy(account: StrictAccount, committed: Copy) -> None:
    committed.plant("config", *ORDERS["config"])
    results = rehearse_orders(
        account,
        template_text("config"),
        committed_parameters("config"),
        prepare=lambda fresh: launch(fresh, "service-linked-roles", REGION),
    )
    red = [str(result) for result in results if not result.green]
    assert red
    assert all("ConfigDeliveryChannel: Insufficient delivery policy to s3 bucket" in each for each in red)


def test_a_removed_order_between_trail_and_bucket_policy(account: StrictAccount, committed: Copy) -> None:
    committed.plant("cloudtrail", *ORDERS["cloudtrail"])
    results = rehearse_orders(
        account, template_text("cloudtrail"), committed_parameters("cloudtrail"), ["CAPABILITY_IAM"]
    )
    red = [str(result) for result in results if not result.green]
    assert red
    assert all("CloudTrail: Incorrect S3 bucket policy is detected" in each for each in red)


@pytest.mark.parametrize(
    ("name", "old", "new", "cause"),
    [
        (
            "private-bucket",
            "      VersioningConfiguration:",
            "      VersionningConfiguration:",
            "VersionningConfiguration",
        ),
        ("config", "      DeliveryFrequency:", "      DeliveryFrequncy:", "DeliveryFrequncy"),
        ("config", "        DeliveryFrequency:", "        DeliveryFrequncy:", "DeliveryFrequncy"),
        ("cloudtrail", "      IsLogging: true", "      Logging: true", "extraneous key [Logging]"),
        ("config", "AWS::Config::DeliveryChannel", "AWS::Config::DeliveryChanel", "AWS::Config::DeliveryChanel"),
    ],
)
def test_a_misspelt_property_or_type(
    account: StrictAccount, committed: Copy, name: str, old: str, new: str, cause: str
) -> None:
    if old not in template_text(name):
        pytest.fail(f"{old} is not in {name}")
    committed.plant(name, old, new)
    run = launched(account, name)
    assert not run.green
    assert cause in reasons(run)


@pytest.mark.parametrize(
    ("name", "given", "missing"),
    [("cloudtrail", [], "CAPABILITY_IAM"), (ARTICLE, ["CAPABILITY_IAM"], "CAPABILITY_NAMED_IAM")],
)
def test_a_missing_capability(account: StrictAccount, name: str, given: list[str], missing: str) -> None:
    with pytest.raises(RequestRefused, match=rf"Requires capabilities : \[{missing}\]"):
        account.create_stack("one", template_text(name), committed_parameters(name), given)
    assert account.stacks() == ()


@pytest.mark.parametrize(
    ("name", "statement", "failed", "cause"),
    [
        ("config", "AllowConfigToCheck", "ConfigDeliveryChannel", "config.amazonaws.com lacks s3:GetBucketAcl"),
        ("config", "AllowConfigToDeliver", "ConfigDeliveryChannel", "config.amazonaws.com lacks s3:PutObject"),
        ("cloudtrail", "AllowTrailToCheck", "CloudTrail", "cloudtrail.amazonaws.com lacks s3:GetBucketAcl"),
        ("cloudtrail", "AllowTrailToDeliver", "CloudTrail", "cloudtrail.amazonaws.com lacks s3:PutObject"),
    ],
)
def test_a_bucket_policy_that_lacks_the_service(
    account: StrictAccount, committed: Copy, name: str, statement: str, failed: str, cause: str
) -> None:
    text = template_text(name)
    service = re.search(rf"Sid: {statement}\n.*?Service: (\S+)", text, re.DOTALL)
    assert service is not None
    planted = service.group().replace(service.group(1), "athena.amazonaws.com")
    committed.plant(name, service.group(), planted)
    run = launched(account, name)
    assert run.status == "ROLLBACK_COMPLETE"
    assert f" {failed} " in reasons(run)
    assert cause in reasons(run)


def case_of_every_action() -> Scenario:
    return Scenario(tuple(case for case in scenario_of(CONTROL).cases if case.name == "rules of every kind"))


def rehearsed(account: StrictAccount) -> ControlReport:
    assert launched(account, ARTICLE).green
    return rehearse_cases(ControlRun(CONTROL, ARTICLE, account.account_region(REGION)), case_of_every_action())


def granted() -> Iterator[str]:
    role = parse(template_text(ARTICLE))["Resources"]["IAMRoleForRevokeDefaultSecurityGroup"]["Properties"]
    for statement in role["Policies"][0]["PolicyDocument"]["Statement"]:
        actions = statement["Action"]
        yield from [actions] if isinstance(actions, str) else actions


def test_one_case_uses_every_action(account: StrictAccount) -> None:
    report = rehearsed(account)
    assert report.green, report.lines()
    assert set(report.used) == set(granted())


STEPS = {
    "ec2:DescribeSecurityGroups": ("preview", "CheckGroupIsDefault"),
    "ec2:DescribeSecurityGroupRules": ("preview", "Plan"),
    "ec2:RevokeSecurityGroupIngress": ("repair", "RevokeIngress"),
    "ec2:RevokeSecurityGroupEgress": ("repair", "RevokeEgress"),
    "ec2:AuthorizeSecurityGroupIngress": ("restore", "RestoreRules"),
    "ec2:AuthorizeSecurityGroupEgress": ("restore", "RestoreRules"),
    "ec2:CreateTags": ("restore", "RestoreRules"),
}


@pytest.mark.parametrize("action", list(granted()))
def test_a_role_that_lacks_one_action(account: StrictAccount, committed: Copy, action: str) -> None:
    text = template_text(ARTICLE)
    line = re.search(rf"(- |Action: ){action}\n", text)
    assert line is not None
    committed.plant(ARTICLE, line.group(), f"{line.group(1)}ec2:DescribeVpcs\n")
    report = rehearsed(account)
    assert not report.green
    (wrong,) = [phase for phase in report.phases if phase.complaint]
    phase, step = STEPS[action]
    assert wrong.name == phase
    assert f"step {step}" in wrong.complaint
    assert f"not authorized to perform: {action} on" in wrong.complaint
    assert any(wrong.complaint in line for line in report.lines())


def test_an_action_that_is_granted_in_vain(account: StrictAccount, committed: Copy) -> None:
    action = "                  - ec2:DescribeSecurityGroups\n"
    committed.plant(ARTICLE, action, f"{action}{action.replace('SecurityGroups', 'Vpcs')}")
    report = rehearsed(account)
    assert [phase.complaint for phase in report.phases if phase.complaint] == []
    assert report.unused == ("ec2:DescribeVpcs",)
    assert not report.green
    assert any("granted and never used: ec2:DescribeVpcs" in line for line in report.lines())


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (
            "PropertySelector: $.SecurityGroups[0].GroupName",
            "PropertySelector: $.Groups[0].GroupName",
            "CheckGroupIsDefault",
        ),
        ("Selector: $.Payload.EgressRuleIds", "Selector: $.Payload.EgressRules", "step Plan, output EgressRuleIds"),
        ("Selector: $.Payload.HasIngress", "Selector: $.Payload.IngressRuleIds", "step Plan, output HasIngress"),
        ("Selector: $.Payload.Next", "Selector: $.Payload.[", "step Plan, output Next"),
    ],
)
def test_a_document_with_a_wrong_selector(
    account: StrictAccount, committed: Copy, old: str, new: str, cause: str
) -> None:
    committed.plant(ARTICLE, f"{old}\n", f"{new}\n")
    report = rehearsed(account)
    (wrong,) = [phase for phase in report.phases if phase.complaint]
    assert wrong.name == "preview"
    assert cause in wrong.complaint


def test_a_stack_that_fails_is_told_by_the_rehearsal_of_its_control(committed: Copy) -> None:
    committed.plant("config", *ORDERS["config"])
    report = rehearse_control(CONTROL)
    assert not report.green
    assert [phase.name for phase in report.phases] == ["deploy"]
    assert "config: CREATE_FAILED AWS::Config::DeliveryChannel ConfigDeliveryChannel Insufficient" in report.lines()[2]
