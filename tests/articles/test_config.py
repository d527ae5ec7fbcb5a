from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made, rendered

# The resources that the articles show, by their names there.
SHOWN = {
    "ConfigConfigurationRecorder": "AWS::Config::ConfigurationRecorder",
    "ConfigDeliveryChannel": "AWS::Config::DeliveryChannel",
    "S3BucketPolicyForConfig": "AWS::S3::BucketPolicy",
    "S3ForConfig": "AWS::S3::Bucket",
}
TOPIC = "arn:aws:sns:eu-west-1:111122223333:changes"
BUCKET = "arn:aws:s3:::made-s3forconfig"


def recorder(**given: Any) -> dict[str, Any]:
    return made("config", **given).properties("ConfigConfigurationRecorder")


def channel(**given: Any) -> dict[str, Any]:
    return made("config", **given).properties("ConfigDeliveryChannel")


def deliveries(**context: str) -> dict[str, bool]:
    policy = made("config").properties("S3BucketPolicyForConfig")["PolicyDocument"]
    return {
        action: allows([policy], Attempt(action, f"{BUCKET}{path}", service="config.amazonaws.com", context=context))
        for action, path in (
            ("s3:GetBucketAcl", ""),
            ("s3:ListBucket", ""),
            ("s3:PutObject", f"/AWSLogs/{ACCOUNT}/Config/eu-west-1/x"),
        )
    }


def test_every_resource_of_the_articles_exists_under_its_name() -> None:
    types = {name: body["Type"] for name, body in document("config")["Resources"].items()}
    assert types.items() >= SHOWN.items()


def test_the_template_waits_for_the_service_linked_role_s_article() -> None:
    assert rendered("config").article.requires == ("service-linked-roles",)


@pytest.mark.parametrize(
    ("region", "partition"), [(HOME, "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
)
def test_the_recorder_s_role_is_the_account_s_service_linked_role_in_every_partition_e01_e19(
    region: str, partition: str
) -> None:
    role = f"arn:{partition}:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    assert recorder(region=region)["RoleARN"] == role


def test_existing_leaves_recorder_and_channel_alone_and_makes_nothing_e02_e16() -> None:
    assert made("config", ConfigurationRecorder="EXISTING", ConfigTopic="CREATE").resources == {}
    assert {*made("config").resources} == {*SHOWN}


def test_nothing_takes_the_names_that_another_set_up_would_have_taken_e16() -> None:
    assert "Name" not in recorder()
    assert "Name" not in channel()


@pytest.mark.parametrize(
    ("region", "home", "recorded"), [(HOME, "", True), (HOME, HOME, True), (OTHER, HOME, False), (OTHER, "", True)]
)
def test_global_types_are_recorded_in_the_home_region_only_e06(region: str, home: str, recorded: bool) -> None:
    group = recorder(region=region, HomeRegion=home)["RecordingGroup"]
    assert group == {"AllSupported": True, "IncludeGlobalResourceTypes": recorded}


@pytest.mark.parametrize("frequency", ["CONTINUOUS", "DAILY"])
def test_the_recording_frequency_is_a_choice(frequency: str) -> None:
    assert recorder(RecordingFrequency=frequency)["RecordingMode"] == {"RecordingFrequency": frequency}
    assert recorder()["RecordingMode"] == {"RecordingFrequency": "CONTINUOUS"}


@pytest.mark.parametrize("frequency", ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"])
def test_the_snapshot_frequency_is_a_choice(frequency: str) -> None:
    wanted = {"DeliveryFrequency": frequency}
    assert channel(SnapshotFrequency=frequency)["ConfigSnapshotDeliveryProperties"] == wanted
    assert channel()["ConfigSnapshotDeliveryProperties"] == {"DeliveryFrequency": "TwentyFour_Hours"}


def test_the_channel_waits_for_the_bucket_policy_and_is_never_linked_with_the_recorder_e11() -> None:
    stack = made("config", ConfigTopic="CREATE")
    waits = stack.waits_for("ConfigDeliveryChannel")
    assert {"S3BucketPolicyForConfig", "SNSTopicPolicyForConfig"} <= waits
    assert "ConfigConfigurationRecorder" not in waits
    assert "ConfigDeliveryChannel" not in stack.waits_for("ConfigConfigurationRecorder")


def test_the_choices_and_their_defaults() -> None:
    declared = document("config")["Parameters"]
    choices = {
        name: (body["Default"], body["AllowedValues"]) for name, body in declared.items() if "AllowedValues" in body
    }
    hours = ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"]
    assert choices == {
        "ConfigurationRecorder": ("CREATE", ["CREATE", "EXISTING"]),
        "RecordingFrequency": ("CONTINUOUS", ["CONTINUOUS", "DAILY"]),
        "SnapshotFrequency": ("TwentyFour_Hours", hours),
        "ConfigTopic": ("DISABLED", ["DISABLED", "CREATE", "EXISTING"]),
    }


def test_the_channel_delivers_to_the_own_bucket() -> None:
    assert channel()["S3BucketName"] == "made-s3forconfig"


def test_a_central_bucket_replaces_the_own_one() -> None:
    stack = made("config", ConfigBucketName="log-archive-config")
    assert {*stack.resources} == {"ConfigDeliveryChannel", "ConfigConfigurationRecorder"}
    assert stack.properties("ConfigDeliveryChannel")["S3BucketName"] == "log-archive-config"
    assert stack.outputs == {"ConfigBucketNameInUse": "log-archive-config"}
    assert made("config").outputs == {"ConfigBucketNameInUse": "made-s3forconfig"}


def test_the_key_of_a_central_bucket_can_be_named() -> None:
    key = "arn:aws:kms:eu-west-1:444455556666:key/0123abcd"
    assert channel(ConfigBucketName="log-archive-config", ConfigKmsKeyArn=key)["S3KmsKeyArn"] == key
    assert "S3KmsKeyArn" not in channel()


def test_the_own_bucket_has_no_name_of_its_own_so_that_a_kept_one_never_collides_e14() -> None:
    assert "BucketName" not in made("config").properties("S3ForConfig")


def test_what_was_delivered_is_kept_for_seven_years_and_never_less_than_one_e08() -> None:
    for days in (2557, 400):
        rules = made("config", ConfigRetentionInDays=days).properties("S3ForConfig")["LifecycleConfiguration"]["Rules"]
        assert rules[0]["ExpirationInDays"] == str(days)
        assert rules[0]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 365}
    assert document("config")["Parameters"]["ConfigRetentionInDays"]["Default"] == 2557
    with pytest.raises(RequestRefused, match="not less than 365"):
        made("config", ConfigRetentionInDays=60)


def test_the_bucket_has_no_object_lock_because_config_does_not_deliver_to_a_locked_one() -> None:
    assert not {key for key in made("config").properties("S3ForConfig") if key.startswith("ObjectLock")}


def test_access_logs_go_to_a_bucket_that_exists_or_nowhere_e09() -> None:
    logging = made("config", ConfigAccessLogBucketName="access-logs").properties("S3ForConfig")["LoggingConfiguration"]
    assert logging == {"DestinationBucketName": "access-logs", "LogFilePrefix": "Config/"}
    assert "LoggingConfiguration" not in made("config").properties("S3ForConfig")


def test_config_of_this_account_may_check_and_deliver_e07() -> None:
    ours = {"aws:SourceAccount": ACCOUNT, "s3:x-amz-acl": "bucket-owner-full-control"}
    assert deliveries(**ours) == {"s3:GetBucketAcl": True, "s3:ListBucket": True, "s3:PutObject": True}
    assert all(deliveries(**ours, **{"aws:SourceArn": f"arn:aws:config:eu-west-1:{ACCOUNT}:x"}).values())


@pytest.mark.parametrize(
    "context",
    [
        {},
        {"aws:SourceAccount": "999988887777"},
        {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": "arn:aws:config:eu-west-1:999988887777:x"},
        {"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "false"},
        {"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true", "s3:TlsVersion": "1.1"},
    ],
    ids=["no account", "another account", "another recorder", "plain HTTP", "TLS 1.1"],
)
def test_config_of_another_account_or_over_old_transport_may_nothing_e07(context: dict[str, str]) -> None:
    found = deliveries(**{"s3:x-amz-acl": "bucket-owner-full-control"}, **context)
    assert found == {"s3:GetBucketAcl": False, "s3:ListBucket": False, "s3:PutObject": False}


def test_config_must_give_the_owner_what_it_delivers() -> None:
    assert deliveries(**{"aws:SourceAccount": ACCOUNT})["s3:PutObject"] is False


def test_there_is_no_topic_by_default() -> None:
    assert "SnsTopicARN" not in channel()
    assert not made("config").of_type("AWS::SNS::Topic")


def test_a_topic_that_is_made_is_in_this_region_and_without_a_key_e22() -> None:
    stack = made("config", ConfigTopic="CREATE", NamePrefix="acme")
    assert stack.of_type("AWS::SNS::Topic") == {"SNSForConfig": {"TopicName": "acme-config"}}
    topic = stack.properties("ConfigDeliveryChannel")["SnsTopicARN"]
    assert topic == f"arn:aws:sns:{HOME}:{ACCOUNT}:acme-config"


def test_only_config_of_this_account_publishes_and_only_over_tls_e07_e22() -> None:
    properties = made("config", ConfigTopic="CREATE").properties("SNSTopicPolicyForConfig")
    policy, topic = properties["PolicyDocument"], f"arn:aws:sns:{HOME}:{ACCOUNT}:baseline-config"
    assert properties["Topics"] == [topic]

    def publishes(**context: str) -> bool:
        return allows([policy], Attempt("sns:Publish", topic, service="config.amazonaws.com", context=context))

    assert publishes(**{"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true"})
    assert not publishes(**{"aws:SourceAccount": "999988887777", "aws:SecureTransport": "true"})
    foreign = {"aws:SourceArn": "arn:aws:config:eu-west-1:999988887777:x"}
    assert not publishes(**{"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true"}, **foreign)
    assert not publishes(**{"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "false"})


def test_an_existing_topic_is_named_by_its_arn_e05_e22() -> None:
    stack = made("config", ConfigTopic="EXISTING", ConfigTopicArn=TOPIC)
    assert stack.properties("ConfigDeliveryChannel")["SnsTopicARN"] == TOPIC
    assert not stack.of_type("AWS::SNS::Topic")


def test_an_existing_topic_without_an_arn_is_refused() -> None:
    with pytest.raises(RequestRefused, match="ConfigTopic EXISTING needs ConfigTopicArn"):
        made("config", ConfigTopic="EXISTING")
