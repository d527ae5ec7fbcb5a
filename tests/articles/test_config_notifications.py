import json
from pathlib import Path
from typing import Any

import pytest

from generator.articles.config_notifications import FAILURES
from generator.blocks.config_messages import MESSAGES, Message
from generator.knowledge.event_sources import SOURCES
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies
from tests.articles.evaluation import ACCOUNT, Made, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "config-notifications"
REGION = "us-east-1"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/config.json").read_text("utf-8"))["events"]
TOPIC = {"AlertTopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"}
ALL = {**TOPIC, "ConfigQueue": "CREATE", **{message.choice: "ENABLED" for message in MESSAGES}}
DEFAULTS = {
    "EventsRuleForConfigSnapshotFailed",
    "CloudWatchAlarmForConfigHistoryExportFailed",
    "CloudWatchAlarmForConfigSnapshotExportFailed",
    "CloudWatchAlarmForChangeNotificationsDeliveryFailed",
}
CONSOLE = f"https://{REGION}.console.aws.amazon.com/config/home?region={REGION}#/"
INSTANCE = "AWS::EC2::Instance i-007d374c8912e3e90"
SAID = {
    "ComplianceChange": [
        f"desired-instance-type now finds {INSTANCE} NON_COMPLIANT in account {ACCOUNT}, {REGION}.",
        f"{CONSOLE}rules/details?configRuleName=desired-instance-type",
    ],
    "RulesEvaluation": [
        f"AWS Config has begun to evaluate iam-password-policy in account {ACCOUNT}, {REGION}.",
        f"{CONSOLE}rules/details?configRuleName=iam-password-policy",
    ],
    "SnapshotFailed": [
        "FAILURE: AWS Config could not deliver the snapshot 108e0794-84a7-4cca-a179-76a199ddd11a"
        f" of account {ACCOUNT}, {REGION}.",
        "Look whether the bucket of the delivery channel is there, and whether its policy and its key admit config.amazonaws.com:",
        f"{CONSOLE}settings",
    ],
    "ItemChange": [
        f"{INSTANCE} is now OK (UPDATE) in account {ACCOUNT}, {REGION}.",
        f"{CONSOLE}timeline/AWS::EC2::Instance/i-007d374c8912e3e90",
    ],
}

every_message = pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.thing)


def event(thing: str, **changed: Any) -> dict[str, Any]:
    found: dict[str, Any] = EVENTS[thing]
    return {**found, "account": ACCOUNT, **changed}


def stack(**given: str) -> Made:
    return made(NAME, region=REGION, **(ALL | given))


def rule(thing: str, **given: str) -> dict[str, Any]:
    return stack(**given).properties(f"EventsRuleForConfig{thing}")


def heard(thing: str, what: dict[str, Any], **given: str) -> bool:
    return matches(rule(thing, **given)["EventPattern"], what)


def test_there_is_a_sample_of_every_type_and_the_detail_types_are_those_of_the_reference() -> None:
    assert [message.thing for message in MESSAGES] == list(EVENTS)
    assert {message.detail_type for message in MESSAGES} == {*SOURCES["aws.config"].types}
    assert len({message.kind for message in MESSAGES}) == 8


@every_message
def test_each_rule_hears_its_own_message_and_no_other(message: Message) -> None:
    found = {thing for thing in EVENTS if heard(message.thing, event(thing))}
    assert found == {message.thing}


@every_message
def test_no_rule_hears_another_account_region_or_service(message: Message) -> None:
    for changed in ({"account": "999988887777"}, {"region": "eu-west-1"}, {"source": "custom.config"}):
        assert not heard(message.thing, event(message.thing, **changed))


@every_message
def test_a_notice_names_the_account_the_region_and_a_page_of_the_console(message: Message) -> None:
    (target,) = rule(message.thing)["Targets"]
    assert target["Arn"] == TOPIC["AlertTopicArn"]
    first, *others = transformed(target["InputTransformer"], event(message.thing))
    assert f"account {ACCOUNT}, {REGION}." in first
    assert others[-1].startswith(CONSOLE)
    # A path that the event does not have would leave nothing in its place.
    assert not [line for line in (first, *others) if "  " in line or "()" in line or line.endswith(("/", "="))]
    assert message.thing not in SAID or [first, *others] == SAID[message.thing]


def test_what_a_completed_delivery_says_is_where_it_lies() -> None:
    for thing in ("SnapshotCompleted", "HistoryDelivery", "OversizedItemChange"):
        (target,) = rule(thing)["Targets"]
        _, where, _ = transformed(target["InputTransformer"], event(thing))
        assert "s3://amzn-s3-demo-bucket/AWSLogs/123456789012/Config/us-east-1/2016/" in where


def test_rules_with_our_prefix_are_left_to_the_templates_that_make_them() -> None:
    def named(name: str) -> dict[str, Any]:
        return event("ComplianceChange", detail={**EVENTS["ComplianceChange"]["detail"], "configRuleName": name})

    assert not heard("ComplianceChange", named("baseline-restricted-ssh"))
    assert heard("ComplianceChange", named("baselineless"))
    assert heard("ComplianceChange", named("baseline-restricted-ssh"), NamePrefix="ours")
    assert not heard("ComplianceChange", named("ours-restricted-ssh"), NamePrefix="ours")


def test_only_failures_are_told_unless_more_is_chosen() -> None:
    assert {*made(NAME, **TOPIC).resources} == DEFAULTS
    assert {*made(NAME, **TOPIC, ConfigDeliveryAlarms="DISABLED").resources} == {"EventsRuleForConfigSnapshotFailed"}
    quiet = {"ConfigSnapshotFailedNotices": "DISABLED"}
    assert {*made(NAME, **TOPIC, **quiet).resources} == DEFAULTS - {"EventsRuleForConfigSnapshotFailed"}


@every_message
def test_each_choice_makes_one_rule(message: Message) -> None:
    chosen = {*made(NAME, **TOPIC, **{message.choice: "ENABLED"}).resources}
    assert chosen == DEFAULTS | {f"EventsRuleForConfig{message.thing}"}


def test_without_a_topic_nobody_is_told_and_the_queue_is_a_choice_of_its_own() -> None:
    everything = {key: value for key, value in ALL.items() if key not in TOPIC}
    queue = {"SQSForConfig", "EventsRuleForConfigQueue", "SQSQueuePolicyForConfig"}
    assert {*made(NAME, **everything).resources} == queue
    assert {*made(NAME, ConfigQueue="CREATE").resources} == queue
    assert made(NAME).resources == {}


@pytest.mark.parametrize("metric", FAILURES)
def test_an_alarm_rings_at_the_first_failure_and_not_for_want_of_data(metric: str) -> None:
    alarm = made(NAME, **TOPIC).properties(f"CloudWatchAlarmFor{metric}")
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == ("AWS/Config", metric, "Sum")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanOrEqualToThreshold", 1)
    assert alarm["TreatMissingData"] == "notBreaching"
    assert alarm["AlarmActions"] == [TOPIC["AlertTopicArn"]]
    assert "Dimensions" not in alarm
    assert f"account {ACCOUNT}" in alarm["AlarmDescription"]


@every_message
def test_the_queue_gets_every_message_as_it_is(message: Message) -> None:
    assert heard("Queue", event(message.thing))
    assert not heard("Queue", event(message.thing, region="eu-west-1"))
    (target,) = rule("Queue")["Targets"]
    assert target == {"Id": "ConfigQueue", "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:made-sqsforconfig"}


def test_the_queue_is_encrypted_and_takes_messages_of_its_rule_only() -> None:
    assert stack().properties("SQSForConfig")["SqsManagedSseEnabled"] is True
    document = stack().properties("SQSQueuePolicyForConfig")["PolicyDocument"]
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:made-sqsforconfig"

    def sent(rule_name: str, service: str = "events.amazonaws.com") -> Attempt:
        context = {"aws:SourceArn": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule_name}"}
        return Attempt("sqs:SendMessage", queue, service=service, context=context)

    assert allows([document], sent("made-eventsruleforconfigqueue"))
    assert not allows([document], sent("another"))
    assert not allows([document], sent("made-eventsruleforconfigqueue", "sns.amazonaws.com"))
    who = f"arn:aws:iam::{ACCOUNT}:role/Consumer"
    plain = Attempt("sqs:ReceiveMessage", queue, arn=who, context={"aws:SecureTransport": "false"})
    assert denies([document], plain)


def test_china_s_notices_lead_to_china_s_console() -> None:
    china = made(NAME, region="cn-north-1", **ALL).properties("EventsRuleForConfigSnapshotFailed")
    assert "https://cn-north-1.console.amazonaws.cn/" in china["Targets"][0]["InputTransformer"]["InputTemplate"]
