import json
from pathlib import Path
from typing import Any

import pytest

from generator.articles.health_events import KINDS
from generator.knowledge import limits
from generator.model import Scope
from tests.articles.evaluation import ACCOUNT, made, rendered
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "health-events"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/health.json").read_text("utf-8"))["events"]
ALL = {f"Health{kind.name}": "ENABLED" for kind in KINDS}
OTHER_ACCOUNT = "444455556666"


def event(name: str, **detail: Any) -> dict[str, Any]:
    """The sample as if it came to this account; ``detail`` replaces, None takes away."""
    found = EVENTS[name]
    here = {"affectedAccount": ACCOUNT} if "affectedAccount" in found["detail"] else {}
    told = {**found["detail"], **here, **detail}
    kept = {key: value for key, value in told.items() if value is not None}
    return {**found, "account": ACCOUNT, "detail": kept}


def rules(region: str, **given: str) -> dict[str, dict[str, Any]]:
    topic = f"arn:aws:sns:{region}:{ACCOUNT}:alerts"
    found = made(NAME, region=region, **{"AlertTopicArn": topic, **ALL, **given}).of_type("AWS::Events::Rule")
    return {name.removeprefix("EventsRuleForHealth"): properties for name, properties in found.items()}


def hears(what: dict[str, Any], region: str, **given: str) -> set[str]:
    return {name for name, rule in rules(region, **given).items() if matches(rule["EventPattern"], what)}


@pytest.mark.parametrize(
    ("name", "region", "rule"),
    [
        ("PublicIssue", "af-south-1", "Issues"),
        ("Retirement", "us-east-1", "ScheduledChanges"),
        ("ExposedKey", "us-east-1", "ExposedCredentials"),
        ("AbuseReport", "us-east-1", "Abuse"),
    ],
)
def test_an_event_is_told_of_once_where_it_happens(name: str, region: str, rule: str) -> None:
    assert hears(event(name), region) == {rule}
    assert hears(event(name), region, **{f"Health{rule}": "DISABLED"}) == set()


@pytest.mark.parametrize(
    ("category", "rule"), [("investigation", "Investigations"), ("accountNotification", "AccountNotifications")]
)
def test_every_other_category_has_a_rule_too(category: str, rule: str) -> None:
    assert hears(event("PublicIssue", eventTypeCategory=category), "af-south-1") == {rule}


@pytest.mark.parametrize("category", ["issue", "accountNotification", "scheduledChange", "investigation"])
@pytest.mark.parametrize(("name", "rule"), [("ExposedKey", "ExposedCredentials"), ("AbuseReport", "Abuse")])
def test_risks_and_abuse_are_told_of_once_whatever_their_category(name: str, rule: str, category: str) -> None:
    told = event(name, eventTypeCategory=category)
    assert hears(told, "us-east-1") == hears(told | {"region": "us-east-1"}, "us-east-1") == {rule}


def test_a_copy_for_another_region_is_not_told_of_unless_it_is_asked_for() -> None:
    copy = event("BackupIssue")
    assert hears(copy, "us-west-2") == set()
    assert hears(copy, "us-west-2", HealthBackupEvents="ENABLED") == {"Issues"}
    assert hears(event("BackupIssue", backupEvent=True), "us-west-2") == set()


@pytest.mark.parametrize("mark", ["false", False, None])
def test_what_is_no_copy_is_told_of_however_health_writes_that(mark: Any) -> None:
    assert hears(event("PublicIssue", backupEvent=mark), "af-south-1") == {"Issues"}


def test_the_account_hears_of_itself_and_of_its_organization_only_where_that_is_chosen() -> None:
    foreign = event("PublicIssue", affectedAccount=OTHER_ACCOUNT)
    assert hears(foreign, "af-south-1") == set()
    assert hears(foreign, "af-south-1", HealthAccounts="ORGANIZATION") == {"Issues"}
    assert hears(event("PublicIssue"), "af-south-1", HealthAccounts="ORGANIZATION") == {"Issues"}


@pytest.mark.parametrize(
    "changed",
    [
        {"account": OTHER_ACCOUNT},
        {"region": "eu-west-1"},
        {"source": "awsmock.health"},
        {"detail-type": "AWS Health Digest"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_comes_from_elsewhere_is_not_told_of(changed: dict[str, str]) -> None:
    assert hears(event("Retirement") | changed, "us-east-1") == set()


def test_only_what_may_come_from_no_region_does() -> None:
    assert hears(event("Retirement") | {"region": "global"}, "us-east-1") == set()
    assert hears(event("ExposedKey") | {"region": "global"}, "us-east-1") == {"ExposedCredentials"}


@pytest.mark.parametrize(
    ("name", "region", "rule", "lines"),
    [
        (
            "Retirement",
            "us-east-1",
            "ScheduledChanges",
            [
                "AWS Health tells of a scheduled change to EC2: AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED, open.",
                f"Told to account {ACCOUNT} in us-east-1. It began, or will begin, Thu, 27 Aug 2026 13:19:03 GMT.",
                f"Affected: account {ACCOUNT}, Region us-east-1, first resource"
                " arn:aws:ec2:us-east-1:123456789012:instance/i-1234567890abcdef0.",
                "A description of the event will be provided here",
                "https://us-east-1.console.aws.amazon.com/health/home?region=us-east-1#/account/event-log?eventID="
                "arn:aws:health:us-east-1::event/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED_90353408594353983",
            ],
        ),
        (
            "ExposedKey",
            "us-east-1",
            "ExposedCredentials",
            [
                "AWS says that credentials are at risk: AWS_RISK_CREDENTIALS_EXPOSED, open.",
                f"Told to account {ACCOUNT} in us-east-1. It began, or will begin, Sat, 05 Jun 2016 15:10:09 GMT.",
                f"Affected: account {ACCOUNT}, Region global, first resource AKIAIOSFODNN7EXAMPLE.",
                "A description of the event will be provided here",
                "https://us-east-1.console.aws.amazon.com/health/home?region=us-east-1#/account/event-log?eventID="
                "arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/XXXXXXXXXXXXXXXXX",
            ],
        ),
    ],
)
def test_the_notice_names_account_region_resource_and_page(name: str, region: str, rule: str, lines: list[str]) -> None:
    (target,) = rules(region)[rule]["Targets"]
    # AWS's sample of exposed credentials is older than these members.
    since = {"statusCode": "open", "eventRegion": "global", "affectedAccount": ACCOUNT} if name == "ExposedKey" else {}
    assert transformed(target["InputTransformer"], event(name, **since)) == lines


@pytest.mark.parametrize(
    ("region", "host"),
    [("cn-north-1", "console.amazonaws.cn"), ("us-gov-west-1", "console.amazonaws-us-gov.com")],
)
def test_the_link_is_of_the_partition(region: str, host: str) -> None:
    for rule in rules(region).values():
        (target,) = rule["Targets"]
        assert f"https://{region}.{host}/health/home" in target["InputTransformer"]["InputTemplate"]


def test_account_notifications_are_the_only_kind_that_is_off_by_default() -> None:
    topic = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"
    found = set(made(NAME, AlertTopicArn=topic).of_type("AWS::Events::Rule"))
    assert found == {f"EventsRuleForHealth{kind.name}" for kind in KINDS if kind.name != "AccountNotifications"}


def test_without_somebody_to_tell_nothing_is_made() -> None:
    assert made(NAME, **ALL).resources == {}
    assert rendered(NAME).article.scope is Scope.REGIONAL


def test_each_pattern_fits() -> None:
    for rule in rules("ap-southeast-2").values():
        assert len(json.dumps(rule["EventPattern"])) <= limits.EVENT_PATTERN_QUOTA
