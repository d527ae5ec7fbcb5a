import pytest

from tests.lint.rule_run import places_found_by

TEMPLATE = """
Recorder:
  Type: AWS::Config::ConfigurationRecorder
  Properties:
    RoleARN: !ImportValue Role
    RecordingGroup: %s
Rule:
  Type: AWS::Config::ConfigRule
  DependsOn: Recorder
  Properties:
    Source:
      Owner: AWS
      SourceIdentifier: %s
"""
GROUPS = "VPC_DEFAULT_SECURITY_GROUP_CLOSED"


def test_a_rule_on_a_type_that_is_not_listed_is_found() -> None:
    ((path, message),) = places_found_by("W9316", TEMPLATE % ("{ResourceTypes: [AWS::S3::Bucket]}", GROUPS))
    assert path == "Resources/Rule/Properties/Source/SourceIdentifier"
    assert "does not record AWS::EC2::SecurityGroup" in message


@pytest.mark.parametrize(
    "group",
    [
        "{AllSupported: true}",
        "{AllSupported: !Ref All, ResourceTypes: [AWS::S3::Bucket]}",
        "{AllSupported: false, ResourceTypes: !Ref Types}",
        "{AllSupported: false, ResourceTypes: [AWS::S3::Bucket, !Ref Type]}",
        "{AllSupported: false, ResourceTypes: [AWS::S3::Bucket, !If [A, AWS::EC2::Instance, !Ref 'AWS::NoValue']]}",
        "{AllSupported: false, ResourceTypes: [AWS::EC2::SecurityGroup]}",
        "{ExclusionByResourceTypes: {ResourceTypes: [AWS::S3::Bucket]}}",
    ],
)
def test_what_may_be_recorded_is_no_fault(group: str) -> None:
    assert places_found_by("W9316", TEMPLATE % (group, GROUPS)) == []


def test_a_periodic_rule_needs_no_record() -> None:
    assert places_found_by("W9316", TEMPLATE % ("{ResourceTypes: [AWS::S3::Bucket]}", "ACCESS_KEYS_ROTATED")) == []


def test_a_recorder_that_is_elsewhere_is_not_known() -> None:
    text = (TEMPLATE % ("{ResourceTypes: [AWS::S3::Bucket]}", GROUPS)).replace(
        "ConfigurationRecorder", "DeliveryChannel"
    )
    assert places_found_by("W9316", text) == []
