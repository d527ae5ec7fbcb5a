import re
from dataclasses import replace
from typing import Any

import pytest

from generator.blocks import account_setting as block
from generator.blocks.account_setting import SCHEDULE, account_setting, account_settings, enforced
from generator.blocks.config_control import config_control
from generator.blocks.deployment import deployment
from generator.controls import ec2_ebs_encryption_by_default, ec2_image_block_public_access, iam_password_policy
from generator.controls import vpc_default_security_group_closed as group_closed
from generator.model import Condition, Control, Parameter, Text
from generator.render.assembly import assembled
from generator.render.references import require_references

REGIONAL = ec2_ebs_encryption_by_default.CONTROL
GLOBAL = iam_password_policy.CONTROL
NO_RULE = ec2_image_block_public_access.CONTROL
ASSOCIATION = "SSMAssociationEc2EbsEncryptionByDefault"


def data(*controls: Control, **facts: Any) -> dict[str, Any]:
    found = assembled("sample.py", "A sample.", [*account_settings(*controls, **facts), *deployment()]).data
    require_references("sample.py", found)
    return found


def schedule() -> Parameter:
    (found,) = (each for each in account_setting(REGIONAL) if isinstance(each, Parameter) and each.name == SCHEDULE)
    return found


def test_an_association_passes_role_account_and_preview_and_names_no_targets() -> None:
    properties = data(REGIONAL)["Resources"][ASSOCIATION]["Properties"]
    assert properties == {
        "AssociationName": {"Fn::Sub": "${NamePrefix}-ec2-ebs-encryption-by-default"},
        "Name": {"Ref": "SSMAutomationEnforceEc2EbsEncryptionByDefault"},
        "ScheduleExpression": {"Ref": SCHEDULE},
        "Parameters": {
            "AutomationAssumeRole": properties["Parameters"]["AutomationAssumeRole"],
            "AccountId": [{"Ref": "AWS::AccountId"}],
            "DryRun": [{"Fn::If": ["PreviewsEnforceEc2EbsEncryptionByDefault", "true", "false"]}],
        },
    }


def test_the_role_is_named_so_that_other_regions_find_it_and_waited_for_where_it_is_made() -> None:
    (role,) = data(REGIONAL)["Resources"][ASSOCIATION]["Properties"]["Parameters"]["AutomationAssumeRole"]
    name = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${NamePrefix}-EnforceEc2EbsEncryptionByDefault"
    made = "IAMRoleForEnforceEc2EbsEncryptionByDefault"
    waits = {"Fn::If": ["RoleForEnforceEc2EbsEncryptionByDefault", {"Ref": made}, ""]}
    assert role == {"Fn::Select": [0, [{"Fn::Sub": name}, waits]]}


def test_a_global_setting_is_kept_in_the_home_region_alone() -> None:
    found = data(GLOBAL)
    conditions = {body["Condition"] for body in found["Resources"].values()}
    assert conditions == {"EnforcesIamPasswordPolicy"}
    assert {"Condition": "IsHomeRegion"} in found["Conditions"]["EnforcesIamPasswordPolicy"]["Fn::And"]


def test_nothing_is_kept_unless_the_user_says_so() -> None:
    choice = data(REGIONAL)["Parameters"]["EnforceEc2EbsEncryptionByDefault"]
    assert (choice["Default"], choice["AllowedValues"]) == ("DISABLED", ["DISABLED", "PREVIEW", "AUTOMATIC"])


def test_a_danger_is_told_where_the_user_chooses() -> None:
    dangerous = replace(REGIONAL, danger=Text("It breaks.", "壊れる。"))
    assert "It breaks." in data(dangerous)["Parameters"]["EnforceEc2EbsEncryptionByDefault"]["Description"]


def test_a_control_stands_beside_its_own_config_rule_without_a_name_in_common() -> None:
    both = [*config_control(GLOBAL), *account_setting(GLOBAL), *deployment()]
    found = assembled("sample.py", "A sample.", both).data
    names = [body["Properties"]["Name"]["Fn::Sub"] for key, body in found["Resources"].items() if "SSMAutom" in key]
    assert names == ["${NamePrefix}-StrengthenPasswordPolicy", "${NamePrefix}-EnforceIamPasswordPolicy"]


def test_the_runbook_of_a_control_without_a_rule_keeps_its_name() -> None:
    assert enforced(NO_RULE).runbook == enforced(enforced(NO_RULE)).runbook
    assert "SSMAutomationBlockPublicImages" in data(NO_RULE)["Resources"]


def test_what_notices_of_failures_need_is_told_by_the_enforced_control() -> None:
    kept = enforced(GLOBAL)
    assert kept.runbook is not None
    assert (kept.scheduled, kept.rule_name, kept.runbook.name) == (
        True,
        "iam-password-policy",
        "EnforceIamPasswordPolicy",
    )


def test_a_region_without_the_service_is_left_alone_but_has_the_role_if_it_is_home() -> None:
    conditions = data(REGIONAL, regions_of="AWS::InspectorV2::Filter")["Conditions"]
    region = {"Condition": "RegionHasInspectorV2Filter"}
    assert region in conditions["EnforcesEc2EbsEncryptionByDefault"]["Fn::And"]
    assert region not in conditions["RoleForEnforceEc2EbsEncryptionByDefault"]["Fn::And"]


def test_a_region_without_associations_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "missing_regions", lambda _: frozenset({"ap-east-2"}))
    conditions = {each.name: each.expression for each in account_setting(REGIONAL) if isinstance(each, Condition)}
    assert "RegionHasSSMAssociation" in conditions
    assert {"Condition": "RegionHasSSMAssociation"} in data(REGIONAL)["Conditions"][
        "EnforcesEc2EbsEncryptionByDefault"
    ]["Fn::And"]


def test_documents_are_made_in_groups() -> None:
    many = [replace(REGIONAL, identifier=f"SETTING_{number}") for number in range(7)]
    resources = data(*many)["Resources"]
    waiting = [body["Properties"]["DocumentType"] for key, body in resources.items() if "SSMAutomation" in key]
    assert waiting[:5] == ["Automation"] * 5
    assert [each["Fn::Select"][1][1]["Fn::If"][1] for each in waiting[5:]] == [
        {"Ref": "SSMAutomationEnforceSetting0"},
        {"Ref": "SSMAutomationEnforceSetting1"},
    ]


@pytest.mark.parametrize("control", [group_closed.CONTROL, replace(REGIONAL, runbook=None)])
def test_a_control_of_more_than_the_account_is_refused(control: Control) -> None:
    with pytest.raises(ValueError, match="has no runbook that takes just the account"):
        list(account_setting(control))


def test_a_scheduled_control_has_no_config_rule() -> None:
    with pytest.raises(ValueError, match="EC2_IMAGE_BLOCK_PUBLIC_ACCESS has no Config rule"):
        list(config_control(NO_RULE))


@pytest.mark.parametrize(
    "rate",
    ["rate(30 minutes)", "rate(1 hour)", "rate(12 hours)", "rate(1 day)", "rate(30 days)", "rate(90 minutes)"],
)
def test_schedules_of_state_manager_are_taken(rate: str) -> None:
    assert re.fullmatch(schedule().allowed_pattern or "", rate)


@pytest.mark.parametrize(
    "rate",
    ["rate(29 minutes)", "rate(1 minute)", "rate(1 hours)", "rate(1 days)", "rate(31 days)", "rate(0 days)", "daily"],
)
def test_schedules_that_state_manager_refuses_are_refused_before(rate: str) -> None:
    assert not re.fullmatch(schedule().allowed_pattern or "", rate)
