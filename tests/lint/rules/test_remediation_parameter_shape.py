from tests.lint.rule_run import places_found_by

REMEDIATION = """
Repair:
  Type: AWS::Config::RemediationConfiguration
  Properties:
    ConfigRuleName: versioning
    TargetId: AWS-ConfigureS3BucketVersioning
    Parameters:
      BucketName: %s
"""


def test_a_value_without_its_structure_is_found() -> None:
    for each in (
        "{StaticValue: a}",
        "{StaticValue: [a]}",
        "{StaticValue: !GetAtt Role.Arn}",
        "{ResourceValue: RESOURCE_ID}",
    ):
        ((path, message),) = places_found_by("E9309", REMEDIATION % each)
        assert path.startswith("Resources/Repair/Properties/Parameters/BucketName/")
        assert "is a structure" in message


def test_a_resource_value_of_another_name_is_found() -> None:
    ((_, message),) = places_found_by("E9309", REMEDIATION % "{ResourceValue: {Value: RESOURCE_NAME}}")
    assert message == "BucketName: the Value of a ResourceValue is RESOURCE_ID, not RESOURCE_NAME"


def test_both_structures_are_no_fault_under_a_condition_neither() -> None:
    for each in (
        "{ResourceValue: {Value: RESOURCE_ID}}",
        "{StaticValue: {Values: [a]}}",
        "!If [A, {ResourceValue: {Value: RESOURCE_ID}}, {StaticValue: {Values: [a]}}]",
        "{StaticValue: !If [A, {Values: [a]}, !Ref 'AWS::NoValue']}",
    ):
        assert places_found_by("E9309", REMEDIATION % each) == []
