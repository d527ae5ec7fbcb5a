import pytest

from tests.lint.rule_run import found_by, places_found_by

BASIC = """
Trail:
  Type: AWS::CloudTrail::Trail
  Properties:
    EventSelectors: [{DataResources: [{Type: %s, Values: [%s]}]}]
"""
ADVANCED = """
Trail:
  Type: AWS::CloudTrail::Trail
  Properties:
    AdvancedEventSelectors:
      - FieldSelectors:
          - {Field: eventCategory, Equals: [Data]}
          - {Field: resources.type, Equals: [%s]}
          %s
"""


@pytest.mark.parametrize("arn", ["arn:aws:s3", "'arn:aws:s3:::'", "!Sub 'arn:${AWS::Partition}:s3:::'"])
def test_a_selector_of_all_objects_is_found(arn: str) -> None:
    ((path, message),) = places_found_by("W9805", BASIC % ("AWS::S3::Object", arn))
    assert path.endswith("DataResources/0/Values/0")
    assert "NotStartsWith" in message


def test_an_advanced_selector_of_all_objects_is_found() -> None:
    ((path, _),) = places_found_by("W9805", ADVANCED % ("AWS::S3::Object", ""))
    assert path.endswith("AdvancedEventSelectors/0")


@pytest.mark.parametrize(
    "text",
    [
        BASIC % ("AWS::S3::Object", "'arn:aws:s3:::bucket/'"),
        BASIC % ("AWS::S3::Object", "!Sub '${Bucket.Arn}/'"),
        BASIC % ("AWS::Lambda::Function", "arn:aws:lambda"),
        ADVANCED % ("AWS::S3::Object", "- {Field: resources.ARN, NotStartsWith: ['arn:aws:s3:::logs/']}"),
        ADVANCED % ("AWS::S3::Object", "- {Field: eventName, Equals: [DeleteObject]}"),
        ADVANCED % ("AWS::Lambda::Function", ""),
        ADVANCED % ("!Ref Type", ""),
    ],
)
def test_what_leaves_the_log_bucket_out_is_no_fault(text: str) -> None:
    assert found_by("W9805", text) == []
