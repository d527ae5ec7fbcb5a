import pytest

from tests.lint.rule_run import found_by, places_found_by
from tests.lint.runbook_texts import HEAD, VERIFIED, json_template, template, yaml_template

RULE = "E9101"


@pytest.mark.parametrize(
    "steps, problem",
    [
        (VERIFIED.replace("aws:assertAws", "aws:assetAws"), "unknown action aws:assetAwsResourceProperty"),
        (VERIFIED.replace("inputs:", "input:", 1), "inputs is missing"),
        (VERIFIED.replace("VerifyClosed", "CloseGroup"), "another step has the same name"),
        (VERIFIED.replace("    DesiredValues: [default]\n", ""), "DesiredValues is missing"),
    ],
)
def test_what_systems_manager_refuses_is_found_however_the_document_is_written(steps: str, problem: str) -> None:
    for text in (template(steps), yaml_template(steps)):
        assert any(problem in each for each in found_by(RULE, text)), text


def test_a_document_that_is_json_text_is_read_too() -> None:
    assert found_by(RULE, json_template(VERIFIED.replace("action: aws:executeAwsApi", "action: aws:call")))
    assert found_by(RULE, json_template()) == []


def test_the_match_is_at_the_step_where_the_content_is_a_mapping() -> None:
    steps = VERIFIED.replace("aws:assertAws", "aws:assetAws")
    ((path, _),) = places_found_by(RULE, template(steps))
    assert path == "Resources/Document/Properties/Content/mainSteps/1"
    ((path, _),) = places_found_by(RULE, yaml_template(steps))
    assert path == "Resources/Document/Properties/Content"


def test_another_schema_version_is_refused_and_a_number_reads_as_the_text() -> None:
    assert found_by(RULE, template(head=HEAD.replace("'0.3'", "'2.2'")))
    assert found_by(RULE, template(head=HEAD.replace("'0.3'", "0.3"))) == []


def test_yaml_text_needs_its_document_format() -> None:
    (found,) = found_by(RULE, yaml_template(document_format="JSON"))
    assert "Content is not JSON" in found
    assert found_by(RULE, yaml_template()) == []


def test_other_documents_and_what_only_a_stack_knows_are_left_alone() -> None:
    broken = VERIFIED.replace("inputs:", "input:")
    assert found_by(RULE, template(broken, kind="Command")) == []
    assert found_by(RULE, template(broken.replace("name: CloseGroup", "name: !Ref NamePrefix"))) == []
    assert found_by(RULE, "Transform: AWS::LanguageExtensions\n" + template(broken)) == []


def test_an_action_or_a_text_that_only_a_rehearsal_refuses_is_no_fault() -> None:
    steps = """
- name: Tell
  action: aws:runCommand
  maxAttempts: '3'
  timeoutSeconds: !Ref NamePrefix
  inputs: {DocumentName: AWS-RunShellScript}
- name: Wait-a-bit
  action: aws:sleep
  isEnd: 'true'
  inputs: {Duration: !Sub 'PT${NamePrefix}M'}
"""
    assert found_by(RULE, template(steps)) == []


def test_a_condition_of_one_part_is_refused() -> None:
    choice = "{Or: [{Variable: '{{ GroupId }}', StringEquals: x}], NextStep: CloseGroup}"
    steps = f"- name: ChooseWay\n  action: aws:branch\n  inputs:\n    Choices: [{choice}]\n{VERIFIED}"
    assert "Or takes two conditions or more" in found_by(RULE, template(steps))[0]
