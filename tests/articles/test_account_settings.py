import json

import pytest

from generator.articles.account_settings import SCANS, SETTINGS
from generator.blocks.account_setting import association_id, enforced
from generator.model import Scope
from generator.rehearsal.service_rules.policy_evaluation import as_list
from tests.articles.evaluation import HOME, OTHER, document, made

NAME = "account-settings"
EVERY = (*SETTINGS, *SCANS)
ON = {f"Enforce{control.pascal}": "AUTOMATIC" for control in EVERY}
GLOBAL = [control for control in EVERY if control.scope is Scope.HOME]


def test_each_setting_has_an_association_a_runbook_and_a_role() -> None:
    wanted = set()
    for control in EVERY:
        runbook = enforced(control).runbook
        assert runbook is not None
        wanted |= {association_id(control), f"SSMAutomation{runbook.name}", f"IAMRoleFor{runbook.name}"}
    assert {*document(NAME)["Resources"]} == wanted | {"EventsRuleForAccountSettingsRepairs"}
    assert {*made(NAME, **ON).resources} == wanted


def test_the_settings_are_those_that_no_resource_type_makes() -> None:
    assert [control.identifier for control in EVERY] == [
        "IAM_PASSWORD_POLICY",
        "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
        "EC2_EBS_ENCRYPTION_BY_DEFAULT",
        "EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS",
        "EC2_IMAGE_BLOCK_PUBLIC_ACCESS",
        "EC2_INSTANCE_METADATA_DEFAULTS",
        "SSM_AUTOMATION_BLOCK_PUBLIC_SHARING",
        "INSPECTOR_EC2_SCAN_ENABLED",
        "INSPECTOR_ECR_SCAN_ENABLED",
        "INSPECTOR_LAMBDA_STANDARD_SCAN_ENABLED",
    ]


def test_by_default_nothing_is_made() -> None:
    assert made(NAME).resources == {}


@pytest.mark.parametrize(("choice", "dry_run"), [("PREVIEW", "true"), ("AUTOMATIC", "false")])
def test_only_automatic_changes_anything(choice: str, dry_run: str) -> None:
    stack = made(NAME, **dict.fromkeys(ON, choice))
    passed = [each["Parameters"] for each in stack.of_type("AWS::SSM::Association").values()]
    assert len(passed) == len(EVERY)
    assert {json.dumps(each["DryRun"]) for each in passed} == {json.dumps([dry_run])}
    assert {json.dumps(each["AccountId"]) for each in passed} == {'["111122223333"]'}


def test_each_association_waits_for_the_role_that_its_first_run_takes() -> None:
    stack = made(NAME, **ON)
    for control in EVERY:
        runbook = enforced(control).runbook
        assert runbook is not None
        role = f"IAMRoleFor{runbook.name}"
        (passed,) = stack.properties(association_id(control))["Parameters"]["AutomationAssumeRole"]
        assert passed.endswith(f":role/{stack.properties(role)['RoleName']}")
        assert role in stack.waits_for(association_id(control))


def test_another_region_keeps_its_own_settings_with_the_roles_of_the_home_region() -> None:
    stack = made(NAME, region=OTHER, HomeRegion=HOME, **ON)
    assert stack.of_type("AWS::IAM::Role") == {}
    assert {*stack.of_type("AWS::SSM::Association")} == {
        association_id(control) for control in EVERY if control not in GLOBAL
    }
    assert {control.identifier for control in GLOBAL} == {
        "IAM_PASSWORD_POLICY",
        "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
    }


def test_china_has_no_inspector_and_the_rest() -> None:
    kept = {*made(NAME, region="cn-north-1", **ON).of_type("AWS::SSM::Association")}
    assert kept == {association_id(control) for control in SETTINGS}


def test_a_role_holds_what_its_runbook_needs_and_nothing_of_another() -> None:
    (policy,) = made(NAME, **ON).properties("IAMRoleForBlockPublicImages")["Policies"]
    actions = {action for each in policy["PolicyDocument"]["Statement"] for action in as_list(each["Action"])}
    assert actions == {
        "ec2:GetImageBlockPublicAccessState",
        "ec2:EnableImageBlockPublicAccess",
        "ec2:DisableImageBlockPublicAccess",
    }


def test_only_automation_of_this_account_takes_a_role() -> None:
    for properties in made(NAME, **ON).of_type("AWS::IAM::Role").values():
        (statement,) = properties["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "ssm.amazonaws.com"}
        assert statement["Condition"]["ArnLike"] == {
            "aws:SourceArn": "arn:aws:ssm:*:111122223333:automation-execution/*"
        }
