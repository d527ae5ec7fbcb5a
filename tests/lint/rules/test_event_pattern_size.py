from tests.lint.rule_run import found_by

RULE = """
Rule:
  Type: AWS::Events::Rule
  Properties:
    EventPattern:
      source: [aws.config]
      detail: {configRuleName: [%s]}
"""


def test_a_pattern_is_measured_without_blanks_and_without_what_comes_later() -> None:
    around = len('{"source":["aws.config"],"detail":{"configRuleName":[""]}}')
    assert found_by("W9604", RULE % ("x" * (2048 - around))) == []
    (found,) = found_by("W9604", RULE % ("x" * (2049 - around)))
    assert "has 2049 characters" in found
    assert found_by("W9604", RULE % ", ".join(f"!Sub '{'x' * 100}${{A{number}}}'" for number in range(40))) == []
