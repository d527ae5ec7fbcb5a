from tests.lint.rule_run import places_found_by

REMEDIATION = """
Repair:
  Type: AWS::Config::RemediationConfiguration
  Properties:
    ConfigRuleName: versioning
    TargetType: SSM_DOCUMENT
    TargetId: AWS-ConfigureS3BucketVersioning
"""


def test_an_automatic_one_without_controls_is_found() -> None:
    ((path, _),) = places_found_by("W9306", REMEDIATION + "    Automatic: 'true'\n")
    assert path == "Resources/Repair/Properties/Automatic"


def test_controls_under_a_condition_and_a_manual_one_are_no_fault() -> None:
    text = (
        REMEDIATION + "    Automatic: true\n    ExecutionControls: !If [A, {SsmControls: {ErrorPercentage: 1}}, {}]\n"
    )
    assert places_found_by("W9306", text) == []
    assert places_found_by("W9306", REMEDIATION) == []
