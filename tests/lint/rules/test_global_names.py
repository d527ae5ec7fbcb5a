import pytest

from tests.lint.rule_run import places_found_by

TEMPLATE = """
Parameters:
  NamePrefix: {Type: String}
Conditions:
  IsHomeRegion: !Equals [!Ref AWS::Region, us-east-1]
  Never: !Equals [a, b]
Resources:
  Role:
    Type: AWS::IAM::Role
    %s
    Properties:
      RoleName: %s
"""
NO = "DeletionPolicy: Delete"


@pytest.mark.parametrize(
    "name", ["repair", "!Sub 'repair-${AWS::AccountId}'", "!Join ['-', [repair, !Ref AWS::Partition]]"]
)
def test_a_role_with_the_same_name_in_every_region_is_found(name: str) -> None:
    ((path, message),) = places_found_by("W9402", TEMPLATE % (NO, name))
    assert path == "Resources/Role/Properties/RoleName"
    assert "is taken in the next Region" in message


@pytest.mark.parametrize(
    "name",
    [
        "!Sub 'repair-${AWS::Region}'",
        "!Sub '${NamePrefix}-repair'",
        "!Sub '${AWS::StackName}-repair'",
        "!Join ['-', [repair, !Ref AWS::Region]]",
        "!FindInMap [Names, !Ref AWS::Region, Role]",
        "!If [IsHomeRegion, repair, !Ref 'AWS::NoValue']",
    ],
)
def test_a_name_that_differs_is_no_fault(name: str) -> None:
    assert places_found_by("W9402", TEMPLATE % (NO, name)) == []


def test_a_role_that_one_region_has_is_no_fault() -> None:
    assert places_found_by("W9402", TEMPLATE % ("Condition: IsHomeRegion", "repair")) == []
    assert len(places_found_by("W9402", TEMPLATE % ("Condition: Never", "repair"))) == 1


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("logs", "the next account"),
        ("!Sub 'logs-${AWS::Region}'", "the next account"),
        ("!Sub 'logs-${AWS::AccountId}'", "the next Region"),
    ],
)
def test_a_bucket_needs_account_and_region(name: str, where: str) -> None:
    text = f"Logs:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: {name}\n"
    ((_, message),) = places_found_by("W9402", text)
    assert f"is taken in {where};" in message


def test_a_bucket_with_both_and_a_regional_name_are_no_fault() -> None:
    name = "!Sub 'logs-${AWS::AccountId}-${AWS::Region}'"
    assert places_found_by("W9402", f"Logs:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: {name}\n") == []
    assert places_found_by("W9402", "Topic:\n  Type: AWS::SNS::Topic\n  Properties:\n    TopicName: all\n") == []
