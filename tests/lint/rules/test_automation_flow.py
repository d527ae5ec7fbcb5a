import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "E9104"
BRANCH = """
- name: ChooseWay
  action: aws:branch
  inputs:
    Choices: [{Variable: '{{ GroupId }}', StringEquals: x, NextStep: CloseGroup}]
    Default: VerifyClosed
"""


@pytest.mark.parametrize(
    "line", ["nextStep: Verify", "onFailure: step:Undo", "onFailure: Ignore", "onCancel: step:Undo"]
)
def test_a_way_to_nowhere_is_found(line: str) -> None:
    assert found_by(RULE, template(VERIFIED.replace("  inputs:", f"  {line}\n  inputs:", 1)))


@pytest.mark.parametrize("line", ["nextStep: VerifyClosed", "onFailure: step:VerifyClosed", "onFailure: Continue"])
def test_a_way_to_a_step_is_no_fault(line: str) -> None:
    assert found_by(RULE, template(VERIFIED.replace("  inputs:", f"  {line}\n  inputs:", 1))) == []


def test_the_choices_of_a_branch_lead_to_steps() -> None:
    assert found_by(RULE, template(BRANCH + VERIFIED)) == []
    assert found_by(RULE, template(BRANCH.replace("Default: Verify", "Default: Verified") + VERIFIED))


def test_a_step_under_a_condition_is_there_where_it_is_named() -> None:
    text = template(
        "- !If\n  - Pauses\n  - {name: Pause, action: aws:sleep, inputs: {Duration: PT1M}}\n  - !Ref AWS::NoValue\n"
        + VERIFIED.replace("  inputs:", "  onFailure: !If [Pauses, 'step:Pause', Abort]\n  inputs:", 1)
    )
    text = f"Conditions:\n  Pauses: !Equals [!Ref NamePrefix, slow]\n{text}"
    assert found_by(RULE, text) == []
    assert found_by(RULE, text.replace("'step:Pause', Abort", "Abort, 'step:Pause'"))
