import json

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch
from generator.rehearsal.committed import committed_parameters, declared_parameters, template_text
from generator.rehearsal.orders import rehearse_orders
from generator.rehearsal.stack import Stack
from generator.template.capabilities import needed_capabilities
from generator.template.template import load

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
UUID = "01234567-89ab-cdef-0123-456789abcdef"
EVERYTHING = {
    "AlertTopicKey": "CREATE",
    **{f"AlertEmail{number}": f"team{number}@example.com" for number in (1, 2, 3)},
    "SlackWorkspaceId": "T0123456789",
    "SlackChannelId": "C0123456789",
    "TeamsTenantId": UUID,
    "TeamsTeamId": UUID,
    "TeamsChannelId": "19%3aexample%40thread.tacv2",
    "ConfigNoticesTopic": "CREATE",
    "ConfigNoticesEmail": "config@example.com",
}


def green(run: StackRun) -> Stack:
    assert run.stack is not None, run.refused
    assert run.green, [str(event) for event in run.stack.failures]
    return run.stack


def notifications(account: StrictAccount, region: str, **given: str) -> Stack:
    values = committed_parameters("notifications") | EVERYTHING | given
    return green(launch(account, "notifications", region, REGIONS, values))


def test_everything_is_made_in_every_order(account: StrictAccount) -> None:
    text = template_text("notifications")
    values = committed_parameters("notifications") | EVERYTHING
    results = rehearse_orders(account, text, values, needed_capabilities(load(text)))
    assert [str(result) for result in results if not result.green] == []
    assert results


def test_channels_are_made_once_and_then_shown_the_topic_of_another_region(account: StrictAccount) -> None:
    home = notifications(account, HOME)
    assert len(home.resources) == 12
    other = notifications(account, OTHER)
    assert not [name for name in other.resources if name.startswith(("Chatbot", "IAM"))]
    text, declared = template_text("notifications"), declared_parameters("notifications")
    values = {name: value for name, value in (EVERYTHING | {"HomeRegion": HOME}).items() if name in declared}
    topic = other.outputs["AlertTopicArnInUse"].value
    account.update_stack(home.name, text, values | {"ChatTopicArns": topic}, needed_capabilities(load(text)))
    assert home.status == "UPDATE_COMPLETE", [str(event) for event in home.failures]
    shown = account.account_region(HOME).in_region("us-east-2").store("chatbot slack-channel").values()
    assert [each["SnsTopicArns"] for each in shown] == [[home.outputs["AlertTopicArnInUse"].value, topic]]


def test_a_channel_cannot_show_a_topic_that_is_not_there(account: StrictAccount) -> None:
    gone = f"arn:aws:sns:{OTHER}:{account.account_id}:baseline-alerts"
    run = launch(
        account,
        "notifications",
        HOME,
        REGIONS,
        committed_parameters("notifications") | EVERYTHING | {"ChatTopicArns": gone},
    )
    assert run.stack is not None
    assert not run.green


def test_alarms_of_a_trail_tell_the_topic_and_go_with_their_stack(account: StrictAccount) -> None:
    for name in ("service-linked-roles", "cloudtrail"):
        green(launch(account, name, HOME, REGIONS))
    topic = notifications(account, HOME).outputs["AlertTopicArnInUse"].value
    given = committed_parameters("cloudtrail-alarms") | {"AlertTopicArn": topic}
    stack = green(launch(account, "cloudtrail-alarms", HOME, REGIONS, given))
    place = account.account_region(HOME)
    filters = place.client("logs").describe_metric_filters(logGroupName="/aws/cloudtrail/baseline")["metricFilters"]
    alarms = place.client("cloudwatch").describe_alarms()["MetricAlarms"]
    counted = {
        (each["metricTransformations"][0]["metricNamespace"], each["metricTransformations"][0]["metricName"])
        for each in filters
    }
    assert len(filters) == len(alarms) == len(counted) == 15
    assert {(each["Namespace"], each["MetricName"]) for each in alarms} == counted
    assert {json.dumps(each["AlarmActions"]) for each in alarms} == {json.dumps([topic])}
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert place.client("cloudwatch").describe_alarms()["MetricAlarms"] == []


def test_alarms_need_the_log_group_that_they_read(account: StrictAccount) -> None:
    given = committed_parameters("cloudtrail-alarms") | {
        "AlertTopicArn": f"arn:aws:sns:{HOME}:{account.account_id}:alerts",
        "TrailLogGroupName": "aws-controltower/CloudTrailLogs",
    }
    missing = launch(account, "cloudtrail-alarms", HOME, REGIONS, given)
    assert missing.stack is not None
    assert "log group does not exist" in missing.stack.failures[0].reason
    account.delete_stack(missing.stack.name)
    account.account_region(HOME).client("logs").create_log_group(logGroupName=given["TrailLogGroupName"])
    green(launch(account, "cloudtrail-alarms", HOME, REGIONS, given))


@pytest.mark.parametrize("region", ["us-gov-west-1", "cn-north-1"])
def test_in_other_partitions_there_are_topics_and_mails_and_no_channels(account: StrictAccount, region: str) -> None:
    run = launch(account, "notifications", region, (region,), committed_parameters("notifications") | EVERYTHING)
    stack = green(run)
    assert len(stack.resources) == 9
