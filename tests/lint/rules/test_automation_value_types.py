import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "W9101"


@pytest.mark.parametrize(
    "old, new",
    [
        ("SecurityGroupRuleIds: [sgr-0123456789abcdef0]", "SecurityGroupRuleIds: '{{ GroupId }}'"),
        ("GroupId: '{{ GroupId }}'", "GroupId: [a]"),
        ("GroupIds: ['{{ GroupId }}']", "GroupIds: ['{{ GroupId }}']\n    MaxResults: ten"),
    ],
)
def test_a_value_of_another_type_is_found(old: str, new: str) -> None:
    assert old in VERIFIED
    assert found_by(RULE, template(VERIFIED.replace(old, new)))


def test_a_value_that_is_not_in_the_enumeration_is_found() -> None:
    steps = """
- name: Encrypt
  action: aws:executeAwsApi
  inputs: {Service: s3, Api: PutBucketVersioning, Bucket: b, VersioningConfiguration: {Status: Enable}}
"""
    assert "not one of Enabled, Suspended" in found_by(RULE, template(steps))[0]
    assert found_by(RULE, template(steps.replace("Enable}", "Enabled}"))) == []
    assert found_by(RULE, template(steps.replace("Status: Enable}", "Status: !Ref NamePrefix}"))) == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("GroupIds: ['{{ GroupId }}']", "GroupIds: ['{{ GroupId }}']\n    MaxResults: '10'"),
        ("GroupIds: ['{{ GroupId }}']", "GroupIds: ['{{ GroupId }}']\n    DryRun: 'false'"),
        ("DesiredValues: [default]", "DesiredValues: default"),
        ("SecurityGroupRuleIds: [sgr-0123456789abcdef0]", "SecurityGroupRuleIds: !Split [',', !Ref NamePrefix]"),
    ],
)
def test_what_automation_may_convert_or_a_stack_decides_is_no_fault(old: str, new: str) -> None:
    assert old in VERIFIED
    assert found_by(RULE, template(VERIFIED.replace(old, new))) == []
