import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "W9105"
READ = """
- name: DescribeGroup
  action: aws:executeAwsApi
  inputs: {Service: ec2, Api: DescribeSecurityGroups, GroupIds: ['{{ GroupId }}']}
  outputs: [{Name: Found, Selector: SELECTOR, Type: MapList}]
"""
RULES = READ.replace("SELECTOR", "'$.SecurityGroups[0].IpPermissions'")
WRITE = VERIFIED.replace("SecurityGroupRuleIds: [sgr-0123456789abcdef0]", "IpPermissions: '{{ DescribeGroup.Found }}'")
BRANCH = """
- name: ChooseWay
  action: aws:branch
  inputs:
    Choices: [{Variable: '{{ GroupId }}', StringEquals: x, NextStep: CloseGroup}]
    Default: VerifyClosed
"""


@pytest.mark.parametrize("selector", ["'$.SecurityGroups[0].IpPermissions'", "'$.SecurityGroups[*].IpPermissions[*]'"])
def test_a_list_that_goes_from_a_read_into_a_write_is_found(selector: str) -> None:
    (found,) = found_by(RULE, template(READ.replace("SELECTOR", selector) + WRITE))
    assert "IpPermissions is {{ DescribeGroup.Found }}" in found


def test_a_branch_between_them_is_enough() -> None:
    assert found_by(RULE, template(RULES + BRANCH + WRITE)) == []
    assert found_by(RULE, template(BRANCH.replace("CloseGroup", "DescribeGroup") + RULES + WRITE))


def test_one_value_in_a_list_and_a_list_that_is_set_are_no_faults() -> None:
    one = READ.replace("SELECTOR", "'$.SecurityGroups[0].GroupId'").replace("MapList", "String")
    assert (
        found_by(RULE, template(one + VERIFIED.replace("sgr-0123456789abcdef0", "'{{ DescribeGroup.Found }}'"))) == []
    )
    update = WRITE.replace("RevokeSecurityGroupIngress", "UpdateSecurityGroupRuleDescriptionsIngress")
    assert found_by(RULE, template(RULES + update)) == []
