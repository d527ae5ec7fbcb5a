from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Parameters:
  Mode: {Type: String, Default: %s, AllowedValues: [CREATE, EXISTING]}
  Name: {Type: String, Default: ''}
  Given: {Type: String}
Rules:
  Named:
    RuleCondition: !Equals [!Ref Mode, EXISTING]
    Assertions:
      - Assert: !Equals [!Ref AWS::Region, us-east-1]
      - Assert: !Not [!Equals [!Ref %s, '']]
Resources:
  Topic:
    Type: AWS::SNS::Topic
"""


def test_an_assertion_that_is_false_for_the_defaults_is_found() -> None:
    ((path, _),) = places_found_by("W9703", TEMPLATE % ("EXISTING", "Name"))
    assert path == "Rules/Named/Assertions/1"


def test_a_rule_that_does_not_apply_is_no_fault() -> None:
    assert found_by("W9703", TEMPLATE % ("CREATE", "Name")) == []


def test_a_parameter_that_must_be_given_is_no_fault() -> None:
    assert found_by("W9703", TEMPLATE % ("EXISTING", "Given")) == []


def test_a_rule_that_always_asks_for_one_of_two_is_no_fault() -> None:
    text = """
Parameters:
  Accounts: {Type: CommaDelimitedList, Default: ''}
  Organization: {Type: String, Default: ''}
  Retention: {Type: Number, Default: 7}
Rules:
  Sources:
    Assertions:
      - Assert: !Not [!And [!Equals [!Ref Organization, ''], Fn::EachMemberEquals: [!Ref Accounts, '']]]
  Long:
    Assertions:
      - Assert: !Not [!Equals [!Ref Retention, 7]]
Resources:
  Topic:
    Type: AWS::SNS::Topic
"""
    assert [path for path, _ in places_found_by("W9703", text)] == ["Rules/Long/Assertions/0"]
