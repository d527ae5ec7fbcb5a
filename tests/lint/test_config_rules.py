from cfnlint.decode import decode_str
from cfnlint.template.template import Template

from generator.lint.config_rules import Use, plain_name, uses

RULE = """
Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      %s
      Source: {Owner: AWS, SourceIdentifier: IAM_PASSWORD_POLICY}
"""


def use_of(text: str) -> Use:
    template, faults = decode_str(text)
    assert not faults
    (found,) = uses(Template("template.yaml", template, ["us-east-1"]))
    return found


def test_parameters_are_read_from_a_map_and_from_a_json_text() -> None:
    for given in ("{MaxPasswordAge: 90}", "'{\"MaxPasswordAge\": 90}'"):
        use = use_of(RULE % f"InputParameters: {given}")
        assert [dict(inputs.values) for inputs in use.inputs] == [{"MaxPasswordAge": 90}]
        assert use.whole


def test_each_branch_is_read_but_the_whole_is_not_known() -> None:
    use = use_of(RULE % "InputParameters: !If [A, {MaxPasswordAge: 90}, {MaxPasswordAge: 60}]")
    assert [inputs.values["MaxPasswordAge"] for inputs in use.inputs] == [90, 60]
    assert not use.whole


def test_what_a_parameter_gives_is_not_known() -> None:
    for given in ("!Ref Inputs", "!Sub '{\"MaxPasswordAge\": ${Days}}'", "'{'", "'[1]'"):
        use = use_of(RULE % f"InputParameters: {given}")
        assert (use.inputs, use.whole) == ((), False)


def test_a_rule_without_parameters_is_known_whole() -> None:
    use = use_of(RULE % "Description: Passwords are long.")
    assert (use.inputs, use.whole) == ((), True)


def test_names_are_compared_without_case_and_hyphens() -> None:
    assert plain_name("restricted-SSH") == plain_name("RESTRICTED_SSH") == "restrictedssh"
