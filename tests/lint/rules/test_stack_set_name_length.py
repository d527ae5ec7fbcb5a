import pytest

from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  Suffix: {Type: String}
Resources:
  Named:
    Type: %s
    Properties:
      %s: %s
"""


def test_a_role_after_its_stack_must_leave_a_stack_set_twelve_characters() -> None:
    text = TEMPLATE % ("AWS::IAM::Role", "RoleName", "!Sub '${AWS::StackName}-repair'")
    ((path, message),) = places_found_by("W9404", text)
    assert path == "Resources/Named/Properties/RoleName"
    assert "at most 64 characters, and ${AWS::StackName}-repair leaves the name of a stack set 11;" in message
    assert places_found_by("W9404", text.replace("-repair", "-fixes")) == []


@pytest.mark.parametrize("name", ["!Sub '${AWS::StackName}-${AWS::Region}-${AWS::AccountId}'", "!Ref AWS::StackName"])
def test_a_load_balancer_has_no_room_at_all(name: str) -> None:
    text = TEMPLATE % ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name", name)
    ((_, message),) = places_found_by("W9404", text)
    assert "leaves the name of a stack set none" in message


def test_a_bucket_cannot_be_called_after_a_stack_set() -> None:
    text = TEMPLATE % ("AWS::S3::Bucket", "BucketName", "!Sub '${AWS::StackName}-logs'")
    ((_, message),) = places_found_by("W9404", text)
    assert "no capitals" in message


def test_other_names_and_types_with_room_are_no_fault() -> None:
    assert places_found_by("W9404", TEMPLATE % ("AWS::IAM::Role", "RoleName", "!Sub '${Suffix}-${AWS::Region}'")) == []
    name = "!Sub '${AWS::StackName}-${AWS::Region}'"
    assert places_found_by("W9404", TEMPLATE % ("AWS::SNS::Topic", "TopicName", name)) == []
    assert places_found_by("W9404", TEMPLATE % ("AWS::IAM::ManagedPolicy", "ManagedPolicyName", name)) == []
