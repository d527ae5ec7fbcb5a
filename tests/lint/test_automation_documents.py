from collections.abc import Iterator
from typing import Any

import yaml
from cfnlint.decode import decode_str
from cfnlint.template.template import Template
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.lint.automation_documents import Runbook, runbooks
from generator.lint.runbook_roles import grants, runs
from tests.lint.rule_run import our_rules
from tests.lint.runbook_texts import REMEDIATION, ROLE, VERIFIED, content, template, yaml_template

EVERY_ACTION = """
- name: ChooseWay
  action: aws:branch
  inputs:
    Choices:
      - And: [{Variable: '{{ GroupId }}', StringEquals: a}, {Not: {Variable: '{{ GroupId }}', Contains: b}}]
        NextStep: Pause
    Default: Pause
- {name: Pause, action: aws:sleep, inputs: {Duration: PT1M}, onFailure: Continue}
- name: Repeat
  action: aws:loop
  inputs:
    Iterators: [a]
    Steps: [{name: Tell, action: aws:runCommand, inputs: {X: y}}]
- name: Plan
  action: aws:executeScript
  inputs: {Runtime: python3.11, Handler: plan, Script: "def plan(a, b): pass"}
  outputs: [{Name: Out, Selector: $.Payload.A, Type: String}]
- {name: Remember, action: aws:updateVariable, inputs: {Name: 'variable:V', Value: '{{ Plan.Out }}'}}
- {name: Ask, action: aws:approve, inputs: {Approvers: [a]}}
"""
ODD: list[Any] = [
    *(None, 1, 1.5, True, "", "x", "{{ X }}", "{{", "$.[", "[[[[", [], [1], [[]], {}, {"a": 1}),
    *({"Ref": "X"}, {"Ref": 1}, {"Fn::If": ["C", 1, []]}, {"Fn::If": 3}, {"Fn::If": [[], 1, 2]}),
    *({"Fn::Sub": "${A}"}, {"Fn::Sub": [1, 2]}, {"Fn::Join": ["", [1, {}]]}),
]


def read(text: str) -> Template:
    content, faults = decode_str(text)
    assert not faults
    return Template("template.yaml", content, ["us-east-1"])


def found(text: str) -> tuple[Runbook, ...]:
    return runbooks(read(text))


def test_a_document_is_examined_once_for_all_rules() -> None:
    cfn = read(template())
    assert runbooks(cfn) is runbooks(cfn)


def test_each_choice_of_the_conditions_that_can_be_is_a_form() -> None:
    steps = VERIFIED.replace("- name: VerifyClosed", "- name: !If [Slow, VerifySlowly, VerifyClosed]")
    text = "Conditions:\n  Slow: !Equals [!Ref NamePrefix, slow]\n" + template(steps)
    names = [[step.name for step in each.steps()] for each in found(text)]
    assert sorted(names) == [["CloseGroup", "VerifyClosed"], ["CloseGroup", "VerifySlowly"]]
    only = text.replace("Type: AWS::SSM::Document", "Type: AWS::SSM::Document\n    Condition: Slow")
    assert [[step.name for step in each.steps()] for each in found(only)] == [["CloseGroup", "VerifySlowly"]]


def test_a_document_type_that_also_orders_the_resources_is_read() -> None:
    text = template(kind="!Select [0, [Automation, !Ref NamePrefix]]")
    assert len(found(text)) == 1
    assert found(template(kind="!Ref NamePrefix")) == ()


def test_a_step_in_a_loop_has_its_own_place() -> None:
    steps = (
        "- name: Repeat\n  action: aws:loop\n  inputs:\n    Iterators: [a]\n    Steps:\n"
        "      - {name: Pause, action: aws:sleep, inputs: {Duration: PT1M}}\n"
    )
    (runbook,) = found(template(steps))
    assert [step.name for step in runbook.steps()] == ["Repeat", "Pause"]
    assert runbook.step_path("Pause")[-5:] == ("mainSteps", 0, "inputs", "Steps", 0)


def test_the_size_is_that_of_the_document_whichever_way_it_is_written() -> None:
    (mapping,), (text,) = found(template()), found(yaml_template())
    assert mapping.size == text.size > 0


def test_a_role_is_found_by_its_attribute_and_by_its_name() -> None:
    named = read(template(VERIFIED, REMEDIATION, ROLE))
    (run,) = runs(named)
    assert (run.runbook.resource.logical_id, run.role.logical_id) == ("Document", "Role")
    assert grants(named, run.role).known
    referred = REMEDIATION.replace(
        "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${NamePrefix}-Close'", "!GetAtt Role.Arn"
    )
    assert referred != REMEDIATION
    assert len(runs(read(template(VERIFIED, referred, ROLE)))) == 1
    assert runs(read(template(VERIFIED, REMEDIATION.replace("-Close", "-Open"), ROLE))) == []


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*path, key))


SOUND = yaml.safe_load(content(EVERY_ACTION + VERIFIED))
PLACES = list(places(SOUND))


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@settings(deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(ODD), st.booleans())
def test_no_rule_raises_on_a_document_with_something_odd_anywhere(
    path: tuple[Any, ...], odd: Any, as_text: bool
) -> None:
    body = replaced(SOUND, path, odd)
    properties = {
        "DocumentType": "Automation",
        "Content": yaml.safe_dump(body) if as_text else body,
        "DocumentFormat": "YAML",
    }
    role = {"Type": "AWS::IAM::Role", "Properties": {"Policies": odd, "ManagedPolicyArns": odd, "RoleName": odd}}
    starter = {"Type": "AWS::SSM::Association", "Properties": {"Name": {"Ref": "Document"}, "Parameters": odd}}
    document = {"Type": "AWS::SSM::Document", "Properties": properties}
    cfn = Odd({"Resources": {"Document": document, "Role": role, "Starter": starter}})
    for rule in (each for each in our_rules().values() if each.id[1:3] in ("91", "92")):
        assert isinstance(rule.match(cfn), list)


class Odd:
    """What the rules ask of cfn-lint's template."""

    conditions = None

    def __init__(self, template: dict[str, Any]) -> None:
        self.template = template
