from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, as_list
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, besides_notices, document, made, rendered

NAME, RULE = "default-security-group", "ConfigVpcDefaultSecurityGroupClosed"
REMEDIATION = f"{RULE}RemediationConfiguration"
RUNBOOK = "SSMAutomationRevokeDefaultSecurityGroup"
ROLE = "IAMRoleForRevokeDefaultSecurityGroup"
# The resources that the article shows, by their names there; its one IAMRoleForSSM is this runbook's own role here.
SHOWN = {
    RULE: "AWS::Config::ConfigRule",
    RUNBOOK: "AWS::SSM::Document",
    ROLE: "AWS::IAM::Role",
    REMEDIATION: "AWS::Config::RemediationConfiguration",
}
GROUP = f"arn:aws:ec2:eu-west-1:{ACCOUNT}:security-group/sg-0123456789abcdef0"


def chosen(value: str, **given: Any) -> dict[str, str]:
    stack = made(NAME, VpcDefaultSecurityGroupClosed=value, **given)
    return {name: body["Type"] for name, body in stack.resources.items()}


def remediation(value: str = "MANUAL") -> dict[str, Any]:
    return made(NAME, VpcDefaultSecurityGroupClosed=value).properties(REMEDIATION)


def test_every_resource_of_the_article_exists_under_its_name() -> None:
    assert {name: body["Type"] for name, body in besides_notices(NAME).items()} == SHOWN


def test_the_template_waits_for_the_recorder_s_article_e20() -> None:
    assert rendered(NAME).article.requires == ("config",)
    assert "DependsOn" not in document(NAME)["Resources"][RULE]


@pytest.mark.parametrize(
    ("value", "resources"),
    [("DISABLED", set()), ("DETECT", {RULE}), ("PREVIEW", {*SHOWN}), ("MANUAL", {*SHOWN}), ("AUTOMATIC", {*SHOWN})],
)
def test_the_choice_decides_what_is_made(value: str, resources: set[str]) -> None:
    assert {*chosen(value)} == resources
    assert document(NAME)["Parameters"]["VpcDefaultSecurityGroupClosed"]["AllowedValues"] == [
        "DISABLED",
        "DETECT",
        "PREVIEW",
        "MANUAL",
        "AUTOMATIC",
    ]


def test_nothing_is_repaired_unless_a_person_says_so_e21() -> None:
    assert document(NAME)["Parameters"]["VpcDefaultSecurityGroupClosed"]["Default"] == "MANUAL"
    assert made(NAME).properties(REMEDIATION)["Automatic"] is False


@pytest.mark.parametrize(
    ("value", "runs", "dry"), [("PREVIEW", True, "true"), ("MANUAL", False, "false"), ("AUTOMATIC", True, "false")]
)
def test_preview_runs_and_changes_nothing_and_automatic_repairs_e21(value: str, runs: bool, dry: str) -> None:
    assert remediation(value)["Automatic"] is runs
    assert remediation(value)["Parameters"]["DryRun"] == {"StaticValue": {"Values": [dry]}}


def test_the_remediation_tries_again_and_not_everywhere_at_once_e21() -> None:
    found = remediation("AUTOMATIC")
    assert found["MaximumAutomaticAttempts"] > 1
    assert found["RetryAttemptSeconds"] >= 60
    controls = found["ExecutionControls"]["SsmControls"]
    assert 1 <= controls["ConcurrentExecutionRatePercentage"] <= 25
    assert 1 <= controls["ErrorPercentage"] <= 25


def test_the_remediation_joins_rule_runbook_and_role() -> None:
    stack = made(NAME)
    found = stack.properties(REMEDIATION)
    assert found["ConfigRuleName"] == stack.properties(RULE)["ConfigRuleName"]
    assert found["TargetId"] == stack.properties(RUNBOOK)["Name"]
    assert found["TargetType"] == "SSM_DOCUMENT"
    role = f"arn:aws:iam::{ACCOUNT}:role/{stack.properties(ROLE)['RoleName']}"
    assert found["Parameters"]["AutomationAssumeRole"] == {"StaticValue": {"Values": [role]}}
    assert found["Parameters"]["GroupId"] == {"ResourceValue": {"Value": "RESOURCE_ID"}}
    assert {RULE, RUNBOOK} <= stack.waits_for(REMEDIATION)


def test_the_remediation_passes_only_what_the_runbook_takes() -> None:
    content = made(NAME).properties(RUNBOOK)["Content"]
    assert remediation()["Parameters"].keys() <= content["parameters"].keys()
    assert content["parameters"]["Restore"]["default"] == []


def test_the_rule_is_the_managed_one_under_a_name_of_ours_e16() -> None:
    rule = made(NAME, NamePrefix="acme").properties(RULE)
    assert rule["ConfigRuleName"] == "acme-vpc-default-security-group-closed"
    assert rule["Source"] == {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"}
    assert rule["Description"] == "Default security groups allow no traffic."


def test_the_rule_is_named_by_the_control_of_today_and_not_of_a_retired_standard_e36() -> None:
    text = rendered(NAME).text
    assert "[EC2.2]" in text
    assert "PCI" not in text
    assert "4.3" not in text


def test_the_runbook_is_updated_in_place() -> None:
    runbook = made(NAME).properties(RUNBOOK)
    assert runbook["UpdateMethod"] == "NewVersion"
    assert runbook["DocumentType"] == "Automation"


def test_the_role_is_made_in_the_home_region_and_used_in_every_region_e15() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert ROLE not in there.resources
    assert {RULE, RUNBOOK, REMEDIATION} <= there.resources.keys()
    role = there.properties(REMEDIATION)["Parameters"]["AutomationAssumeRole"]["StaticValue"]["Values"]
    assert role == [f"arn:aws:iam::{ACCOUNT}:role/{made(NAME).properties(ROLE)['RoleName']}"]


@pytest.mark.parametrize("region", ["ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1"])
def test_a_region_without_remediation_still_detects(region: str) -> None:
    assert {*chosen("AUTOMATIC", region=region, HomeRegion=HOME)} == {RULE}


def takes_role(**context: str) -> bool:
    trust = made(NAME).properties(ROLE)["AssumeRolePolicyDocument"]
    return allows([trust], Attempt("sts:AssumeRole", "", service="ssm.amazonaws.com", context=context))


def test_only_automation_of_this_account_takes_the_role_e13() -> None:
    execution = f"arn:aws:ssm:us-west-2:{ACCOUNT}:automation-execution/0123"
    assert takes_role(**{"aws:SourceAccount": ACCOUNT, "aws:SourceArn": execution})
    assert not takes_role()
    assert not takes_role(**{"aws:SourceAccount": "999988887777", "aws:SourceArn": execution})
    foreign = "arn:aws:ssm:us-west-2:999988887777:automation-execution/0123"
    assert not takes_role(**{"aws:SourceAccount": ACCOUNT, "aws:SourceArn": foreign})
    association = f"arn:aws:ssm:us-west-2:{ACCOUNT}:managed-instance/mi-0123"
    assert not takes_role(**{"aws:SourceAccount": ACCOUNT, "aws:SourceArn": association})


def may(action: str, resource: str, **context: str) -> bool:
    policies = [each["PolicyDocument"] for each in made(NAME).properties(ROLE)["Policies"]]
    return allows(policies, Attempt(action, resource, context=context), identity=True)


def test_the_role_may_change_rules_of_this_account_s_groups_and_nothing_else_e13() -> None:
    for action in ("RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "AuthorizeSecurityGroupEgress"):
        assert may(f"ec2:{action}", GROUP)
        assert not may(f"ec2:{action}", GROUP.replace(ACCOUNT, "999988887777"))
        assert not may(f"ec2:{action}", GROUP.replace("security-group/", "instance/"))
    assert may("ec2:DescribeSecurityGroups", "*")
    assert not may("ec2:DeleteSecurityGroup", GROUP)


def test_the_role_tags_rules_only_while_it_restores_them_e13() -> None:
    rule = f"arn:aws:ec2:eu-west-1:{ACCOUNT}:security-group-rule/sgr-0123"
    for direction in ("Ingress", "Egress"):
        assert may("ec2:CreateTags", rule, **{"ec2:CreateAction": f"AuthorizeSecurityGroup{direction}"})
        assert may(f"ec2:AuthorizeSecurityGroup{direction}", rule)
    assert not may("ec2:CreateTags", rule)
    assert not may("ec2:CreateTags", GROUP, **{"ec2:CreateAction": "AuthorizeSecurityGroupIngress"})


def test_the_role_holds_exactly_the_actions_that_the_article_s_runbook_and_its_undoing_call_e13() -> None:
    role = made(NAME).properties(ROLE)
    found = {
        action
        for each in role["Policies"]
        for one in each["PolicyDocument"]["Statement"]
        for action in as_list(one["Action"])
    }
    assert found == {
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateTags",
        "ec2:DescribeSecurityGroupRules",
        "ec2:DescribeSecurityGroups",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
    }


def test_the_description_says_what_a_repair_can_break() -> None:
    words = document(NAME)["Parameters"]["VpcDefaultSecurityGroupClosed"]["Description"]
    assert "cuts the traffic" in words
