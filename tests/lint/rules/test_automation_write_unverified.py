from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "W9104"
WRITE, LOOK = VERIFIED.split("- name: VerifyClosed")
LOOK = f"- name: VerifyClosed{LOOK}"
SCRIPT = """
- name: Verify
  action: aws:executeScript
  inputs:
    Runtime: python3.11
    Handler: verify
    Script: |
      import boto3
      def verify(events, context):
          boto3.client("ec2").CALL
"""


def test_a_write_at_the_end_is_found() -> None:
    assert "RevokeSecurityGroupIngress" in found_by(RULE, template(WRITE))[0]
    assert found_by(RULE, template(LOOK + WRITE))
    assert found_by(RULE, template(WRITE + SCRIPT.replace("CALL", "create_tags(Resources=[])")))


def test_a_look_after_it_is_enough() -> None:
    assert found_by(RULE, template()) == []
    assert found_by(RULE, template(WRITE + SCRIPT.replace("CALL", "describe_security_groups()"))) == []


def test_what_cannot_be_told_counts_as_a_look_and_a_message_needs_none() -> None:
    assert found_by(RULE, template(WRITE + "- {name: Tell, action: aws:runCommand, inputs: {DocumentName: X}}\n")) == []
    tell = "- {name: Tell, action: aws:executeAwsApi, inputs: {Service: sns, Api: Publish, Message: x}}\n"
    assert found_by(RULE, template(tell)) == []
