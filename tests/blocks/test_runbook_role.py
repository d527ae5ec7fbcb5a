from dataclasses import replace

from awacs import s3 as action

from generator.blocks.policy import allow, arn
from generator.blocks.runbook_role import role, role_arn
from generator.model import Runbook
from generator.render.plain import plain, plain_resource

RUNBOOK = Runbook(
    name="EnableVersioning",
    description="Turns it on.",
    inputs=(),
    steps=(),
    permissions=(allow(action.PutBucketVersioning, on="arn:x"), allow(action.GetBucketVersioning, on="*")),
    undo=None,
)


def test_only_automation_of_this_account_takes_the_role() -> None:
    resource = plain_resource(role(RUNBOOK, "IsHome"))
    assert resource["Condition"] == "IsHome"
    (statement,) = resource["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert (statement["Principal"], statement["Action"]) == ({"Service": "ssm.amazonaws.com"}, "sts:AssumeRole")
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
        "ArnLike": {
            "aws:SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:ssm:*:${AWS::AccountId}:automation-execution/*"}
        },
    }


def test_the_role_holds_just_the_permissions_of_its_runbook() -> None:
    (policy,) = plain_resource(role(RUNBOOK, "IsHome"))["Properties"]["Policies"]
    assert policy["PolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Action": "s3:PutBucketVersioning", "Resource": "arn:x"},
        {"Effect": "Allow", "Action": "s3:GetBucketVersioning", "Resource": "*"},
    ]


def test_other_regions_find_the_role_by_its_name() -> None:
    name = plain_resource(role(RUNBOOK, "IsHome"))["Properties"]["RoleName"]["Fn::Sub"]
    assert name == "${NamePrefix}-EnableVersioning"
    assert plain(role_arn(RUNBOOK))["Fn::Sub"] == f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}"


def test_resources_of_the_region_become_those_of_every_region() -> None:
    granted = allow(action.PutBucketVersioning, on=[arn("sqs", "*"), arn("sqs", "a", region="eu-west-1"), "*"])
    (policy,) = plain_resource(role(replace(RUNBOOK, permissions=(granted,)), "IsHome"))["Properties"]["Policies"]
    assert policy["PolicyDocument"]["Statement"][0]["Resource"] == [
        {"Fn::Sub": "arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:*"},
        {"Fn::Sub": "arn:${AWS::Partition}:sqs:eu-west-1:${AWS::AccountId}:a"},
        "*",
    ]
    assert granted.Resource[0].to_dict() == arn("sqs", "*").to_dict()
