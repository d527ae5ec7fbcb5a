import pytest

from tests.lint.rule_run import found_by, places_found_by
from tests.lint.runbook_texts import HEAD, REMEDIATION, ROLE, VERIFIED, template

RULE = "E9201"
LACKING = ROLE.replace(", ec2:RevokeSecurityGroupIngress", "")
ASSOCIATION = """
  Association:
    Type: AWS::SSM::Association
    Properties:
      Name: !Ref Document
      Parameters:
        AutomationAssumeRole: [!GetAtt Role.Arn]
"""
SCRIPT = """
- name: Close
  action: aws:executeScript
  inputs:
    Runtime: python3.11
    Handler: close
    Script: |
      import boto3
      def close(events, context):
          revoke(boto3.client("ec2"))
      def revoke(client):
          client.revoke_security_group_ingress(GroupId="sg-1")
"""


@pytest.mark.parametrize("starter", [REMEDIATION, ASSOCIATION])
def test_a_call_that_the_role_does_not_allow_is_found_at_its_step(starter: str) -> None:
    ((path, message),) = places_found_by(RULE, template(VERIFIED, starter, LACKING))
    assert path.endswith("mainSteps/0")
    assert "role Role does not allow ec2:RevokeSecurityGroupIngress" in message
    assert found_by(RULE, template(VERIFIED, starter, ROLE)) == []


def test_a_role_that_the_document_names_itself_counts() -> None:
    head = HEAD.replace("'{{ AutomationAssumeRole }}'", "!GetAtt Role.Arn")
    assert found_by(RULE, template(VERIFIED, LACKING, head=head))


def test_a_call_in_a_script_counts_also_through_a_function() -> None:
    assert "ec2:RevokeSecurityGroupIngress" in found_by(RULE, template(SCRIPT, REMEDIATION, LACKING))[0]
    assert found_by(RULE, template(SCRIPT, REMEDIATION, ROLE)) == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("Policies:", "ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonEC2FullAccess]\n      Policies:"),
        ("Policies:", "ManagedPolicyArns: !Ref NamePrefix\n      Policies:"),
        ("[ec2:DescribeSecurityGroups]", "'ec2:*'"),
        ("[ec2:DescribeSecurityGroups]", "!Ref NamePrefix"),
        ("Action: [ec2:DescribeSecurityGroups]", "NotAction: iam:*"),
        ("${NamePrefix}-Close", "${NamePrefix}-Other"),
    ],
)
def test_a_role_that_may_allow_it_is_no_fault(old: str, new: str) -> None:
    assert old in LACKING
    assert found_by(RULE, template(VERIFIED, REMEDIATION, LACKING.replace(old, new))) == []


def test_a_policy_that_the_template_attaches_counts() -> None:
    policy = """
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: More
      Roles: [!Ref Role]
      PolicyDocument:
        Statement: [{Effect: Allow, Action: 'ec2:Revoke*', Resource: '*'}]
"""
    assert found_by(RULE, template(VERIFIED, REMEDIATION, LACKING, policy)) == []
    other = policy.replace("!Ref Role", "!Ref Remediation")
    assert found_by(RULE, template(VERIFIED, REMEDIATION, LACKING, other))


def test_a_deny_allows_nothing() -> None:
    denied = LACKING.replace("Statement:\n", "Statement:\n              - {Effect: Deny, Action: '*', Resource: x}\n")
    assert denied != LACKING
    assert found_by(RULE, template(VERIFIED, REMEDIATION, denied))


def test_one_of_the_actions_that_a_call_goes_by_is_enough() -> None:
    block = "{Service: s3, Api: GetPublicAccessBlock, Bucket: '{{ GroupId }}'}"
    steps = f"- {{name: Read, action: aws:executeAwsApi, inputs: {block}}}\n"
    allowed = ROLE.replace("[ec2:DescribeSecurityGroups,", "[s3:GetBucketPublicAccessBlock,")
    assert found_by(RULE, template(steps, REMEDIATION, allowed)) == []
    assert found_by(RULE, template(steps, REMEDIATION, ROLE))
