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


def test_a_parameter_that_the_rule_does_not_have_is_found() -> None:
    ((path, message),) = places_found_by("W9302", RULE % "{MinimumLength: 14}")
    assert path == "Resources/Rule/Properties/InputParameters/MinimumLength"
    assert "unknown parameter of IAM_PASSWORD_POLICY 'MinimumLength'" in message


def test_a_rule_without_parameters_is_given_none() -> None:
    text = (RULE % "{a: 1}").replace("IAM_PASSWORD_POLICY", "ROOT_ACCOUNT_MFA_ENABLED")
    assert len(places_found_by("W9302", text)) == 1


def test_another_spelling_an_unknown_rule_and_no_parameters_are_not_this_rule_s_matter() -> None:
    assert places_found_by("W9302", RULE % "{minimumPasswordLength: 14}") == []
    assert places_found_by("W9302", (RULE % "{a: 1}").replace("IAM_PASSWORD_POLICY", "SOME_NEW_RULE")) == []
    assert places_found_by("W9302", RULE % "{}") == []
    assert places_found_by("W9302", RULE % "7") == []
