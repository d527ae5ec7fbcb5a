from tests.lint.rule_run import places_found_by

RULE = """
Rule:
  Type: AWS::Config::ConfigRule
  Properties:
    Source:
      Owner: AWS
      SourceIdentifier: CLOUDWATCH_ALARM_ACTION_CHECK%s
"""


def test_every_missing_parameter_is_named() -> None:
    found = places_found_by("E9303", RULE % "\n    InputParameters:\n      alarmActionRequired: true")
    assert [path for path, _ in found] == ["Resources/Rule/Properties/InputParameters"] * 2
    assert any("needs the parameter okActionRequired; give it a value such as false" in message for _, message in found)


def test_a_rule_without_any_is_found_at_its_identifier() -> None:
    found = places_found_by("E9303", RULE % "")
    assert {path for path, _ in found} == {"Resources/Rule/Properties/Source/SourceIdentifier"}


def test_optional_parameters_may_be_missing() -> None:
    assert places_found_by("E9303", (RULE % "").replace("CLOUDWATCH_ALARM_ACTION_CHECK", "IAM_PASSWORD_POLICY")) == []


def test_parameters_that_come_from_elsewhere_are_not_missed() -> None:
    for each in ("!Ref Inputs", "!If [A, !Ref Inputs, !Ref 'AWS::NoValue']", "{Fn::Transform: {Name: Macro}}"):
        assert places_found_by("E9303", RULE % f"\n    InputParameters: {each}") == []


def test_properties_that_a_transform_adds_to_are_not_judged() -> None:
    text = (RULE % "") + "    Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}\n"
    assert places_found_by("E9303", text) == []
