import json

from generator.articles.health_events import KINDS
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from tests.events.pattern import matches

NAME = "health-events"
REGIONS = "us-east-1", "eu-west-1"


def test_each_region_hears_of_itself_and_of_no_other(account: StrictAccount) -> None:
    for region in REGIONS:
        topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
        given = {"AlertTopicArn": topic, "HealthAccountNotifications": "ENABLED"}
        made = launch(account, NAME, region, REGIONS, committed_parameters(NAME) | given)
        assert made.stack is not None, made.refused
        assert made.green, [str(event) for event in made.stack.failures]
        assert len(made.stack.resources) == len(KINDS)
    event = {
        "source": "aws.health",
        "detail-type": "AWS Health Event",
        "account": account.account_id,
        "region": "eu-west-1",
        "detail": {
            "service": "EC2",
            "eventTypeCategory": "issue",
            "affectedAccount": account.account_id,
            "backupEvent": "false",
        },
    }
    heard = {
        region: sum(
            matches(json.loads(rule["EventPattern"]), event)
            for rule in account.account_region(region).client("events").list_rules()["Rules"]
        )
        for region in REGIONS
    }
    assert heard == {"us-east-1": 0, "eu-west-1": 1}
