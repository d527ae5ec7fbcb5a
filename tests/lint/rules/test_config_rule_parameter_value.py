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


def test_a_word_where_a_number_belongs_and_a_number_where_true_belongs_are_found() -> None:
    found = places_found_by("E9304", RULE % "{MinimumPasswordLength: long, RequireSymbols: 1}")
    assert [message.split(", not")[0] for _, message in found] == [
        "IAM_PASSWORD_POLICY takes a whole number as MinimumPasswordLength",
        "IAM_PASSWORD_POLICY takes true or false as RequireSymbols",
    ]


def test_an_empty_text_is_no_number() -> None:
    assert len(places_found_by("E9304", RULE % "{MinimumPasswordLength: ''}")) == 1


def test_values_of_the_type_are_no_fault_as_text_or_not() -> None:
    for each in ("{MinimumPasswordLength: '14', RequireSymbols: true}", "{RequireSymbols: 'True', MaxPasswordAge: 90}"):
        assert places_found_by("E9304", RULE % each) == []


def test_a_value_that_a_parameter_gives_is_not_judged() -> None:
    assert places_found_by("E9304", RULE % "{MinimumPasswordLength: !Ref Length}") == []


def test_parameters_that_are_too_long_are_found_and_those_that_just_fit_are_not() -> None:
    text = """
    Rule:
      Type: AWS::Config::ConfigRule
      Properties:
        InputParameters:
          tag1Key: %s
        Source: {Owner: AWS, SourceIdentifier: REQUIRED_TAGS}
    """
    room = 1024 - len('{"tag1Key":""}')
    assert places_found_by("E9304", text % ("x" * room)) == []
    ((_, message),) = places_found_by("E9304", text % ("x" * (room + 1)))
    assert "1025 characters" in message
