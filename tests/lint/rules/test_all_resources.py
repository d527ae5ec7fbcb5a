import pytest

from tests.lint.rule_run import places_found_by

POLICY = """
Policy:
  Type: AWS::IAM::RolePolicy
  Properties:
    RoleName: r
    PolicyDocument:
      Statement:
        - {Effect: Allow, Action: %s, Resource: %s}
"""


@pytest.mark.parametrize("action", ["s3:GetObject", "[iam:PassRole, 'sqs:SendMess*']", "sts:AssumeRole"])
def test_actions_that_can_be_held_are_found(action: str) -> None:
    ((path, message),) = places_found_by("W9510", POLICY % (action, "['*']"))
    assert path == "Resources/Policy/Properties/PolicyDocument/Statement/0/Resource/0"
    assert message.endswith("can be held to resources; name them, or their type in this account")


@pytest.mark.parametrize(
    "action",
    [
        "ec2:DescribeInstances",
        "[s3:GetObject, s3:ListAllMyBuckets]",
        "[s3:GetObject, neverheardof:Do]",
        "[s3:GetObject, !Ref Action]",
        "'s3:*'",
        "'ec2:*Instances'",
        "7",
    ],
)
def test_one_action_that_needs_all_resources_or_is_not_known_is_enough(action: str) -> None:
    assert places_found_by("W9510", POLICY % (action, "'*'")) == []


def test_a_pattern_of_arns_a_condition_and_a_deny_are_no_fault() -> None:
    assert places_found_by("W9510", POLICY % ("s3:GetObject", "'arn:aws:s3:::*'")) == []
    condition = "'*', Condition: {StringEquals: {kms:ViaService: s3.us-east-1.amazonaws.com}}"
    assert places_found_by("W9510", POLICY % ("kms:Decrypt", condition)) == []
    assert places_found_by("W9510", POLICY.replace("Allow", "Deny") % ("kms:Decrypt", "'*'")) == []


def test_many_actions_are_told_in_short() -> None:
    ((_, message),) = places_found_by(
        "W9510", POLICY % ("['s3:GetObject', 's3:PutObject', 's3:Delete*', sqs:SendMessage]", "'*'")
    )
    assert message.startswith("s3:GetObject, s3:PutObject, s3:Delete*, ... can")
