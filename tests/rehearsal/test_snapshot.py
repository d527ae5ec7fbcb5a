import gc
import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.template.errors import RequestRefused

TRUST = {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}
TEXT = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "first"}}}})
BUCKET = "kept-bucket"


def topics(account: StrictAccount) -> list[str]:
    return [each["TopicArn"].rpartition(":")[2] for each in account.session().client("sns").list_topics()["Topics"]]


def body(account: StrictAccount) -> bytes:
    text: bytes = account.session().client("s3").get_object(Bucket=BUCKET, Key="words")["Body"].read()
    return text


def default_group(ec2: Any) -> dict[str, Any]:
    (group,) = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"]
    found: dict[str, Any] = group
    return found


def tags_of(ec2: Any, group: str) -> dict[str, Any]:
    """The tags of the group's inbound rules."""
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
    return {each["SecurityGroupRuleId"]: each["Tags"] for each in rules if not each["IsEgress"]}


def test_a_restored_account_holds_what_it_held_as_often_as_wanted(account: StrictAccount) -> None:
    account.create_stack("one", TEXT)
    before = account.snapshot()
    for _ in range(2):
        account.restore(before)
        assert topics(account) == ["first"]
        assert account.stack("one").status == "CREATE_COMPLETE"
        account.session().client("sns").create_topic(Name="second")
        account.delete_stack("one")
        assert topics(account) == ["second"]


def test_a_stack_of_before_does_not_follow_the_restored_one(account: StrictAccount) -> None:
    stack = account.create_stack("one", TEXT)
    before = account.snapshot()
    account.delete_stack("one")
    account.restore(before)
    assert stack.status == "DELETE_COMPLETE"
    assert account.stack("one").stack_id == stack.stack_id
    assert account.stack("one").template is stack.template
    with pytest.raises(RequestRefused, match=r"Stack \[one\] already exists"):
        account.create_stack("one", TEXT)
    account.delete_stack("one")
    assert account.create_stack("one", TEXT).stack_id != stack.stack_id


def test_the_words_of_an_object_and_the_name_of_its_bucket_stay(account: StrictAccount) -> None:
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="words", Body=b"before")
    before = account.snapshot()
    for _ in range(2):
        account.restore(before)
        assert body(account) == b"before"
        s3.put_object(Bucket=BUCKET, Key="words", Body=b"after")
        assert body(account) == b"after"
        s3.delete_object(Bucket=BUCKET, Key="words")
        s3.delete_bucket(Bucket=BUCKET)
    account.restore(before)
    with pytest.raises(s3.exceptions.ClientError, match="BucketAlreadyExists"):
        account.session(account_id="111122223333").client("s3").create_bucket(Bucket=BUCKET)
    account.reset()
    s3.create_bucket(Bucket=BUCKET)


def test_another_region_and_another_account_are_restored_too(account: StrictAccount) -> None:
    sessions = account.session("eu-west-1"), account.session(account_id="111122223333")
    clients: list[Any] = [session.client("sns") for session in sessions]
    for client in clients:
        client.create_topic(Name="there")
    before = account.snapshot()
    for client in clients:
        client.create_topic(Name="later")
    account.restore(before)
    assert [[each["TopicArn"] for each in client.list_topics()["Topics"]] for client in clients] == [
        ["arn:aws:sns:eu-west-1:123456789012:there"],
        ["arn:aws:sns:us-east-1:111122223333:there"],
    ]


def test_rules_of_a_security_group_and_their_tags_belong_to_the_restored_account(account: StrictAccount) -> None:
    ec2 = account.session().client("ec2")
    group = default_group(ec2)["GroupId"]
    port = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=port)
    (rule,) = tags_of(ec2, group)
    before = account.snapshot()
    for _ in range(2):
        account.restore(before)
        assert tags_of(ec2, group) == {rule: []}
        ec2.create_tags(Resources=[rule], Tags=[{"Key": "seen", "Value": "yes"}])
        assert tags_of(ec2, group) == {rule: [{"Key": "seen", "Value": "yes"}]}
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=port)
        assert default_group(ec2)["IpPermissions"] == []


def test_parameters_functions_and_what_only_the_doubles_hold_are_restored(account: StrictAccount) -> None:
    ssm, functions = account.session().client("ssm"), account.session().client("lambda")
    iam, config = account.session().client("iam"), account.session().client("config")
    trust = json.dumps({"Version": "2012-10-17", "Statement": TRUST})
    account.session().client("ecr").put_registry_scanning_configuration(scanType="BASIC", rules=[])
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust)
    ssm.put_parameter(Name="kept", Value="before", Type="String")
    arn = functions.create_function(
        FunctionName="f", Role=role["Role"]["Arn"], Runtime="python3.12", Handler="f.f", Code={"ZipFile": b"x"}
    )["FunctionArn"]
    tags = {"made": "before"}
    functions.tag_resource(Resource=arn, Tags=tags)
    stored = account.account_region().store("remediation configurations")
    stored["rule"] = {"ConfigRuleName": "rule", "TargetType": "SSM_DOCUMENT", "TargetId": "before"}
    before = account.snapshot()
    for value in ("once", "twice"):
        account.restore(before)
        assert ssm.get_parameter(Name="kept")["Parameter"]["Value"] == "before"
        ssm.put_parameter(Name="kept", Value=value, Type="String", Overwrite=True)
        (remediation,) = config.describe_remediation_configurations(ConfigRuleNames=["rule"])[
            "RemediationConfigurations"
        ]
        assert remediation["TargetId"] == "before"
        account.account_region().store("remediation configurations")["rule"]["TargetId"] = value
        assert functions.list_tags(Resource=arn)["Tags"] == tags
        functions.tag_resource(Resource=arn, Tags={"made": value})
        assert functions.list_tags(Resource=arn)["Tags"] == {"made": value}
        assert functions.get_function(FunctionName=arn)["Configuration"]["Description"] == ""
        functions.update_function_configuration(FunctionName=arn, Description=value)
        assert functions.get_function(FunctionName="f")["Configuration"]["Description"] == value
        # What only the copied account's index of ARNs refers to is gone now.
        gc.collect()
        functions.delete_function(FunctionName="f")
