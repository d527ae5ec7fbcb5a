import json
from pathlib import Path
from typing import Any

import pytest

from generator.articles.required_tags import RULE
from generator.rehearsal.resource_types.config import _input_parameters
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "required-tags"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
CHANGE = json.loads((Path(__file__).parents[1] / "events/samples/config.json").read_text("utf-8"))["events"][
    "ComplianceChange"
]


def stack(**given: Any) -> Made:
    return made(NAME, **{"AlertTopicArn": TOPIC, **given})


def event(rule: str = "baseline-required-tags", result: str = "NON_COMPLIANT", **changed: Any) -> dict[str, Any]:
    found = {**CHANGE["detail"]["newEvaluationResult"], "complianceType": result}
    detail = {**CHANGE["detail"], "configRuleName": rule, "newEvaluationResult": found}
    return {**CHANGE, "account": ACCOUNT, "region": HOME, "detail": detail, **changed}


def test_one_tag_is_required_unless_more_are_named() -> None:
    assert stack().properties("ConfigRequiredTags")["InputParameters"] == {"tag1Key": "Owner"}


def test_every_tag_reaches_the_rule_as_the_managed_rule_names_it() -> None:
    given = {f"RequiredTagKey{number}": f"key{number}" for number in range(1, 7)}
    given |= {f"RequiredTagValues{number}": f"a{number},b{number}" for number in range(1, 7)}
    inputs = stack(**given).properties("ConfigRequiredTags")["InputParameters"]
    assert {*inputs} == {each.name for each in RULE.parameters}
    for number in range(1, 7):
        assert inputs[f"tag{number}Key"] == f"key{number}"
        assert inputs[f"tag{number}Value"] == f"a{number},b{number}"
    assert len(_input_parameters(inputs)) <= 1024


@pytest.mark.parametrize(
    ("name", "value"), [("RequiredTagKey1", ""), ("RequiredTagKey2", "a b"), ("RequiredTagValues1", "a, b")]
)
def test_a_tag_that_aws_would_not_find_is_refused(name: str, value: str) -> None:
    with pytest.raises(RequestRefused, match=name):
        stack(**{name: value})


def test_nothing_is_repaired_and_nothing_made_when_it_is_off() -> None:
    types = {body["Type"] for body in document(NAME)["Resources"].values()}
    assert types == {"AWS::Config::ConfigRule", "AWS::Events::Rule"}
    assert stack(RequiredTags="DISABLED").resources == {}
    assert set(stack(AlertTopicArn="").resources) == {"ConfigRequiredTags"}


def test_a_resource_without_the_tag_is_told() -> None:
    rule = stack().properties("EventsRuleForRequiredTags")
    assert matches(rule["EventPattern"], event())
    (target,) = rule["Targets"]
    assert transformed(target["InputTransformer"], event()) == [
        f"baseline-required-tags finds that AWS::EC2::Instance i-007d374c8912e3e90 lacks a required tag, in account {ACCOUNT}, {HOME}.",
        "Its owner adds the tag, with a value that is allowed; nothing was changed. The tags stand in the rule:",
        f"https://{HOME}.console.aws.amazon.com/config/home?region={HOME}"
        "#/rules/details?configRuleName=baseline-required-tags",
    ]


@pytest.mark.parametrize(
    "near",
    [
        event(result="COMPLIANT"),
        event(rule="other-required-tags"),
        event(account="444455556666"),
        event(region=OTHER),
        event(**{"detail-type": "Config Rules Re-evaluation Status"}),
    ],
)
def test_what_has_its_tags_or_is_not_of_this_stack_is_not_told(near: dict[str, Any]) -> None:
    assert not matches(stack().properties("EventsRuleForRequiredTags")["EventPattern"], near)
