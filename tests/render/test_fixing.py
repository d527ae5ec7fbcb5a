import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, sns, sqs

from generator import registry
from generator.blocks.deployment import HOME_REGION
from generator.model import (
    After,
    Article,
    BadInput,
    Comment,
    Condition,
    Element,
    Output,
    Parameter,
    Part,
    Rule,
    Scope,
    Text,
)
from generator.model import Mapping as Table
from generator.render import Template, render
from generator.render.fixing import SHARED
from generator.render.template import rendered
from generator.template.errors import RequestRefused
from tests.articles.evaluation import make
from tests.articles.same_values import as_made
from tests.articles.scenarios import SAMPLES

WORDS = Text("Alpha", "アルファ")


def choice(name: str, *values: str, default: str = "") -> Parameter:
    words = values or ("ON", "OFF")
    return Parameter(
        name=name, description="a", label="b", group="c", default=default or words[0], allowed_values=words
    )


def number(name: str, default: int) -> Parameter:
    return Parameter(name=name, description="a", label="b", group="c", type="Number", default=default, min_value=1)


def article(*elements: Element, **facts: Any) -> Article:
    return Article(title=WORDS, summary=WORDS, scope=Scope.HOME, cost=WORDS, elements=lambda: elements, **facts)


def whole(part: Part, *elements: Element) -> Template:
    summary = Text("Says so.", "説明。")
    return render(
        "whole",
        {
            "part": article(*elements),
            "whole": Article(title=WORDS, summary=summary, scope=Scope.HOME, cost=WORDS, composes=(part,)),
        },
    )


def elements() -> tuple[Element, ...]:
    return (
        choice("Asked"),
        choice("Kind"),
        number("Days", 30),
        Table("Words", {"ON": {"Word": "on"}, "OFF": {"Word": "off"}}),
        Condition("IsAsked", Equals(Ref("Asked"), "ON")),
        Condition("IsOn", Equals(Ref("Kind"), "ON")),
        Condition("IsOff", Not({"Condition": "IsOn"})),
        Condition("IsBoth", And({"Condition": "IsOn"}, {"Condition": "IsAsked"})),
        Comment("Only where it is on."),
        sns.Topic("WhenOn", Condition="IsOn"),
        Comment("Only where it is off."),
        sns.Topic("WhenOff", Condition="IsOff"),
        Comment("Where both are."),
        sns.Topic("WhenBoth", Condition="IsBoth"),
        Comment("As long as that.", "Properties/MessageRetentionPeriod"),
        Comment("A reason that goes with its branch.", "Properties/Tags/Fn::If/1/0/Value"),
        sqs.Queue(
            "Queue",
            QueueName=Sub("${Kind}-${Days}-${Asked}"),
            MessageRetentionPeriod=Ref("Days"),
            KmsMasterKeyId=If("IsOn", GetAtt("WhenOn", "TopicName"), GetAtt("WhenOff", "TopicName")),
            Tags=If("IsOff", [{"Key": "a", "Value": "off"}], [{"Key": "a", "Value": "on"}]),
            VisibilityTimeout=If("IsOn", 5, NoValue),
        ),
        Output(name="NameWhenOn", description="a", value=Ref("WhenOn"), condition="IsOn"),
        Output(name="NameWhenOff", description="a", value=Ref("WhenOff"), condition="IsOff"),
    )


def queue(template: Template) -> dict[str, Any]:
    body: dict[str, Any] = template.resources["Queue"]["Properties"]
    return body


def test_only_what_is_asked_is_a_parameter_and_the_rest_has_its_default() -> None:
    template = whole(Part(article="part", asks=("Asked",)), *elements())
    assert set(template.parameters) == {"Asked"}
    assert set(template.resources) == {"WhenOn", "WhenBoth", "Queue"}
    assert "Condition" not in template.resources["WhenOn"]
    assert template.resources["WhenBoth"]["Condition"] == "IsAsked"
    assert set(template.data["Conditions"]) == {"IsAsked"}
    assert "Mappings" not in template.data
    assert set(template.data["Outputs"]) == {"NameWhenOn"}
    assert "Condition" not in template.data["Outputs"]["NameWhenOn"]
    assert queue(template) == {
        "QueueName": {"Fn::Sub": "ON-30-${Asked}"},
        "MessageRetentionPeriod": 30,
        "KmsMasterKeyId": {"Fn::GetAtt": ["WhenOn", "TopicName"]},
        "Tags": [{"Key": "a", "Value": "on"}],
        "VisibilityTimeout": 5,
    }


def test_a_fixed_value_takes_the_place_of_the_default() -> None:
    template = whole(Part(article="part", asks=("Asked",), fixed={"Kind": "OFF", "Days": "7"}), *elements())
    assert set(template.resources) == {"WhenOff", "Queue"}
    assert queue(template)["QueueName"] == {"Fn::Sub": "OFF-7-${Asked}"}
    assert "VisibilityTimeout" not in queue(template)


def test_without_asks_all_but_the_fixed_is_asked() -> None:
    template = whole(Part(article="part", fixed={"Days": "7"}), *elements())
    assert set(template.parameters) == {"Asked", "Kind"}


def test_a_default_is_that_of_the_part_where_it_gives_one() -> None:
    template = whole(Part(article="part", asks=("Asked",), defaults={"Asked": "OFF"}), *elements())
    assert template.parameters["Asked"].default == "OFF"


def test_comments_go_with_what_they_explain() -> None:
    on = whole(Part(article="part", asks=("Asked",)), *elements()).text
    assert "  # Only where it is on.\n  WhenOn:\n" in on
    assert "Only where it is off" not in on
    assert "  # Where both are.\n  WhenBoth:\n" in on
    assert re.search(r"# As long as that\.\n +MessageRetentionPeriod: 30", on)
    assert "goes with its branch" not in on
    off = whole(Part(article="part", asks=("Asked",), fixed={"Kind": "OFF"}), *elements()).text
    assert re.search(r"# A reason that goes with its branch\.\n +Value: 'off'", off)


def test_shared_parameters_are_asked_in_any_case() -> None:
    name = Parameter(name="NamePrefix", description="a", label="b", group="c", default="d")
    part = Part(article="part", asks=("Asked",))
    template = whole(part, name, *elements(), sns.Topic("Named", TopicName=Ref("NamePrefix")))
    assert set(template.parameters) == {"NamePrefix", "Asked"}
    assert template.resources["Named"]["Properties"] == {"TopicName": {"Ref": "NamePrefix"}}
    assert "NamePrefix" in SHARED


def test_an_order_of_what_is_left_out_is_left_out() -> None:
    named = sns.Topic("Named", TopicName=After("name", "WhenOff"), DependsOn=["WhenOff", "WhenOn"])
    template = whole(Part(article="part", asks=("Asked",)), *elements(), named)
    assert template.resources["Named"]["DependsOn"] == "WhenOn"
    assert template.resources["Named"]["Properties"] == {"TopicName": "name"}
    both = sns.Topic("Named", TopicName=After("name", "WhenBoth", under="IsBoth"))
    template = whole(Part(article="part", asks=("Asked",)), *elements(), both)
    ordered = {"Fn::Select": [0, ["name", {"Ref": "WhenBoth"}]]}
    assert template.resources["Named"]["Properties"] == {"TopicName": ordered}


def test_what_is_left_alone_in_a_list_of_a_policy_stands_without_the_list() -> None:
    statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["a", If("IsOff", "b", NoValue)]}
    policy = sqs.QueuePolicy("Policy", Queues=["q"], PolicyDocument={"Statement": [statement]})
    template = whole(Part(article="part", asks=("Asked",)), *elements(), policy)
    assert template.resources["Policy"]["Properties"]["PolicyDocument"]["Statement"][0]["Resource"] == "a"


def rule(name: str, value: str, **body: Any) -> Rule:
    return Rule(name, {**body, "Assertions": [{"Assert": Equals(Ref(name), value), "AssertDescription": "Words."}]})


def test_a_rule_keeps_only_what_is_open() -> None:
    asked = {"RuleCondition": Equals(Ref("Asked"), "ON")}
    given_rules = (
        rule("Kind", "ON"),
        Rule("Off", {"RuleCondition": Equals(Ref("Kind"), "OFF"), "Assertions": [{"Assert": Equals("a", "b")}]}),
        Rule("Refuses", {**asked, "Assertions": [{"Assert": Equals(Ref("Kind"), "OFF")}]}),
        Rule(
            "Open", {"RuleCondition": Equals(Ref("Kind"), "ON"), "Assertions": [{"Assert": Equals(Ref("Asked"), "ON")}]}
        ),
    )
    rules = whole(Part(article="part", asks=("Asked",)), *elements(), *given_rules).data["Rules"]
    is_on = {"Fn::Equals": [{"Ref": "Asked"}, "ON"]}
    assert rules == {
        "Refuses": {"RuleCondition": is_on, "Assertions": [{"Assert": {"Fn::Not": [is_on]}}]},
        "Open": {"Assertions": [{"Assert": is_on}]},
    }


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (Part(article="part", asks=("Askd",)), "Askd: it has no such parameter"),
        (Part(article="part", asks=("Asked",), fixed={"Knd": "ON"}), "Knd: it has no such parameter"),
        (Part(article="part", asks=("Asked",), fixed={"Asked": "ON"}), "Asked: it is asked and fixed"),
        (Part(article="part", asks=("Asked",), defaults={"Kind": "ON"}), "Kind: it is asked and fixed, or neither"),
        (Part(article="part", asks=("Asked",), fixed={"Kind": "MAYBE"}), "Kind: 'MAYBE' is refused"),
        (Part(article="part", asks=("Asked",), defaults={"Asked": "MAYBE"}), "Asked: 'MAYBE' is refused"),
        (Part(article="part", asks=("Asked",), fixed={"Days": "0"}), "Days: '0' is refused"),
        (Part(article="part", asks=("Asked", "Unused")), "Unused: nothing uses it"),
    ],
)
def test_a_part_that_asks_or_fixes_wrongly_is_refused_by_name(part: Part, message: str) -> None:
    unused = (choice("Unused"), Condition("IsUnused", And({"Condition": "IsOff"}, Equals(Ref("Unused"), "ON"))))
    late = sns.Topic("Late", Condition="IsUnused")
    with pytest.raises(BadInput) as caught:
        whole(part, *elements(), *unused, late)
    assert str(caught.value).startswith(f"articles/part.py: {message}")


def test_a_parameter_without_a_value_is_refused_by_name() -> None:
    name = Parameter(name="Name", description="a", label="b", group="c", example="d")
    with pytest.raises(BadInput, match=r"articles/part\.py: Name: it is neither asked nor fixed"):
        whole(Part(article="part", asks=("Asked",)), name, *elements(), sns.Topic("Named", TopicName=Ref("Name")))


def test_fixed_values_that_break_a_rule_are_refused() -> None:
    with pytest.raises(BadInput, match=r"articles/part\.py: Kind: the fixed values break it: Words\."):
        whole(Part(article="part", asks=("Asked",), fixed={"Kind": "OFF"}), *elements(), rule("Kind", "ON"))


def test_a_reference_to_what_is_left_out_is_refused() -> None:
    named = sns.Topic("Named", TopicName=GetAtt("WhenOff", "TopicName"))
    with pytest.raises(BadInput, match=r"articles/part\.py: Named: it refers to WhenOff"):
        whole(Part(article="part", asks=("Asked",)), *elements(), named)


FIXED = {
    part.article: part
    for each in registry.articles().values()
    for part in each.composes
    if part.asks is not None or part.fixed
}
REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-7", "cn-north-1", "us-gov-west-1")


@cache
def alone(name: str) -> Template:
    return render(name, registry.articles())


@cache
def folded(name: str) -> Template:
    part = Part(article=name, asks=FIXED[name].asks, fixed=FIXED[name].fixed)
    source = replace(registry.articles()[name], elements=tuple, composes=(part,))
    return rendered("folded", source, registry.articles(), "folded", ("header",))


def values_of(parameter: Parameter) -> st.SearchStrategy[str]:
    if parameter.name == HOME_REGION:
        return st.sampled_from(("", *REGIONS[:2]))
    if parameter.allowed_values:
        return st.sampled_from([str(value) for value in parameter.allowed_values])
    if parameter.type == "Number":
        ends = (parameter.default, parameter.min_value, parameter.max_value)
        return st.sampled_from([str(end) for end in ends if end is not None])
    texts = [each for each in SAMPLES if re.fullmatch(parameter.allowed_pattern or "", each)][:2]
    return st.sampled_from([str(parameter.default), *texts])


def outcome(template: Template, region: str, values: Mapping[str, str]) -> Any:
    try:
        stack = make(template.data, region=region, **values)
    except RequestRefused as refused:
        return refused.message
    bodies = {
        name: {key: as_made(item) for key, item in body.items() if key not in ("Condition", "DependsOn")}
        for name, body in stack.resources.items()
    }
    waits = {name: needs & stack.resources.keys() for name, needs in stack.needs.items()}
    return bodies, waits, as_made(stack.outputs)


@pytest.mark.parametrize("name", sorted(FIXED))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), region=st.sampled_from(REGIONS))
def test_a_part_with_fixed_parameters_makes_what_its_own_template_makes_with_these(
    name: str, data: st.DataObject, region: str
) -> None:
    template, own = folded(name), alone(name)
    values = {each.name: data.draw(values_of(each), label=each.name) for each in template.parameters.values()}
    fixed = {key: value for key, value in FIXED[name].fixed.items() if key in own.parameters}
    assert outcome(template, region, values) == outcome(own, region, values | fixed)
