import pytest

from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template, yaml_template

RULE = "E9103"


@pytest.mark.parametrize(
    "name", ["GroupIdd", "VerifyClosed.Name", "Nothing.Output", "variable:Group", "global:ACCOUNT"]
)
def test_a_reference_to_nothing_is_found(name: str) -> None:
    steps = VERIFIED.replace("{{ GroupId }}", f"{{{{ {name} }}}}", 1)
    assert found_by(RULE, template(steps))
    assert found_by(RULE, yaml_template(steps))


@pytest.mark.parametrize("name", ["GroupId", "global:REGION", "RESOURCE_ID", "ssm:group", "CloseGroup.OutputPayload"])
def test_what_systems_manager_fills_in_is_no_fault(name: str) -> None:
    steps = VERIFIED.replace("GroupIds: ['{{ GroupId }}']", f"GroupIds: ['{{{{ {name} }}}}']")
    assert found_by(RULE, template(steps)) == []


def test_the_outputs_of_an_action_that_is_not_rehearsed_are_any() -> None:
    run = "- {name: Tell, action: aws:runCommand, inputs: {DocumentName: X}}\n"
    after = VERIFIED.replace("{{ GroupId }}", "{{ Tell.CommandId }}")
    assert found_by(RULE, template(run + after)) == []
    assert found_by(RULE, template(after + run))
