import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.articles.cloudtrail_alarms import ALARMS
from generator.blocks.trail_alarm import TrailAlarm
from generator.knowledge import limits
from generator.lint.filter_patterns import Combined, Comparison, Condition, Json, parse
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made, rendered
from tests.events.filter_pattern import matches

NAME = "cloudtrail-alarms"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:baseline-alerts"
FILTER, ALARM = "CloudWatchLogsMetricFilterFor", "CloudWatchAlarmFor"
TESTS = Path(__file__).parents[1]
# The texts that Security Hub compares with.
CIS: dict[str, str] = json.loads((TESTS / "lint" / "cis_metric_filters.json").read_text())["patterns"]
EVENTS: dict[str, dict[str, Any]] = json.loads((TESTS / "events" / "samples" / "cloudtrail.json").read_text())["events"]
# The alarms that hear of each sample; the others are near misses of one of them.
HEARD: dict[str, set[str]] = {
    "root signs in with MFA": {"RootUserUsed"},
    "root creates an access key": {"RootUserUsed"},
    "root fails to sign in": {"RootUserUsed", "ConsoleSignInFailed"},
    "EC2 refuses": {"UnauthorizedApiCalls"},
    "S3 refuses": {"UnauthorizedApiCalls"},
    "Lambda refuses": {"UnauthorizedApiCalls"},
    "a user signs in without MFA": {"ConsoleSignInWithoutMfa"},
    "a user fails to sign in": {"ConsoleSignInFailed"},
    "a role gets a policy": {"IamPolicyChanged"},
    "a role gets an inline policy": {"IamPolicyChanged"},
    "a trail is stopped": {"TrailChanged"},
    "a key is scheduled for deletion": {"KmsKeyDisabled"},
    "a bucket gets a policy": {"BucketPolicyChanged"},
    "the recorder is stopped": {"ConfigChanged"},
    "a security group is opened": {"SecurityGroupChanged"},
    "a network ACL gets an entry": {"NetworkAclChanged"},
    "an internet gateway is attached": {"NetworkGatewayChanged"},
    "a route is made": {"RouteTableChanged"},
    "a VPC is deleted": {"VpcChanged"},
    "an account leaves the Organization": {"OrganizationChanged"},
    "an SCP is detached": {"OrganizationChanged"},
    "a refused change of a security group": {"SecurityGroupChanged", "UnauthorizedApiCalls"},
}
every_alarm = pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.name)


def told(**given: Any) -> Any:
    return made(NAME, **{"AlertTopicArn": TOPIC} | given)


def patterns() -> dict[str, str]:
    filters = told().of_type("AWS::Logs::MetricFilter")
    return {name.removeprefix(FILTER): body["FilterPattern"] for name, body in filters.items()}


def names_in(condition: Condition) -> set[str]:
    match condition:
        case Combined(_, parts):
            return {name for part in parts for name in names_in(part)}
        case Comparison("$.eventName", "=", value):
            return {value.text}
    return set()


def test_without_a_topic_nothing_is_made() -> None:
    assert made(NAME).resources == {}


def test_with_a_topic_there_are_the_fourteen_of_the_benchmark_and_one_on_organizations() -> None:
    assert [alarm.control for alarm in ALARMS] == [f"CloudWatch.{number}" for number in range(1, 15)] + [""]
    assert {*told().resources} == {f"{kind}{alarm.name}" for alarm in ALARMS for kind in (FILTER, ALARM)}


def test_the_patterns_are_the_texts_that_security_hub_compares_with() -> None:
    assert {alarm.control: patterns()[alarm.name] for alarm in ALARMS if alarm.control} == CIS
    assert all(len(pattern) <= limits.FILTER_PATTERN_LENGTH for pattern in patterns().values())


def test_the_emitted_yaml_says_the_patterns_to_the_character() -> None:
    resources = document(NAME)["Resources"]
    for alarm in ALARMS:
        if alarm.control:
            assert resources[f"{FILTER}{alarm.name}"]["Properties"]["FilterPattern"] == CIS[alarm.control]


@pytest.mark.parametrize("sample", EVENTS)
def test_an_event_is_heard_by_its_alarms_and_by_no_other(sample: str) -> None:
    heard = {name for name, pattern in patterns().items() if matches(pattern, EVENTS[sample])}
    assert heard == HEARD.get(sample, set())


def test_every_alarm_hears_a_sample_and_there_are_near_misses() -> None:
    assert {name for heard in HEARD.values() for name in heard} == {alarm.name for alarm in ALARMS}
    assert HEARD.keys() < EVENTS.keys()


@every_alarm
def test_each_call_that_a_pattern_names_is_heard_from_its_service_only(alarm: TrailAlarm) -> None:
    found = parse(alarm.pattern)
    assert isinstance(found, Json)
    source = re.search(r"eventSource=([a-z0-9.]+)", alarm.pattern)
    for name in names_in(found.condition) - {"ConsoleLogin"}:
        event = EVENTS["a subnet is made"] | {"eventName": name}
        ours = event | ({"eventSource": source[1]} if source else {})
        assert matches(alarm.pattern, ours)
        assert not matches(alarm.pattern, ours | {"eventName": f"{name}2"})
        if source:
            assert not matches(alarm.pattern, ours | {"eventSource": "example.amazonaws.com"})


@every_alarm
def test_an_alarm_watches_what_its_filter_counts(alarm: TrailAlarm) -> None:
    stack = told(NamePrefix="acme")
    watching = stack.properties(f"{ALARM}{alarm.name}")
    (counted,) = stack.properties(f"{FILTER}{alarm.name}")["MetricTransformations"]
    assert counted == {"MetricNamespace": "acme/CloudTrail", "MetricName": watching["MetricName"], "MetricValue": "1"}
    assert watching["Namespace"] == counted["MetricNamespace"]
    assert watching["AlarmActions"] == [TOPIC]


@every_alarm
def test_an_alarm_fires_from_its_threshold_on_and_not_on_silence(alarm: TrailAlarm) -> None:
    watching = told().properties(f"{ALARM}{alarm.name}")
    assert (watching["ComparisonOperator"], watching["Statistic"]) == ("GreaterThanOrEqualToThreshold", "Sum")
    assert watching["Threshold"] == str(alarm.threshold)
    assert alarm.threshold >= 1
    assert watching["TreatMissingData"] == "notBreaching"
    # A period without calls has no data: a filter that counted zeroes would cost a metric all month.
    assert "DefaultValue" not in str(told().properties(f"{FILTER}{alarm.name}"))


@every_alarm
def test_a_threshold_is_changed_by_its_parameter_and_zero_switches_the_alarm_off(alarm: TrailAlarm) -> None:
    parameter = f"{alarm.name}Threshold"
    assert told(**{parameter: 7}).properties(f"{ALARM}{alarm.name}")["Threshold"] == "7"
    without = told(**{parameter: 0}).resources
    assert told().resources.keys() - without.keys() == {f"{ALARM}{alarm.name}", f"{FILTER}{alarm.name}"}


def test_only_what_is_always_noise_has_another_threshold_than_one() -> None:
    assert {alarm.name: alarm.threshold for alarm in ALARMS if alarm.threshold != 1} == {
        "UnauthorizedApiCalls": 10,
        "ConsoleSignInFailed": 3,
    }


def test_the_log_group_is_that_of_the_own_trail_or_the_one_that_is_named() -> None:
    def groups(**given: Any) -> set[str]:
        return {body["LogGroupName"] for body in told(**given).of_type("AWS::Logs::MetricFilter").values()}

    own = made("cloudtrail", NamePrefix="acme").properties("CloudWatchLogsGroupForCloudTrail")["LogGroupName"]
    assert groups(NamePrefix="acme") == {own}
    landing_zone = "aws-controltower/CloudTrailLogs"
    assert groups(TrailLogGroupName=landing_zone) == {landing_zone}


def test_only_the_home_region_has_alarms() -> None:
    assert told(region=OTHER, HomeRegion=HOME).resources == {}
    assert told(region=HOME, HomeRegion=HOME).resources


@pytest.mark.parametrize(
    ("region", "host"), [(HOME, "console.aws.amazon.com"), ("us-gov-west-1", "console.amazonaws-us-gov.com")]
)
def test_the_words_name_account_calls_and_a_link_by_partition(region: str, host: str) -> None:
    stack = told(region=region)
    for alarm in ALARMS:
        text = stack.properties(f"{ALARM}{alarm.name}")["AlarmDescription"]
        assert text.startswith(f"The trail of account {ACCOUNT} recorded {alarm.words}.")
        assert f" https://{region}.{host}/cloudwatch/home?region={region}#logsV2:logs-insights " in text
        assert text.endswith(alarm.query)
        assert len(text) <= limits.ALARM_DESCRIPTION_LENGTH


@every_alarm
def test_the_query_of_the_words_finds_each_call_that_the_pattern_names(alarm: TrailAlarm) -> None:
    found = parse(alarm.pattern)
    assert isinstance(found, Json)
    likes = re.search(r"eventName like /(.+?)/( |$)", alarm.query)
    if likes:
        assert [name for name in names_in(found.condition) if not re.search(likes[1], name)] == []


def test_an_alarm_is_named_by_the_prefix_and_what_it_tells() -> None:
    names = {body["AlarmName"] for body in told(NamePrefix="acme").of_type("AWS::CloudWatch::Alarm").values()}
    assert {"acme-root-user-used", "acme-console-sign-in-without-mfa", "acme-trail-changed"} < names
    assert len(names) == len(ALARMS)


def test_the_console_shows_the_control_beside_each_threshold() -> None:
    labels = {name: body.label for name, body in rendered(NAME).parameters.items()}
    assert labels["RootUserUsedThreshold"] == "Use of the root user [CloudWatch.1]"
    assert labels["OrganizationChangedThreshold"] == "Changes of the Organization"
