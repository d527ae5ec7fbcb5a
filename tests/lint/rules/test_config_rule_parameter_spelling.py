from tests.lint.rule_run import places_found_by

RULE = """
Rule:
  Type: AWS::Config::ConfigRule
  Properties:
    InputParameters: %s
    Source:
      Owner: AWS
      SourceIdentifier: IAM_PASSWORD_POLICY
"""


def test_a_parameter_in_other_letters_is_found_in_a_map_and_in_a_json_text() -> None:
    ((path, message),) = places_found_by("E9302", RULE % "{minimumPasswordLength: 14}")
    assert path == "Resources/Rule/Properties/InputParameters/minimumPasswordLength"
    assert message.endswith("write MinimumPasswordLength")
    ((path, _),) = places_found_by("E9302", RULE % '\'{"minimumPasswordLength": "14"}\'')
    assert path == "Resources/Rule/Properties/InputParameters"


def test_a_parameter_under_a_condition_counts() -> None:
    text = RULE % "!If [Long, {minimumPasswordLength: 14}, {MinimumPasswordLength: 8}]"
    ((path, _),) = places_found_by("E9302", text)
    assert path == "Resources/Rule/Properties/InputParameters/Fn::If/1/minimumPasswordLength"


def test_the_right_letters_another_parameter_and_a_text_with_variables_are_no_fault() -> None:
    for each in ("{MinimumPasswordLength: 14}", "{Length: 14}", '!Sub \'{"minimumPasswordLength": "${Length}"}\''):
        assert places_found_by("E9302", RULE % each) == []
