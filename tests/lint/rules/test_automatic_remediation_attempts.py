from tests.lint.rule_run import places_found_by

REMEDIATION = """
Repair:
  Type: AWS::Config::RemediationConfiguration
  Properties:
    ConfigRuleName: versioning
    TargetType: SSM_DOCUMENT
    TargetId: AWS-ConfigureS3BucketVersioning
"""


def test_both_are_asked_for() -> None:
    ((path, message),) = places_found_by("E9306", REMEDIATION + "    Automatic: !If [Repairs, true, false]\n")
    assert path == "Resources/Repair/Properties/Automatic/Fn::If/1"
    assert message == "Automatic needs MaximumAutomaticAttempts and RetryAttemptSeconds beside it"


def test_one_alone_is_not_enough() -> None:
    ((_, message),) = places_found_by("E9306", REMEDIATION + "    Automatic: true\n    RetryAttemptSeconds: 60\n")
    assert message == "Automatic needs MaximumAutomaticAttempts beside it"


def test_a_manual_one_needs_none_nor_one_that_a_parameter_makes_automatic() -> None:
    assert places_found_by("E9306", REMEDIATION) == []
    assert places_found_by("E9306", REMEDIATION + "    Automatic: false\n") == []
    assert places_found_by("E9306", REMEDIATION + "    Automatic: !Ref Automatic\n") == []


def test_properties_that_a_transform_adds_to_are_not_judged() -> None:
    text = REMEDIATION + "    Automatic: true\n    Fn::Transform: {Name: Macro}\n"
    assert places_found_by("E9306", text) == []
