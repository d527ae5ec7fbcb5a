import pytest

from tests.lint.rule_run import found_by, places_found_by

RULE = """
Rule:
  Type: AWS::Events::Rule
  Properties:
    ScheduleExpression: rate(1 day)
"""


def test_a_rule_without_targets_is_found() -> None:
    ((path, _),) = places_found_by("W9605", RULE)
    assert path == "Resources/Rule"


def test_an_empty_list_of_targets_is_found_under_a_condition() -> None:
    ((path, _),) = places_found_by("W9605", RULE + "    Targets: !If [A, [], [{Id: a, Arn: b}]]\n")
    assert path.endswith("Targets/Fn::If/1")


@pytest.mark.parametrize(
    "targets", ["[{Id: a, Arn: !Ref Topic}]", "!Ref Targets", "!If [A, [{Id: a, Arn: b}], !Ref AWS::NoValue]"]
)
def test_what_has_or_may_have_targets_is_no_fault(targets: str) -> None:
    assert found_by("W9605", RULE + f"    Targets: {targets}\n") == []
