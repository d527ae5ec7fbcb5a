from tests.lint.rule_run import places_found_by

SOURCES = """
Conditions:
  Old: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties:
      Enable: true
      DataSources: !If [Old, {S3Logs: {Enable: true}}, !Ref AWS::NoValue]
"""


def test_data_sources_under_a_condition_count() -> None:
    text = SOURCES + "      Features: [{Name: RDS_LOGIN_EVENTS, Status: ENABLED}]\n"
    ((path, message),) = places_found_by("E9801", text)
    assert path == "Resources/Detector/Properties/DataSources/Fn::If/1"
    assert "leave DataSources out" in message


def test_one_of_them_is_no_fault() -> None:
    assert places_found_by("E9801", SOURCES) == []
