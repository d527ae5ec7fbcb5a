from typing import Any

import pytest
from troposphere import And, Equals, Ref, sns

from generator.model import Article, Condition, Element, Output, Parameter, Scope, Text
from generator.render.plain import plain
from generator.render.switch import Switch, condition_of, switched

WORDS = Text("Alpha", "アルファ")
SWITCH = Switch("Alpha", Article(title=WORDS, summary=WORDS, scope=Scope.HOME, cost=WORDS), "ENABLED")
DEPLOYS = {"Condition": "DeploysAlpha"}
IS_ON = {"Fn::Equals": [{"Ref": "A"}, "ON"]}


def expression(*elements: Element, name: str = "IsOn") -> Any:
    found = [each for each in switched(elements, SWITCH) if isinstance(each, Condition) and each.name == name]
    return plain(found[0].expression)


def test_a_switch_is_a_parameter_and_the_condition_on_it() -> None:
    parameter, condition = SWITCH.elements()
    assert isinstance(parameter, Parameter)
    assert isinstance(condition, Condition)
    assert (parameter.name, parameter.group, parameter.default) == ("DeployAlpha", "Services", "ENABLED")
    assert condition == Condition("DeploysAlpha", {"Fn::Equals": [{"Ref": "DeployAlpha"}, "ENABLED"]})


def test_a_condition_of_a_resource_comes_to_demand_the_switch() -> None:
    topic = sns.Topic("Topic", Condition="IsOn")
    assert expression(Condition("IsOn", Equals(Ref("A"), "ON")), topic) == {"Fn::And": [DEPLOYS, IS_ON]}
    two = And(Equals(Ref("A"), "ON"), Equals(Ref("A"), "ON"))
    assert expression(Condition("IsOn", two), topic) == {"Fn::And": [DEPLOYS, IS_ON, IS_ON]}


def test_a_condition_that_demands_a_switched_one_stays_as_it_is() -> None:
    outer = And({"Condition": "IsOn"}, Equals(Ref("A"), "ON"))
    elements = (
        Condition("IsOn", Equals(Ref("A"), "ON")),
        Condition("IsBoth", outer),
        sns.Topic("One", Condition="IsOn"),
        sns.Topic("Two", Condition="IsBoth"),
    )
    assert expression(*elements, name="IsBoth") == plain(outer)


def test_a_condition_of_no_resource_stays_as_it_is() -> None:
    assert expression(Condition("IsOn", Equals(Ref("A"), "ON")), sns.Topic("Topic")) == IS_ON


@pytest.mark.parametrize("element", [sns.Topic("Topic"), Output(name="A", description="b", value="c")])
def test_what_has_no_condition_gets_the_switch(element: Element) -> None:
    (found,) = switched([element], SWITCH)
    assert condition_of(found) == "DeploysAlpha"
