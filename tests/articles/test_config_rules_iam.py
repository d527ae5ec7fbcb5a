from typing import Any

import pytest

from generator import registry
from generator.articles.config_rules_iam import CONTROLS
from generator.model import Mode, Scope
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made

NAME = "config-rules-iam"
REPAIRED = {
    "AccessKeysRotated": "DeactivateOldAccessKeys",
    "IamPasswordPolicy": "StrengthenPasswordPolicy",
    "IamUserNoPoliciesCheck": "TakeUserPoliciesAway",
    "IamUserUnusedCredentialsCheck": "DeactivateUnusedAccessKeys",
}
NOTIFIED = {
    "IamNoInlinePolicyCheck",
    "IamPolicyBlacklistedCheck",
    "IamPolicyInUse",
    "IamPolicyNoStatementsWithAdminAccess",
    "IamRootAccessKeyCheck",
    "IamUserGroupMembershipCheck",
    "IamUserMfaEnabled",
    "MfaEnabledForIamConsoleAccess",
    "RootAccountHardwareMfaEnabled",
    "RootAccountMfaEnabled",
    "SecurityAccountInformationProvided",
}


def test_the_controls_are_those_of_iam_and_each_has_a_rule() -> None:
    assert {control.pascal for control in CONTROLS} == {*REPAIRED, *NOTIFIED}
    rules = {name for name, body in document(NAME)["Resources"].items() if body["Type"] == "AWS::Config::ConfigRule"}
    assert rules == {f"Config{name}" for name in (*REPAIRED, *NOTIFIED)}


def test_only_what_a_runbook_can_do_safely_is_repaired() -> None:
    runbooks = {name for name, body in document(NAME)["Resources"].items() if body["Type"] == "AWS::SSM::Document"}
    assert runbooks == {f"SSMAutomation{name}" for name in REPAIRED.values()}
    for control in CONTROLS:
        assert (control.mode is Mode.NOTIFY) is (control.pascal in NOTIFIED)
        choices = document(NAME)["Parameters"][control.pascal]["AllowedValues"]
        assert ("AUTOMATIC" in choices) is (control.pascal in REPAIRED)


def test_everything_is_made_in_the_home_region_only() -> None:
    assert registry.articles()[NAME].scope is Scope.HOME
    assert {control.scope for control in CONTROLS} == {Scope.HOME}
    assert made(NAME, region=OTHER, HomeRegion=HOME).resources == {}


@pytest.mark.parametrize(
    ("region", "partition"), [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
)
def test_the_support_policy_is_the_one_of_the_partition(region: str, partition: str) -> None:
    inputs = made(NAME, region=region).properties("ConfigIamPolicyInUse")["InputParameters"]
    assert inputs["policyARN"] == f"arn:{partition}:iam::aws:policy/AWSSupportAccess"


def actions(runbook: str) -> dict[str, Any]:
    role = made(NAME).properties(f"IAMRoleFor{runbook}")
    return {
        action: statement["Resource"]
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    }


def test_no_role_may_delete_a_key_a_password_or_a_user() -> None:
    granted = {action for runbook in REPAIRED.values() for action in actions(runbook)}
    deletes = {action for action in granted if action.startswith("iam:Delete")}
    assert deletes == {"iam:DeleteAccountPasswordPolicy", "iam:DeleteUserPolicy"}


def test_writes_are_held_to_the_users_of_this_account() -> None:
    for runbook in ("DeactivateOldAccessKeys", "DeactivateUnusedAccessKeys", "TakeUserPoliciesAway"):
        for action, resource in actions(runbook).items():
            if action not in ("iam:ListUsers", "iam:GetPolicy", "iam:GetPolicyVersion"):
                assert resource == f"arn:aws:iam::{ACCOUNT}:user/*", action


def test_the_description_says_what_a_repair_can_break() -> None:
    words = {name: body["Description"] for name, body in document(NAME)["Parameters"].items()}
    assert "stops everything that still works with an old key" in words["AccessKeysRotated"]
    assert "tag break-glass users as exempt" in words["IamUserUnusedCredentialsCheck"]
    assert "Whoever may start the runbook can give rights" in words["IamUserNoPoliciesCheck"]
