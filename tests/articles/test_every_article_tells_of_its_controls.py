import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from generator import registry
from generator.build.compose import compose
from generator.knowledge import limits
from generator.template.parse import parse
from tests.articles.evaluation import ACCOUNT, Made, document, make
from tests.articles.test_every_article import home_of
from tests.events.input_transformer import transformed

RULE, RUNBOOK = "AWS::Config::ConfigRule", "AWS::SSM::Document"
NOTICES = {"Config Rules Compliance Change", "EC2 Automation Execution Status-change Notification"}
COMPOSED = "what `baseline compose` makes"
CHOSEN = "EC2_EBS_ENCRYPTION_BY_DEFAULT", "ALB_WAF_ENABLED", "IAM_PASSWORD_POLICY"
COMPOSING = {name for name, article in registry.articles().items() if article.composes}
PREFIX = "z" * 16
every_article = pytest.mark.parametrize("name", [*registry.articles(), COMPOSED])


@cache
def template(name: str) -> Mapping[str, Any]:
    return parse(compose(CHOSEN).text) if name == COMPOSED else document(name)


def declared(name: str, kind: str, key: str) -> set[str]:
    """The names that the resources of a type have under the longest prefix, whatever their conditions."""
    bodies = [body["Properties"] for body in template(name)["Resources"].values() if body["Type"] == kind]
    return {body[key]["Fn::Sub"].replace("${NamePrefix}", PREFIX) for body in bodies}


def stack(name: str, **given: str) -> Made:
    """In the home Region, with a topic where the template takes one."""
    data = template(name)
    region = "us-east-1" if name == COMPOSED else home_of(name)
    values = {"AlertTopicArn": f"arn:aws:sns:{region}:{ACCOUNT}:alerts", "NamePrefix": PREFIX, **given}
    asked = {"log-archive": {"ArchiveOrganizationId": "o-exampleorgid"}}.get(name, {})
    return make(data, region=region, **{key: values[key] for key in values.keys() & data["Parameters"].keys()}, **asked)


def notices(made: Made) -> list[Mapping[str, Any]]:
    """The EventBridge rules that hear of controls."""
    found = made.of_type("AWS::Events::Rule").values()
    return [each for each in found if NOTICES & {*each["EventPattern"]["detail-type"]}]


def told(made: Made, key: str) -> list[str]:
    details = [each["EventPattern"]["detail"] for each in notices(made)]
    return sorted(name for detail in details for name in detail.get(key, ()))


@every_article
def test_each_rule_of_the_template_is_told_of_once_and_no_other(name: str) -> None:
    made = stack(name)
    made_here = {properties["ConfigRuleName"] for properties in made.of_type(RULE).values()}
    names = told(made, "configRuleName")
    assert len(names) == len(set(names))
    # What the Region lacks may be listened to: nothing sends it.
    assert made_here <= set(names) <= declared(name, RULE, "ConfigRuleName")


@every_article
def test_each_runbook_of_a_control_is_told_of_once_and_no_other(name: str) -> None:
    made = stack(name)
    names = told(made, "Definition")
    if name in COMPOSING:
        # A part whose switch is off is silent, and what a part leaves out here may be listened to: nothing sends it.
        made_here = {properties["Name"] for properties in made.of_type(RUNBOOK).values()}
        parts = (part.article for part in registry.articles()[name].composes)
        assert len(names) == len(set(names))
        assert made_here <= set(names) <= set().union(*(declared(part, RUNBOOK, "Name") for part in parts))
    elif names or declared(name, RULE, "ConfigRuleName"):
        assert names == sorted(declared(name, RUNBOOK, "Name"))


@every_article
def test_nobody_is_told_by_default(name: str) -> None:
    assert notices(stack(name, AlertTopicArn="")) == []
    if declared(name, RULE, "ConfigRuleName"):
        assert template(name)["Parameters"]["AlertTopicArn"]["Default"] == ""


@every_article
def test_nothing_is_heard_by_a_prefix_or_from_another_account_or_region(name: str) -> None:
    for each in notices(stack(name)):
        pattern = each["EventPattern"]
        assert pattern["account"] == [ACCOUNT]
        assert len(pattern["region"]) == 1
        assert all(
            isinstance(value, str)
            for key in ("configRuleName", "Definition")
            for value in pattern["detail"].get(key, ())
        )
        assert len(json.dumps(pattern)) <= limits.EVENT_PATTERN_QUOTA


@every_article
def test_a_notice_is_text_with_a_link_and_its_rule_has_no_name_of_ours(name: str) -> None:
    for each in notices(stack(name)):
        assert each.keys() == {"EventPattern", "Targets"}
        (target,) = each["Targets"]
        assert target.keys() == {"Id", "Arn", "InputTransformer"}
        assert len(target["InputTransformer"]["InputTemplate"]) <= 8192
        *_, link = transformed(target["InputTransformer"], {})
        assert re.match(r"https://[a-z0-9-]+\.console\.aws\.amazon\.com/[a-z]", link)


@every_article
def test_a_rule_without_a_runbook_is_told_of_with_what_to_do(name: str) -> None:
    words = {
        rule: each["Targets"][0]["InputTransformer"]["InputTemplate"]
        for each in notices(stack(name))
        for rule in each["EventPattern"]["detail"].get("configRuleName", ())
    }
    controls = {f"{PREFIX}-{control.rule_name}": control for control in registry.controls().values()}
    assert words.keys() <= controls.keys()
    for rule, text in words.items():
        advice = json.dumps(f"Wanted: {controls[rule].title.en}. {controls[rule].why.en}")
        assert (advice in text) is (controls[rule].runbook is None)
