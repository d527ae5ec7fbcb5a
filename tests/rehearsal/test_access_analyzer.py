from typing import Any

from generator.controls import iam_external_access_analyzer_enabled
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.scenario import scenario_of
from generator.rehearsal.stack import Stack

NAME = "access-analyzer"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVERYTHING = {
    "AnalyzerTrustedAccountIds": "111122223333,444455556666",
    "AnalyzerTrustedOrganizationId": "o-exampleorgid",
    "UnusedAccess": "ENABLED",
    "UnusedAccessExemptTagKey": "exempt",
}


def deployed(account: StrictAccount, region: str, **given: str) -> Stack:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    values = committed_parameters(NAME) | {"AlertTopicArn": topic} | given
    run = launch(account, NAME, region, REGIONS, values)
    assert run.stack is not None, run.refused
    assert run.green, [str(event) for event in run.stack.failures]
    return run.stack


def analyzers(account: StrictAccount, region: str = HOME) -> dict[str, dict[str, Any]]:
    found = account.account_region(region).client("accessanalyzer").list_analyzers()["analyzers"]
    return {each["type"]: each for each in found}


def test_everything_is_made_at_home_and_external_access_is_analyzed_elsewhere_too(account: StrictAccount) -> None:
    deployed(account, HOME, **EVERYTHING)
    stack = deployed(account, OTHER, **EVERYTHING)
    assert {*analyzers(account)} == {"ACCOUNT", "ACCOUNT_UNUSED_ACCESS"}
    assert {*analyzers(account, OTHER)} == {"ACCOUNT"}
    unused = analyzers(account)["ACCOUNT_UNUSED_ACCESS"]["configuration"]["unusedAccess"]
    assert unused == {"unusedAccessAge": 90, "analysisRule": {"exclusions": [{"resourceTags": [{"exempt": ""}]}]}}
    assert len(account.account_region(OTHER).client("events").list_rules()["Rules"]) == 4
    account.delete_stack(stack.name, region=OTHER)
    assert analyzers(account, OTHER) == {}


def test_archive_rules_come_and_go_by_an_update(account: StrictAccount) -> None:
    stack = deployed(account, HOME, **EVERYTHING)
    client = account.account_region(HOME).client("accessanalyzer")

    def rules() -> set[str]:
        name = analyzers(account)["ACCOUNT"]["name"]
        return {each["ruleName"] for each in client.list_archive_rules(analyzerName=name)["archiveRules"]}

    assert rules() == {"TrustedAccounts", "TrustedOrganization"}
    account.update_stack(stack.name, parameters=EVERYTHING | {"AnalyzerTrustedAccountIds": ""})
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert rules() == {"TrustedOrganization"}


def test_the_control_finds_nothing_to_repair_where_the_stack_is(account: StrictAccount) -> None:
    deployed(account, HOME)
    control = iam_external_access_analyzer_enabled.CONTROL
    (case, *_) = scenario_of(control.identifier).cases
    assert case.compliant(account.account_region(HOME), account.account_id)


def test_beside_the_analyzer_that_the_runbook_created_the_stack_makes_none(account: StrictAccount) -> None:
    client = account.account_region(HOME).client("accessanalyzer")
    client.create_analyzer(analyzerName="baseline-external-access", type="ACCOUNT")
    refused = launch(account, NAME, HOME, REGIONS, committed_parameters(NAME))
    assert refused.stack is not None and "maximum number of ACCOUNT" in refused.stack.failures[0].reason
    account.delete_stack(refused.stack.name)
    deployed(account, HOME, ExternalAccess="EXISTING")
    assert [each["name"] for each in analyzers(account).values()] == ["baseline-external-access"]
