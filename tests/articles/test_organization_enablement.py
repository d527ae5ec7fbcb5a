import json
from copy import deepcopy
from typing import Any

import pytest

from generator.blocks.guardduty_detector import AGENTS
from generator.knowledge.limits import ORGANIZATION_POLICY_LENGTHS
from generator.template.errors import RequestRefused
from tests.articles.enablement_syntax import FAULTS
from tests.articles.evaluation import HOME, OTHER, Made, document, made
from tests.articles.scenarios import stacks

NAME = "organization-enablement"
POLICIES = ("InspectorEnablement", "GuardDutyEnablement", "SecurityHubEnablement")
ALL = dict.fromkeys(POLICIES, "ENABLED")
ON = {"status": {"@@assign": "enabled"}}


def policies(stack: Made) -> dict[str, dict[str, Any]]:
    return stack.of_type("AWS::Organizations::Policy")


def content(name: str, **given: str) -> Any:
    return made(NAME, **ALL, **given).properties(f"OrganizationsPolicyFor{name}")["Content"]


def scans(**given: str) -> dict[str, Any]:
    found: dict[str, Any] = content("InspectorEnablement", **given)["inspector"]["enablement"]
    return found


def plans(**given: str) -> dict[str, Any]:
    enablement: dict[str, dict[str, Any]] = content("GuardDutyEnablement", **given)["guardduty"]["enablement"]
    assert {*enablement} == {"default"}
    return enablement["default"]


def lists(*regions: str) -> dict[str, Any]:
    return {"enable_in_regions": {"@@assign": [*regions]}, "disable_in_regions": {"@@assign": []}}


def test_every_document_that_any_choice_makes_is_as_documented() -> None:
    seen = {
        json.dumps([each["Type"], each["Content"]])
        for _, stack in stacks(document(NAME))
        for each in policies(stack).values()
    }
    found = [json.loads(each) for each in seen]
    assert {kind for kind, _ in found} == {*FAULTS}
    assert [(kind, fault) for kind, text in found for fault in FAULTS[kind](text)] == []
    assert len(found) > 20


@pytest.mark.parametrize(
    ("kind", "path", "wrong", "fault"),
    [
        ("INSPECTOR_POLICY", "inspector/enablement/ec2_scanning/disable_in_regions", None, "is missing"),
        ("INSPECTOR_POLICY", "inspector/enablement/lambda_code_scanning", lists(), "there is no lambda_code_scanning"),
        ("INSPECTOR_POLICY", "inspector/enablement", {}, "there is no scan"),
        (
            "INSPECTOR_POLICY",
            "inspector/enablement/ec2_scanning/enable_in_regions/@@assign",
            "ALL",
            "enable_in_regions has",
        ),
        (
            "INSPECTOR_POLICY",
            "inspector/enablement/ec2_scanning/enable_in_regions/@@assign",
            ["eu-west-9"],
            "no Region eu-west-9",
        ),
        ("SECURITYHUB_POLICY", "securityhub/enable_in_regions", None, "is missing"),
        ("SECURITYHUB_POLICY", "securityhub/features/scanning", lists(), "there is no scanning"),
        ("GUARDDUTY_POLICY", "guardduty/enablement", {}, "there is no block"),
        ("GUARDDUTY_POLICY", "guardduty/enablement/default/foundational", None, "foundational is not enabled"),
        ("GUARDDUTY_POLICY", "guardduty/enablement/default/s3_data_events/status", "enabled", "status is enabled"),
        ("GUARDDUTY_POLICY", "guardduty/enablement/default/s3_data_events/additional_configuration", {}, "there is no"),
    ],
)
def test_what_is_not_documented_is_found(kind: str, path: str, wrong: Any, fault: str) -> None:
    enabled = made(NAME, **ALL, SecurityHubNetworkScanning="ENABLED")
    (policy,) = [deepcopy(each["Content"]) for each in policies(enabled).values() if each["Type"] == kind]
    *above, last = path.split("/")
    place = policy
    for key in above:
        place = place[key]
    if wrong is None:
        del place[last]
    else:
        place[last] = wrong
    assert any(fault in each for each in FAULTS[kind](policy))


def test_nothing_is_enabled_until_that_is_chosen_nor_outside_of_home() -> None:
    assert made(NAME).resources == {}
    assert made(NAME, region=OTHER, HomeRegion=HOME, **ALL).resources == {}
    for name in POLICIES:
        assert {*made(NAME, **{name: "ENABLED"}).resources} == {f"OrganizationsPolicyFor{name}"}


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_is_attached_to_what_its_parameter_names_and_to_nothing_else(name: str) -> None:
    found = policies(made(NAME, **ALL, **{f"{name}TargetIds": "ou-ab12-cd34ef56,r-ab12,111122223333"}))
    assert found.pop(f"OrganizationsPolicyFor{name}")["TargetIds"] == ["ou-ab12-cd34ef56", "r-ab12", "111122223333"]
    assert not [policy for policy in found.values() if "TargetIds" in policy]


def test_inspector_scans_instances_images_and_functions_everywhere_unless_told_otherwise() -> None:
    everywhere = lists("ALL_SUPPORTED")
    assert scans() == dict.fromkeys(("ec2_scanning", "ecr_scanning", "lambda_standard_scanning"), everywhere)
    named = lists("eu-west-1", "us-east-1")
    found = scans(InspectorEnablementRegions="eu-west-1,us-east-1", InspectorCodeRepositoryScanning="ENABLED")
    assert found == dict.fromkeys((*scans(), "code_repository_scanning"), named)


@pytest.mark.parametrize(
    ("parameter", "key"),
    [
        ("InspectorEc2Scanning", "ec2_scanning"),
        ("InspectorEcrScanning", "ecr_scanning"),
        ("InspectorLambdaScanning", "lambda_standard_scanning"),
    ],
)
def test_a_scan_that_is_not_chosen_is_not_mentioned(parameter: str, key: str) -> None:
    assert {*scans()} - {*scans(**{parameter: "DISABLED"})} == {key}


def test_code_of_functions_is_scanned_along_with_their_packages() -> None:
    found = scans(InspectorLambdaScanning="CODE")["lambda_standard_scanning"]
    assert found == {**lists("ALL_SUPPORTED"), "lambda_code_scanning": lists("ALL_SUPPORTED")}


def test_a_policy_of_inspector_without_a_scan_is_refused() -> None:
    nothing = dict.fromkeys(("InspectorEc2Scanning", "InspectorEcrScanning", "InspectorLambdaScanning"), "DISABLED")
    with pytest.raises(RequestRefused, match="needs a scan"):
        scans(**nothing)
    assert {*scans(**nothing, InspectorCodeRepositoryScanning="ENABLED")} == {"code_repository_scanning"}
    assert made(NAME, **nothing).resources == {}


def test_guardduty_watches_with_the_plans_that_are_chosen() -> None:
    usual = ("s3_data_events", "eks_audit_logs", "ebs_malware_protection", "rds_login_events", "lambda_network_logs")
    assert plans() == dict.fromkeys(("foundational", *usual), ON)
    assert {*plans()} - {*plans(GuardDutyRdsProtection="DISABLED")} == {"rds_login_events"}
    assert plans(GuardDutyAiProtection="ENABLED")["ai_protection"] == ON
    every = dict.fromkeys(("S3", "Eks", "Malware", "Rds", "Lambda"), "DISABLED")
    assert plans(**{f"GuardDuty{key}Protection": word for key, word in every.items()}) == {"foundational": ON}


def test_an_agent_comes_only_with_what_it_reports_to() -> None:
    agents = {agent.parameter: "ENABLED" for agent in AGENTS}
    assert "runtime_monitoring" not in plans(**agents)
    assert plans(GuardDutyRuntimeMonitoring="ENABLED")["runtime_monitoring"] == ON
    found = plans(GuardDutyRuntimeMonitoring="ENABLED", GuardDutyEc2Agent="ENABLED")["runtime_monitoring"]
    assert found == {**ON, "additional_configuration": {"ec2_agent_management": ON}}
    found = plans(GuardDutyRuntimeMonitoring="ENABLED", **agents)["runtime_monitoring"]
    assert {*found["additional_configuration"]} == {agent.feature.lower() for agent in AGENTS}


def test_security_hub_is_enabled_where_it_is_named_with_its_feature_in_the_partition_that_has_it() -> None:
    assert content("SecurityHubEnablement") == {"securityhub": lists("ALL_SUPPORTED")}
    given = {"SecurityHubEnablementRegions": "eu-west-1", "SecurityHubNetworkScanning": "ENABLED"}
    feature = {"features": {"network_scanning": lists("eu-west-1")}}
    assert content("SecurityHubEnablement", **given) == {"securityhub": lists("eu-west-1") | feature}
    stack = made(NAME, region="cn-north-1", **ALL, SecurityHubNetworkScanning="ENABLED")
    found = stack.properties("OrganizationsPolicyForSecurityHubEnablement")["Content"]
    assert found == {"securityhub": lists("ALL_SUPPORTED")}


def test_policies_fit_with_the_longest_values() -> None:
    longest = ",".join(["eu-west-1"] * 120)
    assert len(longest) == 1_199
    regions = {f"{name}Regions": longest for name in ("InspectorEnablement", "SecurityHubEnablement")}
    chosen = {
        name: "ENABLED"
        for name, body in document(NAME)["Parameters"].items()
        if "ENABLED" in body.get("AllowedValues", ())
    }
    stack = made(NAME, **chosen, **regions, NamePrefix="z" * 16, InspectorLambdaScanning="CODE")
    sizes = {each["Type"]: len(json.dumps(each["Content"], separators=(",", ":"))) for each in policies(stack).values()}
    assert {*sizes} == {*FAULTS}
    assert {kind: size for kind, size in sizes.items() if size > ORGANIZATION_POLICY_LENGTHS[kind]} == {}


@pytest.mark.parametrize(
    "regions", ["eu-west-1,", "eu-west-1, us-east-1", "ALL_SUPPORTED", ",".join(["eu-west-1"] * 121)]
)
@pytest.mark.parametrize("name", ["InspectorEnablement", "SecurityHubEnablement"])
def test_what_names_no_regions_is_refused(name: str, regions: str) -> None:
    with pytest.raises(RequestRefused):
        made(NAME, **{f"{name}Regions": regions})
