import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
CONTENT = {
    "schemaVersion": "0.3",
    "parameters": {
        "AutomationAssumeRole": {"type": "AWS::IAM::Role::Arn"},
        "AccountId": {"type": "String"},
        "DryRun": {"type": "Boolean", "default": True},
    },
    "mainSteps": [{"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}}],
}
ROLE = "arn:aws:iam::123456789012:role/runbook"
GOOD: dict[str, Any] = {
    "Name": "Runbook",
    "AssociationName": "setting",
    "ScheduleExpression": "rate(1 day)",
    "Parameters": {"AutomationAssumeRole": [ROLE], "AccountId": ["123456789012"]},
}


@pytest.fixture
def ssm(account: StrictAccount) -> Any:
    account.session().client("iam").create_role(RoleName="runbook", AssumeRolePolicyDocument=json.dumps(TRUST))
    client = account.session().client("ssm")
    client.create_document(Name="Runbook", DocumentType="Automation", Content=json.dumps(CONTENT))
    return client


def test_an_association_is_listed_by_its_name(ssm: Any) -> None:
    made = ssm.create_association(**GOOD)["AssociationDescription"]["AssociationId"]
    ssm.create_association(**{**GOOD, "AssociationName": "other"})
    by_name = ssm.list_associations(AssociationFilterList=[{"key": "AssociationName", "value": "setting"}])
    assert [each["AssociationId"] for each in by_name["Associations"]] == [made]
    assert len(ssm.list_associations()["Associations"]) == 2


def test_an_update_forgets_what_it_does_not_name_as_aws_does(ssm: Any) -> None:
    made = ssm.create_association(**GOOD)["AssociationDescription"]["AssociationId"]
    given = {key: GOOD[key] for key in ("AssociationName", "Parameters")}
    now = ssm.update_association(AssociationId=made, **given)["AssociationDescription"]
    assert (now["Name"], now["AssociationVersion"]) == ("Runbook", "2")
    assert "ScheduleExpression" not in now


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"Name": "Other"}, "InvalidDocument"),
        ({"Parameters": {**GOOD["Parameters"], "Account": ["1"]}}, "has no parameter Account"),
        ({"Parameters": {"AutomationAssumeRole": [ROLE]}}, "needs the parameter AccountId"),
        ({"Parameters": {"AccountId": ["1"]}}, "needs the parameter AutomationAssumeRole"),
        ({"Parameters": {**GOOD["Parameters"], "AutomationAssumeRole": [f"{ROLE}s"]}}, "runbooks does not exist"),
        ({"ScheduleExpression": "rate(29 minutes)"}, "InvalidSchedule"),
        ({"ScheduleExpression": "rate(31 days)"}, "InvalidSchedule"),
        ({"ScheduleExpression": "rate(1 days)"}, "InvalidSchedule"),
        ({"ScheduleExpression": "daily"}, "InvalidSchedule"),
        ({"ApplyOnlyAtCronInterval": True}, "not supported for rate expressions"),
        ({"AutomationTargetParameterName": "AccountId"}, "Must specify both"),
        ({"Targets": [{"Key": "ParameterValues", "Values": ["1"]}]}, "Must specify both"),
    ],
)
def test_what_aws_refuses_is_refused(ssm: Any, changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(ClientError, match=problem):
        ssm.create_association(**{**GOOD, **changed})
    assert ssm.list_associations()["Associations"] == []


def test_targets_fill_the_parameter_that_is_named_for_them(ssm: Any) -> None:
    ssm.create_association(
        Name="Runbook",
        AutomationTargetParameterName="AccountId",
        Targets=[{"Key": "ParameterValues", "Values": ["123456789012"]}],
        Parameters={"AutomationAssumeRole": [ROLE]},
    )
    assert len(ssm.list_associations()["Associations"]) == 1
