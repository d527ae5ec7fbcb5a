from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made

NAME = "config-rules-kms"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1"


def test_every_control_is_a_rule_with_a_runbook_and_a_role() -> None:
    stack = made(NAME)
    rules = {each["Source"]["SourceIdentifier"] for each in stack.of_type("AWS::Config::ConfigRule").values()}
    assert rules == {"CMK_BACKING_KEY_ROTATION_ENABLED", "KMS_CMK_NOT_SCHEDULED_FOR_DELETION"}
    assert {*stack.of_type("AWS::SSM::Document")} == {
        "SSMAutomationEnableKeyRotation",
        "SSMAutomationCancelKeyDeletion",
    }
    assert len(stack.of_type("AWS::IAM::Role")) == 2


def test_elsewhere_the_roles_of_home_are_used() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::Config::RemediationConfiguration")) == 2


def may(runbook: str, action: str, resource: str = KEY) -> bool:
    policies = [each["PolicyDocument"] for each in made(NAME).properties(f"IAMRoleFor{runbook}")["Policies"]]
    return allows(policies, Attempt(action, resource), identity=True)


def test_no_runbook_may_destroy_a_key_or_use_one() -> None:
    assert may("CancelKeyDeletion", "kms:CancelKeyDeletion")
    assert may("EnableKeyRotation", "kms:EnableKeyRotation")
    assert not may("EnableKeyRotation", "kms:EnableKeyRotation", KEY.replace(ACCOUNT, "999988887777"))
    for runbook in ("CancelKeyDeletion", "EnableKeyRotation"):
        for action in ("ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "Decrypt", "CreateGrant"):
            assert not may(runbook, f"kms:{action}")


def test_the_choice_says_that_a_deletion_may_have_been_meant() -> None:
    words = document(NAME)["Parameters"]["KmsCmkNotScheduledForDeletion"]["Description"]
    assert "deletions that somebody meant" in words
