import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "E9106"
OUTPUT = """
- name: DescribeGroup
  action: aws:executeAwsApi
  inputs: {Service: ec2, Api: DescribeSecurityGroups, GroupIds: ['{{ GroupId }}']}
  outputs:
    - Name: Found
      Selector: SELECTOR
      Type: String
"""


@pytest.mark.parametrize(
    "selector", ["$.SecurityGroup[0].GroupName", "$.SecurityGroups.GroupName", "$.NextToken.Value"]
)
def test_a_path_that_the_answer_cannot_have_is_found(selector: str) -> None:
    assert found_by(RULE, template(OUTPUT.replace("SELECTOR", selector)))


@pytest.mark.parametrize(
    "selector",
    [
        "$.SecurityGroups[0].GroupName",
        "$.ResponseMetadata.HTTPStatusCode",
        "SecurityGroups[0].GroupName",
        "$..GroupName",
        "\"$.SecurityGroups[?(@.GroupName == 'default')].GroupId\"",
        "$.SecurityGroups.length()",
    ],
)
def test_a_path_that_may_find_something_is_no_fault(selector: str) -> None:
    assert found_by(RULE, template(OUTPUT.replace("SELECTOR", selector))) == []


def test_a_property_selector_is_judged_too() -> None:
    assert found_by(RULE, template(VERIFIED.replace("[0].GroupName", "[0].Group")))
    assert found_by(RULE, template()) == []
