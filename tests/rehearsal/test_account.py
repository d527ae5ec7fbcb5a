import json
from pathlib import Path
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.stack import StackEvent
from generator.template.errors import RequestRefused

RECORDING = (Path(__file__).parent / "recording.yaml").read_text()
TOPIC = {"Type": "AWS::SNS::Topic"}
TAKEN = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "taken"}}


def template(resources: dict[str, Any], **sections: Any) -> str:
    return json.dumps({"Resources": resources, **sections})


def statuses(events: list[StackEvent]) -> list[tuple[str, str]]:
    return [(event.logical_id, event.status) for event in events]


def test_a_stack_is_made_in_dependency_order_with_an_event_for_each_step(account: StrictAccount) -> None:
    seen: list[StackEvent] = []
    resources = {"Policy": {"Type": "AWS::SNS::Topic", "DependsOn": "Topic"}, "Topic": TOPIC}
    stack = account.create_stack("events", template(resources), on_event=seen.append)
    assert statuses(stack.events) == [
        ("events", "CREATE_IN_PROGRESS"),
        ("Topic", "CREATE_IN_PROGRESS"),
        ("Topic", "CREATE_IN_PROGRESS"),
        ("Topic", "CREATE_COMPLETE"),
        ("Policy", "CREATE_IN_PROGRESS"),
        ("Policy", "CREATE_IN_PROGRESS"),
        ("Policy", "CREATE_COMPLETE"),
        ("events", "CREATE_COMPLETE"),
    ]
    assert seen == stack.events
    assert [event.timestamp for event in seen] == sorted(event.timestamp for event in seen)
    assert seen[1].physical_id == ""
    assert seen[2].physical_id == stack.resources["Topic"].physical_id


def test_recorder_channel_and_rule_wait_for_each_other_as_at_aws(account: StrictAccount) -> None:
    stack = account.create_stack("recording", RECORDING)
    assert stack.status == "CREATE_COMPLETE", stack.failures
    assert stack.outputs["Rule"].value == "sample-default-security-group"
    config = account.session().client("config")
    assert config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"][0]["recording"] is True
    account.delete_stack("recording")
    assert stack.status == "DELETE_COMPLETE"
    assert config.describe_config_rules()["ConfigRules"] == []
    assert config.describe_delivery_channels()["DeliveryChannels"] == []


def test_a_recorder_without_any_channel_does_not_stabilize(account: StrictAccount) -> None:
    body = json.loads(json.dumps({"Resources": {}}))
    body["Resources"] = {
        "Role": {"Type": "AWS::IAM::ServiceLinkedRole", "Properties": {"AWSServiceName": "config.amazonaws.com"}},
        "Recorder": {
            "Type": "AWS::Config::ConfigurationRecorder",
            "Properties": {
                "RoleARN": {
                    "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/${Role}"
                }
            },
        },
    }
    stack = account.create_stack("lonely", json.dumps(body))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "did not stabilize" in stack.failures[0].reason
    assert account.session().client("config").describe_configuration_recorders()["ConfigurationRecorders"] == []


def test_a_failure_rolls_back_in_reverse_order_and_says_why(account: StrictAccount) -> None:
    account.session().client("sns").create_topic(Name="taken")
    resources = {"First": TOPIC, "Second": {**TOPIC, "DependsOn": "First"}, "Third": {**TAKEN, "DependsOn": "Second"}}
    stack = account.create_stack("failing", template(resources))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "Resource of type 'AWS::SNS::Topic' with identifier 'taken' already exists." in stack.failures[0].reason
    assert statuses(stack.events)[-9:] == [
        ("Third", "CREATE_FAILED"),
        ("failing", "ROLLBACK_IN_PROGRESS"),
        ("Third", "DELETE_IN_PROGRESS"),
        ("Third", "DELETE_COMPLETE"),
        ("Second", "DELETE_IN_PROGRESS"),
        ("Second", "DELETE_COMPLETE"),
        ("First", "DELETE_IN_PROGRESS"),
        ("First", "DELETE_COMPLETE"),
        ("failing", "ROLLBACK_COMPLETE"),
    ]
    # What was there before is still there, and nothing else.
    topics = account.session().client("sns").list_topics()["Topics"]
    assert [topic["TopicArn"].rsplit(":", 1)[1] for topic in topics] == ["taken"]
    assert stack.outputs == {}


def test_what_a_failed_resource_made_halfway_is_removed_too(account: StrictAccount) -> None:
    bucket = {"BucketName": "halfway", "LoggingConfiguration": {"DestinationBucketName": "nowhere"}}
    stack = account.create_stack("half", template({"Bucket": {"Type": "AWS::S3::Bucket", "Properties": bucket}}))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "The target bucket for logging does not exist: nowhere" in stack.failures[0].reason
    assert account.session().client("s3").list_buckets()["Buckets"] == []


def test_with_rollback_disabled_the_stack_stays_as_it_failed(account: StrictAccount) -> None:
    account.session().client("sns").create_topic(Name="taken")
    resources = {"First": TOPIC, "Second": {**TAKEN, "DependsOn": "First"}}
    stack = account.create_stack("failing", template(resources), disable_rollback=True)
    assert stack.status == "CREATE_FAILED"
    assert stack.resources["First"].status == "CREATE_COMPLETE"
    assert len(account.session().client("sns").list_topics()["Topics"]) == 2


@pytest.mark.parametrize(
    ("policy", "kept_on_delete", "kept_on_rollback"),
    [("Retain", True, True), ("RetainExceptOnCreate", True, False), ("Delete", False, False)],
)
def test_deletion_policies(account: StrictAccount, policy: str, kept_on_delete: bool, kept_on_rollback: bool) -> None:
    sns = account.session().client("sns")
    kept = {**TOPIC, "Properties": {"TopicName": "kept"}, "DeletionPolicy": policy}
    stack = account.create_stack("one", template({"Kept": kept}))
    account.delete_stack("one")
    assert stack.status == "DELETE_COMPLETE"
    assert bool(sns.list_topics()["Topics"]) is kept_on_delete
    assert (("Kept", "DELETE_SKIPPED") in statuses(stack.events)) is kept_on_delete
    account.reset()
    sns.create_topic(Name="taken")
    stack = account.create_stack("two", template({"Kept": kept, "Failing": {**TAKEN, "DependsOn": "Kept"}}))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert (len(sns.list_topics()["Topics"]) == 2) is kept_on_rollback


def test_a_stack_is_deleted_in_reverse_order(account: StrictAccount) -> None:
    resources = {"First": TOPIC, "Second": {**TOPIC, "DependsOn": "First"}}
    stack = account.create_stack("one", template(resources))
    before = len(stack.events)
    assert account.delete_stack("one") is stack
    assert [name for name, status in statuses(stack.events[before:]) if status == "DELETE_COMPLETE"] == [
        "Second",
        "First",
        "one",
    ]
    assert account.delete_stack("one") is None
    with pytest.raises(RequestRefused, match="Stack with id one does not exist"):
        account.stack("one")
    assert account.stack(stack.stack_id) is stack


def test_a_bucket_that_is_not_empty_fails_the_deletion(account: StrictAccount) -> None:
    stack = account.create_stack("one", template({"Bucket": {"Type": "AWS::S3::Bucket"}}))
    account.session().client("s3").put_object(Bucket=stack.resources["Bucket"].physical_id, Key="a", Body=b"")
    account.delete_stack("one")
    assert stack.status == "DELETE_FAILED"
    assert "BucketNotEmpty" in stack.failures[0].reason


def test_a_resource_that_somebody_deleted_does_not_fail_the_deletion(account: StrictAccount) -> None:
    stack = account.create_stack("one", template({"Bucket": {"Type": "AWS::S3::Bucket"}}))
    account.session().client("s3").delete_bucket(Bucket=stack.resources["Bucket"].physical_id)
    account.delete_stack("one")
    assert stack.status == "DELETE_COMPLETE"


def test_generated_names_look_like_those_of_aws_and_fit(account: StrictAccount) -> None:
    long = "a-very-long-stack-name-" + "x" * 60
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17"}}}
    body = {"Bucket": {"Type": "AWS::S3::Bucket"}, "IAMRoleForSomething": role}
    stack = account.create_stack(long, template(body), capabilities=["CAPABILITY_IAM"])
    bucket, made = stack.resources["Bucket"].physical_id, stack.resources["IAMRoleForSomething"].physical_id
    assert len(bucket) == 63
    assert bucket == bucket.lower()
    assert len(made) == 64
    assert made.rsplit("-", 1)[1].isupper()
