import pytest

from tests.lint.rule_run import found_by, places_found_by
from tests.lint.runbook_texts import REMEDIATION, ROLE, VERIFIED, template

RULE = "W9201"


def role(action: str) -> str:
    return ROLE.replace("[ec2:DescribeSecurityGroups,", f"[{action}, ec2:DescribeSecurityGroups,")


@pytest.mark.parametrize("action", ["ec2:TerminateInstances", "'s3:Put*'", "s3:PutEncryptionConfiguration"])
def test_an_action_that_no_step_needs_is_found_where_it_stands(action: str) -> None:
    ((path, message),) = places_found_by(RULE, template(VERIFIED, REMEDIATION, role(action)))
    assert path.endswith("Statement/0/Action/0")
    assert "Document never calls what" in message


@pytest.mark.parametrize("action", ["'ec2:Revoke*'", "kms:Decrypt", "iam:PassRole", "!Ref NamePrefix", "s3:ListBucket"])
def test_an_action_that_a_call_may_need_is_no_fault(action: str) -> None:
    assert found_by(RULE, template(VERIFIED, REMEDIATION, role(action))) == []


def test_a_document_whose_calls_are_not_all_told_keeps_it_silent() -> None:
    run = "- {name: Tell, action: aws:runCommand, inputs: {DocumentName: X}}\n"
    assert found_by(RULE, template(VERIFIED + run, REMEDIATION, role("ec2:TerminateInstances"))) == []


def test_a_role_that_others_use_too_keeps_it_silent() -> None:
    other = """
  Function:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt Role.Arn}
"""
    assert found_by(RULE, template(VERIFIED, REMEDIATION, role("ec2:TerminateInstances"), other)) == []
    trusted = role("ec2:TerminateInstances").replace("Service: ssm.amazonaws.com", "Service: lambda.amazonaws.com")
    assert found_by(RULE, template(VERIFIED, REMEDIATION, trusted)) == []
