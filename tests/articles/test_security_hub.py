import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.blocks.security_hub_standards import BEST_PRACTICES, GLOBAL_CONTROLS, STANDARDS
from generator.knowledge.config_rules import described_regions, managed_rule
from generator.knowledge.resource_types import known_regions, missing_regions
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "security-hub"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
SAMPLES = json.loads((Path(__file__).parents[1] / "events/samples/security-hub.json").read_text())["events"]
FINDINGS, ACTION = "EventsRuleForSecurityHubFindings", "EventsRuleForSecurityHubAction"
MEMBER = "444455556666"


def standards(**given: Any) -> dict[str, dict[str, Any]]:
    return made(NAME, **given).of_type("AWS::SecurityHub::Standard")


def disabled(standard: str, **given: Any) -> list[str]:
    return [
        each["StandardsControlArn"]
        for each in made(NAME, **given).properties(f"SecurityHub{standard}")["DisabledStandardsControls"]
    ]


def event(sample: str, **finding: Any) -> dict[str, Any]:
    """The sample, sent in the stack's account and Region, with a finding of them unless told otherwise."""
    given: dict[str, Any] = json.loads(json.dumps(SAMPLES[sample]))
    (found,) = given["detail"]["findings"]
    found |= {"AwsAccountId": ACCOUNT, "Region": HOME} | finding
    return {**given, "account": ACCOUNT, "region": HOME}


def hears(given: dict[str, Any], **chosen: Any) -> bool:
    rule = made(NAME, AlertTopicArn=TOPIC, **{"SecurityHubAlertSeverity": "LOW", **chosen}).properties(FINDINGS)
    return matches(rule["EventPattern"], given)


def of_product(name: str) -> dict[str, Any]:
    return event("control", ProductArn=f"arn:aws:securityhub:{HOME}::product/aws/{name}")


def test_by_default_the_hub_has_the_best_practices_and_insights_and_tells_nobody() -> None:
    assert {*made(NAME).resources} == {
        "SecurityHubHub",
        "SecurityHubStandardBestPractices",
        "SecurityHubInsightByResource",
        "SecurityHubInsightByAccount",
    }


def test_the_hub_enables_no_standard_by_itself_and_has_one_finding_for_each_control() -> None:
    hub = made(NAME).resources["SecurityHubHub"]
    assert hub["Properties"] == {
        "EnableDefaultStandards": False,
        "ControlFindingGenerator": "SECURITY_CONTROL",
        "AutoEnableControls": True,
    }
    assert hub["DeletionPolicy"] == hub["UpdateReplacePolicy"] == "Retain"
    assert made(NAME, SecurityHubNewControls="DISABLED").properties("SecurityHubHub")["AutoEnableControls"] is False


@pytest.mark.parametrize(
    ("parameter", "value", "arn"),
    [
        ("StandardBestPractices", "ENABLED", "aws-foundational-security-best-practices/v/1.0.0"),
        ("StandardCis", "5.0.0", "cis-aws-foundations-benchmark/v/5.0.0"),
        ("StandardCis", "3.0.0", "cis-aws-foundations-benchmark/v/3.0.0"),
        ("StandardCis", "1.4.0", "cis-aws-foundations-benchmark/v/1.4.0"),
        ("StandardPciDss", "ENABLED", "pci-dss/v/4.0.1"),
        ("StandardNist80053", "ENABLED", "nist-800-53/v/5.0.0"),
        ("StandardResourceTagging", "ENABLED", "aws-resource-tagging-standard/v/1.0.0"),
    ],
)
@pytest.mark.parametrize(("region", "partition"), [(HOME, "aws"), ("cn-north-1", "aws-cn")])
def test_a_standard_is_chosen_by_its_parameter(
    parameter: str, value: str, arn: str, region: str, partition: str
) -> None:
    given = {"StandardBestPractices": "DISABLED", parameter: value}
    (found,) = made(NAME, region=region, **given).of_type("AWS::SecurityHub::Standard").values()
    assert found["StandardsArn"] == f"arn:{partition}:securityhub:{region}::standards/{arn}"


def test_everything_waits_for_the_hub_and_goes_without_one_that_is_there_already() -> None:
    everything = {standard.parameter: standard.choices[-1] for standard in STANDARDS} | {
        "SecurityHubAggregation": "ENABLED",
        "SecurityHubSuppressInformational": "ENABLED",
        "SecurityHubExemptTagKey": "exempt",
        "AlertTopicArn": TOPIC,
    }
    for region in (HOME, OTHER):
        stack = made(NAME, region=region, **everything)
        own = [each for each in stack.resources if not each.startswith(("EventsRule", "SecurityHubHub"))]
        assert all("SecurityHubHub" in stack.waits_for(each) for each in own)
        existing = made(NAME, region=region, SecurityHub="EXISTING", **everything)
        assert {*existing.resources} == {*stack.resources} - {"SecurityHubHub"}


def test_named_controls_are_disabled_each_in_its_place() -> None:
    path = f"arn:aws:securityhub:{HOME}:{ACCOUNT}:control"
    best = f"{path}/aws-foundational-security-best-practices/v/1.0.0"
    assert disabled("StandardBestPractices") == []
    assert disabled("StandardBestPractices", StandardBestPracticesDisabledControls="IAM.6") == [f"{best}/IAM.6"]
    ten = [f"S3.{number}" for number in range(1, 11)]
    found = disabled("StandardBestPractices", StandardBestPracticesDisabledControls=",".join(ten))
    assert found == [f"{best}/{name}" for name in ten]
    cis = disabled("StandardCis", StandardCis="3.0.0", StandardCisDisabledControls="1.10,IAM.6")
    assert cis == [f"{path}/cis-aws-foundations-benchmark/v/3.0.0/{name}" for name in ("1.10", "IAM.6")]


@pytest.mark.parametrize("names", ["IAM.6,", "IAM", ",IAM.6", "IAM.6, S3.9", ",".join(["S3.1"] * 11)])
def test_what_names_no_controls_or_too_many_is_refused(names: str) -> None:
    with pytest.raises(RequestRefused):
        made(NAME, StandardBestPracticesDisabledControls=names)


@pytest.mark.parametrize("standard", [each for each in STANDARDS if each.slots], ids=lambda each: each.thing)
def test_there_is_a_place_for_every_control_that_the_parameter_takes(standard: Any) -> None:
    pattern = document(NAME)["Parameters"][standard.disabled]["AllowedPattern"]
    names = ["A.1"] * standard.slots
    assert re.fullmatch(pattern, ",".join(names))
    assert not re.fullmatch(pattern, ",".join([*names, "A.1"]))
    given = {standard.parameter: standard.choices[-1], standard.disabled: ",".join(names)}
    assert len(disabled(standard.parameter, **given)) == standard.slots


def test_global_controls_are_judged_in_the_home_region_only_where_that_is_chosen() -> None:
    chosen = {"SecurityHubGlobalControls": "HOME_REGION"}
    elsewhere = disabled("StandardBestPractices", region=OTHER, HomeRegion=HOME, **chosen)
    assert [each.rsplit("/", 1)[1] for each in elsewhere] == list(GLOBAL_CONTROLS)
    assert disabled("StandardBestPractices", HomeRegion=HOME, **chosen) == []
    assert disabled("StandardBestPractices", **chosen) == []
    assert disabled("StandardBestPractices", region=OTHER, HomeRegion=HOME) == []


@pytest.mark.parametrize("region", sorted(described_regions() - {HOME}))
def test_a_control_that_a_region_lacks_is_not_disabled_there(region: str) -> None:
    found = disabled("StandardBestPractices", region=region, HomeRegion=HOME, SecurityHubGlobalControls="HOME_REGION")
    has_all = all(managed_rule(rule).is_available(region) for rule in GLOBAL_CONTROLS.values())
    assert len(found) == (len(GLOBAL_CONTROLS) if has_all else 0)


def test_the_home_region_aggregates_where_the_user_asks_for_it() -> None:
    def aggregators(region: str, **given: Any) -> list[dict[str, Any]]:
        return list(made(NAME, region=region, **given).of_type("AWS::SecurityHub::FindingAggregator").values())

    assert aggregators(HOME) == []
    on = {"SecurityHubAggregation": "ENABLED", "HomeRegion": HOME}
    assert aggregators(HOME, **on) == [{"RegionLinkingMode": "ALL_REGIONS"}]
    assert aggregators(OTHER, **on) == []
    for region in missing_regions("AWS::SecurityHub::FindingAggregator"):
        assert aggregators(region, **{**on, "HomeRegion": region}) == []


def test_automation_rules_suppress_what_is_chosen_and_are_off_by_default() -> None:
    rules = made(NAME, SecurityHubSuppressInformational="ENABLED", SecurityHubExemptTagKey="exempt").of_type(
        "AWS::SecurityHub::AutomationRule"
    )
    informational, tagged = rules.values()
    assert informational["Criteria"]["SeverityLabel"] == [{"Value": "INFORMATIONAL", "Comparison": "EQUALS"}]
    assert tagged["Criteria"]["ResourceTags"] == [{"Key": "exempt", "Value": "true", "Comparison": "EQUALS"}]
    assert {rule["RuleName"] for rule in rules.values()} == {
        "baseline-suppress-informational",
        "baseline-suppress-tagged",
    }
    for rule in rules.values():
        assert rule["Criteria"]["WorkflowStatus"] == [{"Value": "NEW", "Comparison": "EQUALS"}]
        assert rule["Actions"][0]["FindingFieldsUpdate"] == {"Workflow": {"Status": "SUPPRESSED"}}


@pytest.mark.parametrize("lowest", ["CRITICAL", "HIGH", "MEDIUM", "LOW"])
def test_findings_are_told_from_the_chosen_severity_up(lowest: str) -> None:
    severities = ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL")
    told = [
        each
        for each in severities
        if hears(event("control", Severity={"Label": each}), SecurityHubAlertSeverity=lowest)
    ]
    assert told == list(severities[: severities.index(lowest) + 1])


def test_a_failed_control_is_told_and_a_finding_without_compliance_too() -> None:
    assert hears(event("control"))
    assert hears(event("control", Compliance={"Status": "WARNING"}))
    assert hears(event("access analyzer"), SecurityHubAlertProducts="ALL")


@pytest.mark.parametrize(
    "change",
    [
        {"Workflow": {"Status": "NOTIFIED"}},
        {"Workflow": {"Status": "SUPPRESSED"}},
        {"Workflow": {"Status": "RESOLVED"}},
        {"RecordState": "ARCHIVED"},
        {"Compliance": {"Status": "PASSED"}},
        {"Compliance": {"Status": "NOT_AVAILABLE"}},
        {"AwsAccountId": MEMBER},
        {"Region": OTHER},
    ],
)
def test_what_is_seen_passed_or_found_elsewhere_is_not_told(change: dict[str, Any]) -> None:
    assert not hears(event("control", **change))


@pytest.mark.parametrize(
    "change",
    [{"account": MEMBER}, {"region": OTHER}, {"source": "aws.guardduty"}, {"detail-type": "Findings Imported V2"}],
)
def test_events_of_other_buses_and_kinds_are_not_told(change: dict[str, Any]) -> None:
    assert not hears({**event("control"), **change})


def test_the_home_region_tells_of_members_and_linked_regions_where_that_is_chosen() -> None:
    for change in ({"AwsAccountId": MEMBER}, {"Region": OTHER}):
        assert hears(event("control", **change), SecurityHubAlertOrigin="ALL")


@pytest.mark.parametrize("product", ["guardduty", "inspector", "macie", "access-analyzer", "config", "health"])
def test_a_finding_that_its_own_service_s_template_tells_of_is_not_told_twice(product: str) -> None:
    assert not hears(of_product(product))
    assert not hears(of_product(product), SecurityHubAlertProducts="CONTROLS")
    assert hears(of_product(product), SecurityHubAlertProducts="ALL")


def test_findings_of_other_products_are_told_unless_only_controls_are() -> None:
    assert hears(of_product("firewall-manager"))
    assert not hears(of_product("firewall-manager"), SecurityHubAlertProducts="CONTROLS")
    assert hears(of_product("securityhub"), SecurityHubAlertProducts="CONTROLS")
    partner = event("control", ProductArn=f"arn:aws:securityhub:{HOME}::product/acme/guardduty")
    assert hears(partner)


def test_the_notice_names_severity_resource_account_region_remedy_and_the_finding() -> None:
    rule = made(NAME, AlertTopicArn=TOPIC).properties(FINDINGS)
    assert transformed(rule["Targets"][0]["InputTransformer"], event("control")) == [
        "MEDIUM: CloudTrail should have encryption at-rest enabled",
        "Security Hub finds this of arn:aws:cloudtrail:us-east-1:123456789012:trail/TestTrail-DO-NOT-DELETE"
        f" (AwsCloudTrailTrail) in account {ACCOUNT}, {HOME}."
        " Remedy: https://docs.aws.amazon.com/console/securityhub/CloudTrail.2/remediation",
        "Set its workflow status to NOTIFIED or SUPPRESSED on this page, or its next update is told again:",
        f"https://{HOME}.console.aws.amazon.com/securityhub/home?region={HOME}"
        "#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A"
        "arn:aws:securityhub:us-east-1:123456789012:security-control/CloudTrail.2/finding/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
    ]


def test_chosen_findings_are_sent_by_the_action_of_this_stack_only() -> None:
    given = event("custom action")
    stack = made(NAME, region=OTHER, AlertTopicArn=TOPIC)
    here = {**given, "region": OTHER, "resources": ["made-securityhubactiontarget"]}
    pattern = stack.properties(ACTION)["EventPattern"]
    assert matches(pattern, here)
    assert not matches(pattern, {**here, "resources": given["resources"]})
    assert not matches(pattern, {**here, "account": MEMBER})
    assert not matches(pattern, event("control") | {"region": OTHER, "resources": here["resources"]})
    first, *_ = transformed(stack.properties(ACTION)["Targets"][0]["InputTransformer"], here)
    assert first == "Sent by hand from Security Hub. MEDIUM: CloudTrail should have encryption at-rest enabled"


@pytest.mark.parametrize("region", sorted(known_regions()))
def test_the_action_is_offered_where_its_type_exists_and_somebody_is_told(region: str) -> None:
    has_type = region not in missing_regions("AWS::SecurityHub::ActionTarget")
    offered = made(NAME, region=region, AlertTopicArn=TOPIC)
    assert (ACTION in offered.resources) is ("SecurityHubActionTarget" in offered.resources) is has_type
    assert FINDINGS in offered.resources
    for given in ({}, {"AlertTopicArn": TOPIC, "SecurityHubAction": "DISABLED"}):
        assert "SecurityHubActionTarget" not in made(NAME, region=region, **given).resources


def test_the_action_has_an_id_and_a_name_that_aws_takes() -> None:
    properties = made(NAME, region=OTHER, AlertTopicArn=TOPIC).properties("SecurityHubActionTarget")
    assert re.fullmatch("[A-Za-z0-9]{1,20}", properties["Id"])
    assert 1 <= len(properties["Name"]) <= 20


def test_the_best_practices_alone_are_on_by_default() -> None:
    assert [each for each in STANDARDS if each.default != "DISABLED"] == [BEST_PRACTICES]
    assert list(standards()) == ["SecurityHubStandardBestPractices"]
