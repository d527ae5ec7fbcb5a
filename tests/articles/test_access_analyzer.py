import json
from pathlib import Path
from typing import Any

import pytest

from generator.controls import iam_external_access_analyzer_enabled
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "access-analyzer"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
SAMPLES = json.loads((Path(__file__).parents[1] / "events/samples/access-analyzer.json").read_text())["events"]
PREFIX = "EventsRuleForAccessAnalyzer"
RULES = made(NAME, AlertTopicArn=TOPIC).of_type("AWS::Events::Rule")


def event(sample: str, **detail: Any) -> dict[str, Any]:
    """The sample, sent in the stack's account and Region."""
    given: dict[str, Any] = json.loads(json.dumps(SAMPLES[sample]))
    return {**given, "account": ACCOUNT, "region": HOME, "detail": {**given["detail"], **detail}}


def heard(given: dict[str, Any]) -> list[str]:
    return [name.removeprefix(PREFIX) for name, rule in RULES.items() if matches(rule["EventPattern"], given)]


def told(sample: str, **detail: Any) -> list[str]:
    (rule,) = heard(event(sample, **detail))
    return transformed(RULES[PREFIX + rule]["Targets"][0]["InputTransformer"], event(sample, **detail))


def test_by_default_the_account_has_one_analyzer_of_external_access_and_nobody_is_told() -> None:
    stack = made(NAME)
    assert {*stack.resources} == {"ExternalAccessAnalyzer"}
    assert stack.properties("ExternalAccessAnalyzer") == {"Type": "ACCOUNT"}


def test_an_analyzer_that_is_there_is_left_alone() -> None:
    assert made(NAME, ExternalAccess="EXISTING").resources == {}


def test_the_analyzer_does_not_take_the_name_of_the_one_that_the_runbook_creates() -> None:
    runbook = iam_external_access_analyzer_enabled.CONTROL.runbook
    assert runbook is not None and "AnalyzerName" in [each.name for each in runbook.inputs]
    stack = made(NAME, UnusedAccess="ENABLED")
    assert not any("AnalyzerName" in each for each in stack.of_type("AWS::AccessAnalyzer::Analyzer").values())


@pytest.mark.parametrize("zone", ["ACCOUNT", "ORGANIZATION"])
def test_both_analyzers_have_the_same_zone_of_trust(zone: str) -> None:
    stack = made(NAME, AnalyzerZoneOfTrust=zone, UnusedAccess="ENABLED")
    assert stack.properties("ExternalAccessAnalyzer")["Type"] == zone
    assert stack.properties("UnusedAccessAnalyzer")["Type"] == f"{zone}_UNUSED_ACCESS"


def test_unused_access_is_looked_for_in_the_home_region_only() -> None:
    assert "UnusedAccessAnalyzer" in made(NAME, HomeRegion=HOME, UnusedAccess="ENABLED").resources
    assert "UnusedAccessAnalyzer" not in made(NAME, region=OTHER, HomeRegion=HOME, UnusedAccess="ENABLED").resources
    assert "UnusedAccessAnalyzer" not in made(NAME, HomeRegion=HOME).resources


def test_what_is_intended_is_archived() -> None:
    accounts, organization = "444455556666,999988887777", "o-exampleorgid"
    given = {"AnalyzerTrustedAccountIds": accounts, "AnalyzerTrustedOrganizationId": organization}
    rules = made(NAME, **given).properties("ExternalAccessAnalyzer")["ArchiveRules"]
    assert rules == [
        {"RuleName": "TrustedAccounts", "Filter": [{"Property": "principal.AWS", "Contains": accounts.split(",")}]},
        {
            "RuleName": "TrustedOrganization",
            "Filter": [{"Property": "condition.aws:PrincipalOrgID", "Eq": [organization]}],
        },
    ]
    for name, value in given.items():
        (rule,) = made(NAME, **{name: value}).properties("ExternalAccessAnalyzer")["ArchiveRules"]
        assert rule in rules


def test_roles_of_identity_center_are_archived_and_tagged_ones_are_not_analyzed() -> None:
    own = made(NAME, UnusedAccess="ENABLED").properties("UnusedAccessAnalyzer")
    assert own["AnalyzerConfiguration"] == {"UnusedAccessConfiguration": {"UnusedAccessAge": "90"}}
    (rule,) = own["ArchiveRules"]
    assert rule["Filter"] == [{"Property": "resource", "Contains": ["/aws-reserved/sso.amazonaws.com/"]}]
    given = {"UnusedAccessExemptTagKey": "break-glass", "UnusedAccessArchivedNames": "", "UnusedAccess": "ENABLED"}
    changed = made(NAME, **given).properties("UnusedAccessAnalyzer")
    exclusion = {"ResourceTags": [[{"Key": "break-glass", "Value": ""}]]}
    configuration = changed["AnalyzerConfiguration"]["UnusedAccessConfiguration"]
    assert configuration["AnalysisRule"] == {"Exclusions": [exclusion]}
    assert "ArchiveRules" not in changed


def test_each_kind_of_finding_is_told_by_one_rule() -> None:
    assert heard(event("external")) == ["External"]
    assert heard(event("internal")) == ["Internal"]
    assert heard(event("unused")) == ["Unused"]
    assert heard(event("external error")) == heard(event("unused error")) == ["Errors"]


@pytest.mark.parametrize("sample", ["external", "internal", "unused", "external error"])
@pytest.mark.parametrize(
    "change",
    [
        {"account": "444455556666"},
        {"region": OTHER},
        {"source": "aws.access-analyzer-test"},
        {"detail-type": "Access Preview State Change"},
        {"detail": {"status": "ARCHIVED"}},
        {"detail": {"status": "RESOLVED"}},
        {"detail": {"isDeleted": True}},
    ],
)
def test_what_is_over_or_belongs_to_others_is_not_told(sample: str, change: dict[str, Any]) -> None:
    given = event(sample)
    detail = {**given["detail"], **change.get("detail", {})}
    assert heard(given) != []
    assert heard({**given, **change, "detail": detail}) == []


def test_previews_are_not_told() -> None:
    assert heard(event("preview")) == heard(event("preview", status="ACTIVE")) == []


def test_the_notice_of_external_access_names_resource_owner_principal_account_region_and_the_finding() -> None:
    assert told("external") == [
        "arn:aws:s3:::amzn-s3-demo-bucket (AWS::S3::Bucket) of account 111122223333 lets outsiders in. Public: False."
        " AWS principal: 999988887777.",
        f"Found in account {ACCOUNT}, {HOME}. Remove the access, or archive the finding if it is intended:",
        f"https://{HOME}.console.aws.amazon.com/access-analyzer/home?region={HOME}"
        "#/findings/details/22222222-dcba-4444-dcba-333333333333",
    ]


def test_the_notice_of_internal_access_names_who_has_it() -> None:
    first, _, link = told("internal")
    assert first == (
        "arn:aws:iam::111122223333:role/MyRole_6 has access to arn:aws:s3:::critical-data (AWS::S3::Bucket)"
        " of account 111122223333 (INTRA_ACCOUNT)."
    )
    assert link.endswith("#/findings/details/11111111-2222-4444-aaaa-333333333333")


def test_the_notice_of_unused_access_names_what_is_unused() -> None:
    first, second, link = told("unused")
    role = "arn:aws:iam::111122223333:role/FindingIntegTestFakeRole"
    assert first == f"UnusedPermission: {role} (AWS::IAM::Role) of account 111122223333 has access that nobody uses."
    assert second.startswith(f"Found in account {ACCOUNT}, {HOME}.")
    assert link.endswith(f"#/unused-access-findings?resource={role}")


def test_the_notice_of_what_could_not_be_analyzed_names_the_error() -> None:
    first, second, link = told("unused error")
    assert first == (
        "IAM Access Analyzer could not analyze arn:aws:iam::123456789012:role/TestRole (AWS::IAM::Role)"
        " of account 444455556666: INTERNAL_ERROR."
    )
    assert second.startswith("Unused Access Finding for IAM entities in account")
    assert link.endswith("#/findings")


@pytest.mark.parametrize(
    ("region", "host"), [("cn-north-1", "console.amazonaws.cn"), ("us-gov-west-1", "console.amazonaws-us-gov.com")]
)
def test_links_lead_to_the_console_of_the_partition(region: str, host: str) -> None:
    for rule in made(NAME, region=region, AlertTopicArn=TOPIC).of_type("AWS::Events::Rule").values():
        template = rule["Targets"][0]["InputTransformer"]["InputTemplate"]
        assert f"https://{region}.{host}/access-analyzer/" in template
