from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made

# The resources that the article shows, by their names there.
SHOWN = {
    "CloudTrail": "AWS::CloudTrail::Trail",
    "CloudWatchLogsGroupForCloudTrail": "AWS::Logs::LogGroup",
    "IAMRoleForCloudTrail": "AWS::IAM::Role",
    "S3BucketPolicyForCloudTrail": "AWS::S3::BucketPolicy",
    "S3ForCloudTrail": "AWS::S3::Bucket",
}
ACCESS_LOGS = {"S3ForCloudTrailAccessLogs", "S3BucketPolicyForCloudTrailAccessLogs"}
TRAIL = f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/baseline"
OURS = {"aws:SourceArn": TRAIL, "aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true"}
KEY_ARN = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/0123abcd"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:"
ORGANIZATION = "o-exampleorgid"


def trail(**given: Any) -> dict[str, Any]:
    return made("cloudtrail", **given).properties("CloudTrail")


def selectors(**given: Any) -> list[dict[str, dict[str, list[str]]]]:
    found = trail(TrailDataEvents="ENABLED", **given)["AdvancedEventSelectors"]
    return [
        {each["Field"]: {key: value for key, value in each.items() if key != "Field"} for each in one["FieldSelectors"]}
        for one in found
    ]


def test_every_resource_of_the_article_exists_under_its_name() -> None:
    types = {name: body["Type"] for name, body in document("cloudtrail")["Resources"].items()}
    assert types.items() >= SHOWN.items()
    assert {*made("cloudtrail").resources} == {*SHOWN} | ACCESS_LOGS


def test_the_trail_records_every_region_and_global_services_and_signs_its_files() -> None:
    found = trail()
    for key in ("IsLogging", "IsMultiRegionTrail", "IncludeGlobalServiceEvents", "EnableLogFileValidation"):
        assert found[key] is True
    assert "EventSelectors" not in found


def test_the_trail_is_named_by_the_prefix_and_not_by_the_stack_e15() -> None:
    assert trail(NamePrefix="acme")["TrailName"] == "acme"
    assert made("cloudtrail", NamePrefix="acme").properties("CloudWatchLogsGroupForCloudTrail")["LogGroupName"] == (
        "/aws/cloudtrail/acme"
    )
    assert "RoleName" not in made("cloudtrail").properties("IAMRoleForCloudTrail")


def test_an_existing_trail_is_left_alone_and_nothing_is_made() -> None:
    everything = {"TrailKey": "CREATE", "TrailTopic": "CREATE"}
    assert made("cloudtrail", Trail="EXISTING", **everything).resources == {}


def test_a_second_region_makes_no_second_trail_e10() -> None:
    assert made("cloudtrail", region=OTHER, HomeRegion=HOME, TrailKey="CREATE", TrailTopic="CREATE").resources == {}
    assert "CloudTrail" in made("cloudtrail", region=HOME, HomeRegion=HOME).resources


def test_the_trail_waits_for_the_policies_of_what_it_writes_to_e11() -> None:
    waits = made("cloudtrail", TrailTopic="CREATE").waits_for("CloudTrail")
    assert {*SHOWN} - {"CloudTrail"} | {"SNSForCloudTrail", "SNSTopicPolicyForCloudTrail"} <= waits


def test_there_is_no_key_unless_it_is_asked_for_e04() -> None:
    assert "KMSKeyId" not in trail()
    assert "KmsKeyId" not in made("cloudtrail").properties("CloudWatchLogsGroupForCloudTrail")
    assert made("cloudtrail").of_type("AWS::KMS::Key") == {}


def test_a_key_that_is_made_rotates_and_encrypts_trail_log_group_and_topic_e04_e17() -> None:
    stack = made("cloudtrail", TrailKey="CREATE", TrailTopic="CREATE")
    key = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/made-kmskeyforcloudtrail"
    assert stack.properties("KMSKeyForCloudTrail")["EnableKeyRotation"] is True
    assert stack.properties("CloudTrail")["KMSKeyId"] == key
    assert stack.properties("CloudWatchLogsGroupForCloudTrail")["KmsKeyId"] == key
    assert stack.properties("SNSForCloudTrail")["KmsMasterKeyId"] == "made-kmskeyforcloudtrail"


def uses_key(action: str, service: str, **context: str) -> bool:
    policy = made("cloudtrail", TrailKey="CREATE").properties("KMSKeyForCloudTrail")["KeyPolicy"]
    return allows([policy], Attempt(f"kms:{action}", "*", service=service, context=context))


def test_the_key_encrypts_for_this_trail_only_e04() -> None:
    of_trail = {"kms:EncryptionContext:aws:cloudtrail:arn": TRAIL}
    assert uses_key("GenerateDataKey", "cloudtrail.amazonaws.com", **OURS, **of_trail)
    assert uses_key("DescribeKey", "cloudtrail.amazonaws.com", **OURS)
    assert not uses_key("GenerateDataKey", "cloudtrail.amazonaws.com", **OURS)
    assert not uses_key("GenerateDataKey", "cloudtrail.amazonaws.com", **of_trail)
    foreign = OURS | {"aws:SourceAccount": "999988887777"}
    assert not uses_key("GenerateDataKey", "cloudtrail.amazonaws.com", **foreign, **of_trail)
    assert not uses_key("Decrypt", "cloudtrail.amazonaws.com", **OURS, **of_trail)


@pytest.mark.parametrize(
    ("action", "encryption"),
    [
        ("GenerateDataKey", {"kms:EncryptionContext:aws:cloudtrail:arn": TRAIL}),
        ("DescribeKey", {}),
        ("GenerateDataKey", {"kms:EncryptionContext:aws:sns:topicArn": f"{TOPIC}baseline-cloudtrail"}),
        ("Decrypt", {"kms:EncryptionContext:aws:sns:topicArn": f"{TOPIC}baseline-cloudtrail"}),
    ],
)
def test_the_key_works_for_no_other_trail_and_no_other_account_e04(action: str, encryption: dict[str, str]) -> None:
    assert uses_key(action, "cloudtrail.amazonaws.com", **OURS, **encryption)
    for key in ("aws:SourceArn", "aws:SourceAccount"):
        assert not uses_key(action, "cloudtrail.amazonaws.com", **OURS | {key: "another"}, **encryption)


def test_the_account_keeps_the_key_in_its_own_hands() -> None:
    policy = made("cloudtrail", TrailKey="CREATE").properties("KMSKeyForCloudTrail")["KeyPolicy"]
    for action in ("kms:ScheduleKeyDeletion", "kms:Decrypt", "kms:PutKeyPolicy"):
        assert allows([policy], Attempt(action, "*", arn=f"arn:aws:iam::{ACCOUNT}:role/Administrator"))
        assert not allows([policy], Attempt(action, "*", arn="arn:aws:iam::999988887777:role/Administrator"))


def test_the_key_encrypts_for_this_log_group_only_e17() -> None:
    logs, group = f"logs.{HOME}.amazonaws.com", f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:"
    ours = {"kms:EncryptionContext:aws:logs:arn": f"{group}/aws/cloudtrail/baseline"}
    for action in ("Encrypt", "Decrypt", "GenerateDataKey", "ReEncryptTo"):
        assert uses_key(action, logs, **ours)
        assert not uses_key(action, logs)
        assert not uses_key(action, logs, **{"kms:EncryptionContext:aws:logs:arn": f"{group}another"})


def test_an_existing_key_is_named_by_its_arn() -> None:
    stack = made("cloudtrail", TrailKey="EXISTING", TrailKeyArn=KEY_ARN)
    assert stack.properties("CloudTrail")["KMSKeyId"] == KEY_ARN
    assert stack.of_type("AWS::KMS::Key") == {}


@pytest.mark.parametrize(("choice", "arn"), [("TrailKey", "TrailKeyArn"), ("TrailTopic", "TrailTopicArn")])
def test_what_exists_must_be_named(choice: str, arn: str) -> None:
    with pytest.raises(RequestRefused, match=f"{choice} EXISTING needs {arn}"):
        made("cloudtrail", **{choice: "EXISTING"})


def test_the_trail_writes_to_a_log_group_that_outlives_the_stack_for_a_year_e17() -> None:
    stack = made("cloudtrail")
    assert stack.properties("CloudWatchLogsGroupForCloudTrail")["RetentionInDays"] == "365"
    changed = made("cloudtrail", TrailLogGroupRetentionInDays=3653)
    assert changed.properties("CloudWatchLogsGroupForCloudTrail")["RetentionInDays"] == "3653"
    group = f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:/aws/cloudtrail/baseline:*"
    assert stack.properties("CloudTrail")["CloudWatchLogsLogGroupArn"] == group
    assert stack.properties("CloudTrail")["CloudWatchLogsRoleArn"].endswith("role/made-iamroleforcloudtrail")


def test_a_log_group_that_an_earlier_stack_left_is_written_to_and_not_made() -> None:
    stack = made("cloudtrail", TrailLogGroup="EXISTING")
    assert stack.of_type("AWS::Logs::LogGroup") == {}
    assert stack.properties("CloudTrail")["CloudWatchLogsLogGroupArn"] == trail()["CloudWatchLogsLogGroupArn"]
    assert "IAMRoleForCloudTrail" in stack.resources


def test_without_a_log_group_there_is_no_role() -> None:
    stack = made("cloudtrail", TrailLogGroup="DISABLED")
    assert not {"IAMRoleForCloudTrail", "CloudWatchLogsGroupForCloudTrail"} & stack.resources.keys()
    assert not {key for key in stack.properties("CloudTrail") if key.startswith("CloudWatchLogs")}


def test_only_this_trail_takes_the_role_and_writes_to_this_group_only_e17() -> None:
    role = made("cloudtrail").properties("IAMRoleForCloudTrail")

    def takes(context: dict[str, str]) -> bool:
        attempt = Attempt("sts:AssumeRole", "", service="cloudtrail.amazonaws.com", context=context)
        return allows([role["AssumeRolePolicyDocument"]], attempt)

    def writes(action: str, group: str) -> bool:
        at = f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:{group}:log-stream:{ACCOUNT}_CloudTrail_{HOME}"
        return allows([role["Policies"][0]["PolicyDocument"]], Attempt(action, at), identity=True)

    assert takes(OURS)
    assert takes({})
    assert not takes(OURS | {"aws:SourceAccount": "999988887777"})
    assert not takes(OURS | {"aws:SourceArn": f"arn:aws:cloudtrail:{HOME}:999988887777:trail/baseline"})
    assert writes("logs:CreateLogStream", "/aws/cloudtrail/baseline")
    assert writes("logs:PutLogEvents", "/aws/cloudtrail/baseline")
    assert not writes("logs:PutLogEvents", "/aws/cloudtrail/another")
    assert not writes("logs:DeleteLogGroup", "/aws/cloudtrail/baseline")


def test_there_is_no_topic_unless_it_is_asked_for_e05() -> None:
    assert "SnsTopicName" not in trail()
    assert trail(TrailTopic="EXISTING", TrailTopicArn=f"{TOPIC}deliveries")["SnsTopicName"] == f"{TOPIC}deliveries"
    stack = made("cloudtrail", TrailTopic="CREATE", NamePrefix="acme")
    assert stack.properties("CloudTrail")["SnsTopicName"] == "acme-cloudtrail"
    assert "KmsMasterKeyId" not in stack.properties("SNSForCloudTrail")


def test_only_this_trail_publishes_and_only_over_tls_e07() -> None:
    properties = made("cloudtrail", TrailTopic="CREATE").properties("SNSTopicPolicyForCloudTrail")
    policy, topic = properties["PolicyDocument"], f"{TOPIC}baseline-cloudtrail"
    assert properties["Topics"] == [topic]

    def publishes(context: dict[str, str]) -> bool:
        attempt = Attempt("sns:Publish", topic, service="cloudtrail.amazonaws.com", context=context)
        return allows([policy], attempt)

    assert publishes(OURS)
    assert not publishes(OURS | {"aws:SourceAccount": "999988887777"})
    assert not publishes(OURS | {"aws:SourceArn": f"{TRAIL}-another"})
    assert not publishes(OURS | {"aws:SecureTransport": "false"})


def test_insights_are_an_option() -> None:
    assert "InsightSelectors" not in trail()
    found = trail(TrailInsights="ENABLED")["InsightSelectors"]
    assert found == [{"InsightType": "ApiCallRateInsight"}, {"InsightType": "ApiErrorRateInsight"}]


def test_data_events_are_an_option_and_keep_the_management_events_e18() -> None:
    assert "AdvancedEventSelectors" not in trail()
    names = [each["Name"] for each in trail(TrailDataEvents="ENABLED")["AdvancedEventSelectors"]]
    assert names == ["Management events", "S3 objects, log buckets aside", "Lambda functions"]
    management, objects, functions = selectors()
    assert management == {"eventCategory": {"Equals": ["Management"]}}
    assert objects["eventCategory"] == functions["eventCategory"] == {"Equals": ["Data"]}
    assert objects["resources.type"] == {"Equals": ["AWS::S3::Object"]}
    assert functions["resources.type"] == {"Equals": ["AWS::Lambda::Function"]}


@pytest.mark.parametrize(
    ("given", "excluded"),
    [
        ({}, ["arn:aws:s3:::made-s3forcloudtrail/", "arn:aws:s3:::made-s3forcloudtrailaccesslogs/"]),
        ({"TrailBucketName": "log-archive"}, ["arn:aws:s3:::log-archive/"]),
        ({"TrailBucketName": "log-archive", "region": "cn-north-1"}, ["arn:aws-cn:s3:::log-archive/"]),
    ],
)
def test_data_events_leave_the_log_buckets_out_e18_e19(given: dict[str, Any], excluded: list[str]) -> None:
    assert selectors(**given)[1]["resources.ARN"] == {"NotStartsWith": excluded}


def test_the_words_speak_of_cloudtrail_e23() -> None:
    assert "GuardDuty" not in str(document("cloudtrail"))
