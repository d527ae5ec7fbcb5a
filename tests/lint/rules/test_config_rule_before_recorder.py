from tests.lint.rule_run import places_found_by

TEMPLATE = """
Conditions:
  Records: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  Recorder:
    Type: AWS::Config::ConfigurationRecorder
    %s
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      Description: %s
      Source:
        Owner: AWS
        SourceIdentifier: IAM_PASSWORD_POLICY
"""


def test_the_remedy_for_a_recorder_under_a_condition_is_a_reference() -> None:
    ((path, message),) = places_found_by("W9309", TEMPLATE % ("Condition: Records", "Passwords"))
    assert path == "Resources/Rule"
    assert "!If [Records, !Ref Recorder, '']" in message


def test_a_reference_under_a_condition_waits() -> None:
    waits = "!Select [0, [Passwords, !If [Records, !Ref Recorder, '']]]"
    assert places_found_by("W9309", TEMPLATE % ("Condition: Records", waits)) == []


def test_a_reference_through_another_resource_waits() -> None:
    text = (TEMPLATE % ("DeletionPolicy: Delete", "Passwords")).replace(
        "ConfigRule\n", "ConfigRule\n    DependsOn: Wait\n"
    )
    wait = "  Wait:\n    Type: AWS::CloudFormation::WaitConditionHandle\n    DependsOn: Recorder\n"
    assert places_found_by("W9309", text + wait) == []
    assert len(places_found_by("W9309", text)) == 1


def test_a_conformance_pack_waits_too() -> None:
    text = "Recorder:\n  Type: AWS::Config::ConfigurationRecorder\nPack:\n  Type: AWS::Config::ConformancePack\n"
    ((path, _),) = places_found_by("W9309", text)
    assert path == "Resources/Pack"


def test_a_rule_without_a_recorder_beside_it_is_no_fault() -> None:
    assert places_found_by("W9309", "Rule:\n  Type: AWS::Config::ConfigRule\n") == []
