from tests.lint.rule_run import places_found_by

REMEDIATION = """
Repair:
  Type: AWS::Config::RemediationConfiguration
  Properties:
    ConfigRuleName: versioning
    TargetType: SSM_DOCUMENT
    TargetId: AWS-ConfigureS3BucketVersioning
"""


def test_an_automatic_one_without_parameters_is_found() -> None:
    ((path, message),) = places_found_by("E9307", REMEDIATION + "    Automatic: true\n")
    assert path == "Resources/Repair/Properties/Automatic"
    assert "AutomationAssumeRole" in message


def test_another_name_of_the_role_will_not_do() -> None:
    text = REMEDIATION + "    Automatic: true\n    Parameters: {Role: {StaticValue: {Values: [a]}}}\n"
    assert len(places_found_by("E9307", text)) == 1


def test_a_manual_one_and_one_whose_parameters_come_from_elsewhere_are_no_fault() -> None:
    assert places_found_by("E9307", REMEDIATION) == []
    text = REMEDIATION + "    Automatic: true\n    Parameters: {'Fn::Transform': {Name: Macro}}\n"
    assert places_found_by("E9307", text) == []
