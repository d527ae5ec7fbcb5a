import json
from pathlib import Path
from typing import Any

from generator.articles.config_notifications import FAILURES
from generator.blocks.config_messages import MESSAGES
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack
from tests.events.pattern import matches

NAME = "config-notifications"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/config.json").read_text("utf-8"))["events"]


def everything(account: StrictAccount, region: str) -> Stack:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    chosen = {**dict.fromkeys((message.choice for message in MESSAGES), "ENABLED"), "ConfigQueue": "CREATE"}
    ran = launch(account, NAME, region, REGIONS, committed_parameters(NAME) | chosen | {"AlertTopicArn": topic})
    assert ran.stack is not None, ran.refused
    assert ran.green, [str(event) for event in ran.stack.failures]
    return ran.stack


def heard(account: StrictAccount, region: str, event: dict[str, Any]) -> list[str]:
    """The targets of the deployed rules that hear an event, by the last part of their ARNs."""
    client = account.account_region(region).client("events")
    rules = [rule for rule in client.list_rules()["Rules"] if matches(json.loads(rule["EventPattern"]), event)]
    targets = [each for rule in rules for each in client.list_targets_by_rule(Rule=rule["Name"])["Targets"]]
    return sorted(each["Arn"].rpartition(":")[2].partition("-")[0].lower() for each in targets)


def test_each_message_is_told_once_and_queued_once_in_its_own_region(account: StrictAccount) -> None:
    for region in REGIONS:
        everything(account, region)
    for sample in EVENTS.values():
        event = {**sample, "account": account.account_id, "region": HOME}
        assert heard(account, HOME, event) == ["alerts", "config"]
        assert heard(account, OTHER, event) == []


def test_alarms_and_queue_are_there_and_gone_with_the_stack(account: StrictAccount) -> None:
    stack, place = everything(account, HOME), account.account_region(HOME)
    alarms = place.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert {alarm["MetricName"] for alarm in alarms} == {*FAILURES}
    (url,) = place.client("sqs").list_queues()["QueueUrls"]
    found = place.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert found["SqsManagedSseEnabled"] == "true"
    rule = next(each for each in json.loads(found["Policy"])["Statement"] if each["Effect"] == "Allow")
    names = [each["Arn"] for each in place.client("events").list_rules()["Rules"]]
    assert rule["Condition"]["ArnEquals"]["aws:SourceArn"] in names
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert place.client("events").list_rules()["Rules"] == []
    assert place.client("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert "QueueUrls" not in place.client("sqs").list_queues()
