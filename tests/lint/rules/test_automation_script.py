import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import template, yaml_template

RULE = "E9105"
SCRIPT = """
- name: Plan
  action: aws:executeScript
  inputs:
    Runtime: python3.11
    Handler: plan
    Script: |
      def plan(events, context):
          return {"Outcome": "UNCHANGED"}
"""


@pytest.mark.parametrize(
    "old, new",
    [
        ("def plan(", "def plans("),
        ("events, context", "events"),
        ("return {", "return {{"),
        ("python3.11", "nodejs18"),
    ],
)
def test_a_script_that_cannot_run_is_found(old: str, new: str) -> None:
    assert found_by(RULE, template(SCRIPT.replace(old, new)))
    assert found_by(RULE, yaml_template(SCRIPT.replace(old, new)))


@pytest.mark.parametrize(
    "old, new",
    [
        ("events, context", "events, context=None, again=1"),
        ("python3.11", "python3.13"),
        ("def plan(events, context):", "plan = lambda events, context: events\n      def other():"),
        ("    Runtime: python3.11\n    Handler: plan\n", "    Runtime: PowerShell 7.4\n"),
    ],
)
def test_a_script_that_may_run_is_no_fault(old: str, new: str) -> None:
    assert old in SCRIPT
    assert found_by(RULE, template(SCRIPT.replace(old, new))) == []


def test_a_script_that_a_stack_completes_is_not_judged_by_its_holes() -> None:
    steps = SCRIPT.replace("Script: |", "Script: !Sub |").replace('"UNCHANGED"', "1${NamePrefix}")
    assert found_by(RULE, template(steps)) == []
