import json
from typing import Any

import pytest

from generator.knowledge import limits
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack
from tests.events.pattern import matches

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"


def green(run: StackRun) -> Stack:
    assert run.stack is not None, run.refused
    assert run.green, [str(event) for event in run.stack.failures]
    return run.stack


def with_topic(account: StrictAccount, name: str, region: str) -> Stack:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    given = committed_parameters(name) | {"AlertTopicArn": topic}
    return green(launch(account, name, region, REGIONS, given))


def deployed(account: StrictAccount, region: str) -> dict[str, dict[str, Any]]:
    """What EventBridge holds: the pattern and the target of each rule, by its name."""
    client = account.account_region(region).client("events")
    targets = {
        rule["Name"]: client.list_targets_by_rule(Rule=rule["Name"])["Targets"] for rule in client.list_rules()["Rules"]
    }
    patterns = {rule["Name"]: rule["EventPattern"] for rule in client.list_rules()["Rules"]}
    return {name: {"pattern": patterns[name], "targets": targets[name]} for name in patterns}


def finding(account: StrictAccount, rule: str) -> dict[str, Any]:
    detail = {"configRuleName": rule, "newEvaluationResult": {"complianceType": "NON_COMPLIANT"}}
    return {
        "source": "aws.config",
        "detail-type": "Config Rules Compliance Change",
        "account": account.account_id,
        "region": HOME,
        "detail": detail,
    }


@pytest.fixture
def recorded(account: StrictAccount) -> StrictAccount:
    for region in REGIONS:
        for name in ("service-linked-roles", "config") if region == HOME else ("config",):
            green(launch(account, name, region, REGIONS))
    return account


def test_every_rule_that_a_stack_deploys_is_told_of_by_one_that_it_deploys_too(recorded: StrictAccount) -> None:
    stack = with_topic(recorded, "config-rules-ec2", HOME)
    rules = recorded.account_region(HOME).client("config").describe_config_rules()["ConfigRules"]
    heard = deployed(recorded, HOME)
    assert all(len(each["pattern"]) <= limits.EVENT_PATTERN_QUOTA for each in heard.values())
    for rule in rules:
        event = finding(recorded, rule["ConfigRuleName"])
        assert sum(matches(json.loads(each["pattern"]), event) for each in heard.values()) == 1
        assert not any(matches(json.loads(each["pattern"]), event | {"region": OTHER}) for each in heard.values())
    recorded.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert deployed(recorded, HOME) == {}


def test_the_topic_gets_words_with_a_link_to_the_console_of_the_region(recorded: StrictAccount) -> None:
    with_topic(recorded, "config-rules-waf", HOME)
    found = deployed(recorded, HOME)
    assert found
    for each in found.values():
        (target,) = each["targets"]
        assert target["Arn"] == f"arn:aws:sns:{HOME}:{recorded.account_id}:alerts"
        assert f"https://{HOME}.console.aws.amazon.com/" in target["InputTransformer"]["InputTemplate"]


def test_a_stack_that_repairs_at_home_only_listens_at_home_only(recorded: StrictAccount) -> None:
    with_topic(recorded, "password-policy", HOME)
    assert len(deployed(recorded, HOME)) == 2
    with_topic(recorded, "password-policy", OTHER)
    assert deployed(recorded, OTHER) == {}


def test_two_stacks_do_not_tell_of_each_others_rules(recorded: StrictAccount) -> None:
    with_topic(recorded, "password-policy", HOME)
    alone = deployed(recorded, HOME)
    with_topic(recorded, "ssh-rdp", HOME)
    event = finding(recorded, "baseline-restricted-ssh")
    assert not any(matches(json.loads(each["pattern"]), event) for each in alone.values())
    assert sum(matches(json.loads(each["pattern"]), event) for each in deployed(recorded, HOME).values()) == 1
