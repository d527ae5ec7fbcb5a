import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.blocks.security_hub_standards import HUB, STANDARDS
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack
from tests.events.pattern import matches

NAME = "security-hub"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVERYTHING = {standard.parameter: standard.choices[-1] for standard in STANDARDS} | {
    "SecurityHubAggregation": "ENABLED",
    "SecurityHubSuppressInformational": "ENABLED",
    "SecurityHubExemptTagKey": "exempt",
    "SecurityHubGlobalControls": "HOME_REGION",
    "StandardBestPracticesDisabledControls": "S3.9,EC2.10",
    "StandardCisDisabledControls": "1.10",
}


def green(account: StrictAccount, article: str, region: str, **given: str) -> Stack:
    run = launch(account, article, region, REGIONS, committed_parameters(article) | given)
    assert run.stack is not None, run.refused
    assert run.green, [str(event) for event in run.stack.failures]
    return run.stack


def deployed(account: StrictAccount, region: str, **given: str) -> Stack:
    if region == HOME:
        green(account, "service-linked-roles", HOME)
    green(account, "config", region)
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    return green(account, NAME, region, **{**EVERYTHING, "AlertTopicArn": topic, **given})


def enabled(client: Any) -> set[str]:
    return {each["StandardsArn"] for each in client.get_enabled_standards()["StandardsSubscriptions"]}


def test_all_of_it_is_made_in_two_regions_and_goes_with_the_stack_but_for_the_hub(account: StrictAccount) -> None:
    stacks = {region: deployed(account, region) for region in REGIONS}
    for region in REGIONS:
        assert len(enabled(account.account_region(region).client("securityhub"))) == len(STANDARDS)
    assert set(stacks[HOME].resources) - set(stacks[OTHER].resources) == {
        "SecurityHubFindingAggregator",
        "SecurityHubActionTarget",
        "EventsRuleForSecurityHubAction",
    }
    for region, stack in stacks.items():
        account.delete_stack(stack.name, region=region)
        assert stack.status == "DELETE_COMPLETE", stack.failures
        client = account.account_region(region).client("securityhub")
        assert client.describe_hub()
        assert enabled(client) == set()
        assert client.get_insights()["Insights"] == []


def test_a_kept_hub_is_adopted_by_the_next_stack(account: StrictAccount) -> None:
    stack = deployed(account, HOME)
    account.delete_stack(stack.name)
    refused = launch(account, NAME, HOME, REGIONS, committed_parameters(NAME))
    assert refused.stack is not None and not refused.green
    assert "already subscribed" in refused.stack.failures[0].reason
    account.delete_stack(refused.stack.name)
    adopted = green(account, NAME, HOME, SecurityHub="EXISTING")
    assert HUB not in adopted.resources


def test_disabled_controls_come_and_go_by_an_update(account: StrictAccount) -> None:
    stack = deployed(account, HOME)
    place = account.account_region(HOME)

    def controls() -> set[str]:
        return {arn.split(":control/")[1] for arn in place.store("security hub controls")}

    best, cis = "aws-foundational-security-best-practices/v/1.0.0", "cis-aws-foundations-benchmark/v/5.0.0"
    assert controls() == {f"{best}/S3.9", f"{best}/EC2.10", f"{cis}/1.10"}
    given = {"StandardBestPracticesDisabledControls": "IAM.6"}
    account.update_stack(stack.name, parameters=EVERYTHING | given)
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert controls() == {f"{best}/IAM.6", f"{cis}/1.10"}


def test_another_region_judges_no_global_resources_where_the_home_region_does(account: StrictAccount) -> None:
    for region in REGIONS:
        deployed(account, region)
    found = account.account_region(OTHER).store("security hub controls")
    assert {arn.rsplit("/", 1)[1] for arn in found} >= {"IAM.1", "IAM.6", "KMS.2", "Account.1"}
    assert not any(arn.endswith("/IAM.1") for arn in account.account_region(HOME).store("security hub controls"))


def test_the_action_that_is_made_is_the_one_that_its_rule_hears(account: StrictAccount) -> None:
    stack = deployed(account, HOME)
    arn = stack.resources["SecurityHubActionTarget"].physical_id
    rule = (
        account.account_region(HOME)
        .client("events")
        .describe_rule(Name=stack.resources["EventsRuleForSecurityHubAction"].physical_id)
    )
    event = {
        "source": "aws.securityhub",
        "detail-type": "Security Hub Findings - Custom Action",
        "account": account.account_id,
        "region": HOME,
        "resources": [arn],
    }
    assert matches(json.loads(rule["EventPattern"]), event)
    assert not matches(json.loads(rule["EventPattern"]), event | {"resources": [f"{arn}2"]})


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("get_enabled_standards", {}),
        ("create_finding_aggregator", {"RegionLinkingMode": "ALL_REGIONS"}),
        ("create_action_target", {"Name": "a", "Description": "a", "Id": "a"}),
        ("create_insight", {"Name": "a", "Filters": {}, "GroupByAttribute": "ResourceId"}),
    ],
)
def test_an_account_without_a_hub_is_refused(account: StrictAccount, operation: str, given: dict[str, Any]) -> None:
    client = account.session().client("securityhub")
    with pytest.raises(ClientError, match="InvalidAccessException"):
        getattr(client, operation)(**given)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:securityhub:us-east-1::standards/pci-dss/v/9.9.9",
        "arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1",
        "arn:aws-cn:securityhub:us-east-1::standards/pci-dss/v/4.0.1",
    ],
)
def test_a_standard_that_the_region_does_not_have_is_refused(account: StrictAccount, arn: str) -> None:
    client = account.session().client("securityhub")
    client.enable_security_hub(EnableDefaultStandards=False)
    with pytest.raises(ClientError, match="InvalidInputException"):
        client.batch_enable_standards(StandardsSubscriptionRequests=[{"StandardsArn": arn}])


def test_a_control_of_a_standard_that_is_not_enabled_is_refused(account: StrictAccount) -> None:
    client = account.session().client("securityhub")
    client.enable_security_hub(EnableDefaultStandards=False)
    control = f"arn:aws:securityhub:us-east-1:{account.account_id}:control/pci-dss/v/4.0.1/IAM.6"
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.update_standards_control(StandardsControlArn=control, ControlStatus="DISABLED", DisabledReason="x")
