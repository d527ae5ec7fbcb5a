from itertools import product
from typing import Any

import pytest
from troposphere import Equals, If, Not, Or, Ref, Sub, sns, sqs

from generator.model import Article, BadInput, Condition, Element, Output, Parameter, Part, Rule, Scope, Text
from generator.render import Template, render
from generator.template.errors import RequestRefused
from tests.articles.evaluation import make

WORDS = Text("Alpha", "アルファ")
TOPIC = "arn:aws:sns:eu-west-1:111122223333:named"


def text(name: str) -> Parameter:
    return Parameter(name=name, description="a", label="b", group="c", default="")


def article(*elements: Element, **facts: Any) -> Article:
    summary = Text("Says so.", "説明。")
    return Article(title=WORDS, summary=summary, scope=Scope.HOME, cost=WORDS, elements=lambda: elements, **facts)


def giver(condition: str | None = None) -> Article:
    return article(
        text("Kind"),
        Condition("IsOwn", Equals(Ref("Kind"), "")),
        sns.Topic("Own", TopicName="own", **({"Condition": condition} if condition else {})),
        *(() if condition else [sns.Topic("Other", Condition="IsOwn")]),
        Output(name="OwnArn", description="a", value=Ref("Own"), condition=condition),
    )


def taker(*more: Element) -> Article:
    return article(
        text("TopicArn"),
        Condition("HasTopic", Not(Equals(Ref("TopicArn"), ""))),
        Condition("HasNone", Equals(Ref("TopicArn"), "")),
        sns.SubscriptionResource("Heard", Condition="HasTopic", TopicArn=Ref("TopicArn"), Protocol="sqs"),
        sns.Topic("Named", TopicName=If("HasTopic", Sub("${TopicArn}-${AWS::Region}"), "nothing")),
        sqs.Queue("Lonely", Condition="HasNone"),
        Output(name="InUse", description="a", value=Ref("TopicArn"), condition="HasTopic"),
        *more,
    )


def whole(first: Article, second: Article, **facts: Any) -> Template:
    gives = {"gives": {"TopicArn": "OwnArn"}, "switch": "DISABLED", **facts}
    articles = {"giver": first, "taker": second}
    composes = (Part(article="taker"), Part(article="giver", **gives))
    return render("whole", {**articles, "whole": article(composes=composes)})


@pytest.mark.parametrize(("switch", "named"), [*product(("ENABLED", "DISABLED"), ("", TOPIC))])
def test_what_a_part_makes_stands_in_for_the_empty_parameter_and_for_no_other(switch: str, named: str) -> None:
    data = whole(giver(), taker()).data
    stack = make(data, DeployGiver=switch, TopicArn=named)
    own = "arn:aws:sns:eu-west-1:111122223333:own"
    topic = named or (own if switch == "ENABLED" else "")
    expected = {"Named", *(("Own", "Other") if switch == "ENABLED" else ()), "Heard" if topic else "Lonely"}
    assert stack.resources.keys() == expected
    assert stack.properties("Named")["TopicName"] == (f"{topic}-eu-west-1" if topic else "nothing")
    if topic:
        assert stack.properties("Heard")["TopicArn"] == topic
        assert stack.outputs["InUse"] == topic
    if topic == own:
        assert "Own" in stack.waits_for("Heard")


def test_what_is_made_under_a_condition_stands_in_where_it_holds() -> None:
    data = whole(giver("IsOwn"), taker()).data
    for switch, kind in product(("ENABLED", "DISABLED"), ("", "other")):
        stack = make(data, DeployGiver=switch, Kind=kind)
        assert ("Heard" in stack.resources) is (switch == "ENABLED" and kind == "")


def test_the_part_itself_is_left_as_it_is() -> None:
    own = sns.SubscriptionResource("Self", TopicArn=Ref("TopicArn"), Protocol="sqs")
    elements = (text("TopicArn"), *giver().elements(), own)
    template = whole(article(*elements), taker())
    assert template.resources["Self"]["Properties"]["TopicArn"] == {"Ref": "TopicArn"}


def needs(name: str, expression: Any) -> Rule:
    return Rule(name, {"Assertions": [{"Assert": expression, "AssertDescription": f"{name} fails."}]})


def test_a_rule_knows_what_is_given_too() -> None:
    data = whole(giver(), taker(needs("NeedsTopic", Not(Equals(Ref("TopicArn"), ""))))).data
    with pytest.raises(RequestRefused, match="NeedsTopic fails"):
        make(data)
    assert "Heard" in make(data, DeployGiver="ENABLED").resources
    assert "Heard" in make(data, TopicArn=TOPIC).resources


@pytest.mark.parametrize(
    ("element", "place"),
    [
        (Condition("IsThat", Equals(Ref("TopicArn"), TOPIC)), "IsThat: TopicArn stands in a comparison"),
        (needs("Is", Or(Equals(Ref("TopicArn"), TOPIC), Equals("a", "a"))), "Is: TopicArn stands in a comparison"),
    ],
)
def test_a_comparison_with_a_value_is_refused(element: Element, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        whole(giver(), taker(element))
    assert str(caught.value).startswith(f"articles/taker.py: {place}")


def test_a_rule_that_cannot_know_whether_it_is_given_is_refused() -> None:
    with pytest.raises(BadInput, match=r"articles/taker\.py: Needs: TopicArn stands in a rule, which cannot ask IsOwn"):
        whole(giver("IsOwn"), taker(needs("Needs", Not(Equals(Ref("TopicArn"), "")))))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"gives": {"TopicArn": "Arn"}}, "Arn: there is no such output"),
        ({"switch": None}, "OwnArn: it is always there"),
    ],
)
def test_a_part_that_cannot_give_is_refused_by_name(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput) as caught:
        whole(giver(), taker(), **facts)
    assert str(caught.value).startswith(f"articles/giver.py: {message}")
