import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.template.errors import RequestRefused

TOPIC = {"Type": "AWS::SNS::Topic"}
TAKEN = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "taken"}}


def template(resources: dict[str, Any], **sections: Any) -> str:
    return json.dumps({"Resources": resources, **sections})


def test_exports_are_imported_unique_and_in_use(account: StrictAccount) -> None:
    exporting = template({"Topic": TOPIC}, Outputs={"Arn": {"Value": {"Ref": "Topic"}, "Export": {"Name": "topic"}}})
    importing = template({"Topic": {**TOPIC, "Properties": {"DisplayName": {"Fn::ImportValue": "topic"}}}})
    stack = account.create_stack("importing-early", importing)
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "No export named topic found." in stack.failures[0].reason
    account.create_stack("exporting", exporting)
    assert account.create_stack("importing", importing).status == "CREATE_COMPLETE"
    twin = account.create_stack("twin", exporting)
    assert twin.status == "ROLLBACK_COMPLETE"
    assert "Export with name topic is already exported by stack exporting" in twin.events[-4].reason
    with pytest.raises(RequestRefused, match="cannot be deleted as it is in use by importing"):
        account.delete_stack("exporting")
    account.delete_stack("importing")
    gone = account.delete_stack("exporting")
    assert gone is not None
    assert gone.status == "DELETE_COMPLETE"


def test_accounts_and_regions_share_nothing_but_bucket_names(account: StrictAccount) -> None:
    topic = template({"Topic": TAKEN})
    for region in ("us-east-1", "eu-west-1"):
        for account_id in (None, "222222222222"):
            stack = account.create_stack("one", topic, region=region, account_id=account_id)
            assert stack.status == "CREATE_COMPLETE"
            owner = account_id or account.account_id
            assert stack.resources["Topic"].physical_id == f"arn:aws:sns:{region}:{owner}:taken"
            assert len(account.session(region, account_id).client("sns").list_topics()["Topics"]) == 1
    assert account.session(account_id="222222222222").client("sts").get_caller_identity()["Account"] == "222222222222"
    bucket = template({"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "one-name"}}})
    assert account.create_stack("two", bucket).status == "CREATE_COMPLETE"
    twin = account.create_stack("two", bucket, region="eu-west-1", account_id="222222222222")
    assert "'one-name' already exists" in twin.failures[0].reason


def test_iam_is_one_in_all_regions_of_an_account(account: StrictAccount) -> None:
    role = {"RoleName": "one", "AssumeRolePolicyDocument": {"Version": "2012-10-17"}}
    text = template({"Role": {"Type": "AWS::IAM::Role", "Properties": role}})
    capabilities = ["CAPABILITY_NAMED_IAM"]
    assert account.create_stack("home", text, capabilities=capabilities).status == "CREATE_COMPLETE"
    second = account.create_stack("other", text, capabilities=capabilities, region="ap-northeast-1")
    assert "Role with name one already exists" in second.failures[0].reason


def test_reset_empties_everything_and_keeps_the_clients(account: StrictAccount) -> None:
    sns = account.account_region().client("sns")
    account.create_stack("one", template({"Topic": TOPIC}))
    account.reset()
    assert account.stacks() == ()
    assert account.account_region().client("sns") is sns
    assert sns.list_topics()["Topics"] == []


def test_the_users_aws_configuration_is_not_read(account: StrictAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "a-profile-that-is-not-there")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    session = account.account_region("eu-central-1").new_session()
    assert session.client("sns").list_topics()["Topics"] == []
