from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from troposphere import And, Equals, Not, Ref, sns

from generator import registry
from generator.model import Article, BadInput, Comment, Condition, Element, Output, Parameter, Part, Rule, Scope, Text
from generator.render import Template, render
from generator.render.composition import pascal
from generator.template.conditions import evaluate_conditions
from generator.template.functions import Scope as Values

WORDS = Text("Alpha", "アルファ")


def choice(name: str) -> Parameter:
    return Parameter(name=name, description="a", label="b", group="c", default="ON", allowed_values=("ON", "OFF"))


def article(*elements: Element, **facts: Any) -> Article:
    def given() -> Iterable[Element]:
        return elements

    return Article(
        title=WORDS, summary=Text("Says so.", "説明。"), scope=Scope.HOME, cost=WORDS, elements=given, **facts
    )


def holds(expression: Any, conditions: Mapping[str, Any], values: Mapping[str, str]) -> bool:
    """What CloudFormation makes of a condition; ``values`` are of parameters and pseudo parameters."""
    ((function, argument),) = expression.items()
    match function:
        case "Condition":
            return holds(conditions[argument], conditions, values)
        case "Fn::Equals":
            left, right = (values[side["Ref"]] if isinstance(side, dict) else side for side in argument)
            return bool(left == right)
        case "Fn::Not":
            return not holds(argument[0], conditions, values)
        case "Fn::And":
            return all(holds(part, conditions, values) for part in argument)
        case "Fn::Or":
            return any(holds(part, conditions, values) for part in argument)
    raise AssertionError(f"{function} is no condition function")


def made(data: Mapping[str, Any], values: Mapping[str, str], section: str = "Resources") -> set[str]:
    conditions = data.get("Conditions", {})
    return {
        name
        for name, body in data.get(section, {}).items()
        if "Condition" not in body or holds({"Condition": body["Condition"]}, conditions, values)
    }


def alpha() -> Article:
    return article(
        choice("Kind"),
        Condition("IsOn", Equals(Ref("Kind"), "ON")),
        Condition("IsOff", Not({"Condition": "IsOn"})),
        Condition("IsBoth", And({"Condition": "IsOn"}, Equals(Ref("Kind"), "ON"))),
        Comment("The reason."),
        sns.Topic("Always"),
        sns.Topic("WhenOn", Condition="IsOn"),
        sns.Topic("WhenOff", Condition="IsOff"),
        sns.Topic("WhenBoth", Condition="IsBoth"),
        Output(name="NameAlways", description="a", value=Ref("Always")),
        Output(name="NameWhenOn", description="a", value=Ref("WhenOn"), condition="IsOn"),
    )


def whole(switch: str | None) -> Template:
    articles = {
        "alpha": alpha(),
        "beta": article(sns.Topic("Beta")),
        "whole": article(composes=(Part(article="alpha", switch=switch), Part(article="beta"))),
    }
    return render("whole", articles)


@pytest.mark.parametrize("kind", ["ON", "OFF"])
def test_a_disabled_part_makes_nothing_and_an_enabled_one_what_it_makes_alone(kind: str) -> None:
    template = whole("ENABLED")
    alone = render("alpha", {"alpha": alpha()})
    for section, beta in (("Resources", {"Beta"}), ("Outputs", set())):
        assert made(template.data, {"Kind": kind, "DeployAlpha": "DISABLED"}, section) == beta
        expected = made(alone.data, {"Kind": kind}, section) | beta
        assert made(template.data, {"Kind": kind, "DeployAlpha": "ENABLED"}, section) == expected


def test_a_switch_is_a_parameter_in_the_words_of_its_article() -> None:
    parameter = whole("DISABLED").parameters["DeployAlpha"]
    assert (parameter.default, parameter.allowed_values) == ("DISABLED", ("ENABLED", "DISABLED"))
    assert (parameter.label, parameter.description) == ("Alpha", "Says so. Cost: Alpha")


def test_a_part_without_a_switch_is_as_it_is_alone() -> None:
    template, alone = whole(None), render("alpha", {"alpha": alpha()})
    assert "DeployAlpha" not in template.parameters
    assert {name: template.resources[name] for name in alone.resources} == alone.resources
    assert template.data["Conditions"] == alone.data["Conditions"]


def test_comments_come_along() -> None:
    assert "  # The reason.\n  Always:\n" in whole("ENABLED").text


def test_a_rule_holds_only_where_its_part_is_enabled() -> None:
    asserts = [{"Assert": Equals(Ref("Kind"), "ON")}]
    part = article(
        choice("Kind"),
        Rule("Plain", {"Assertions": asserts}),
        Rule("Asking", {"RuleCondition": Equals(Ref("Kind"), "OFF"), "Assertions": asserts}),
        sns.Topic("Topic"),
    )
    articles = {"part": part, "whole": article(composes=(Part(article="part", switch="ENABLED"),))}
    rules = render("whole", articles).data["Rules"]
    assert not holds(rules["Plain"]["RuleCondition"], {}, {"DeployPart": "DISABLED", "Kind": "ON"})
    assert holds(rules["Plain"]["RuleCondition"], {}, {"DeployPart": "ENABLED", "Kind": "ON"})
    for deploy, kind in product(("ENABLED", "DISABLED"), ("ON", "OFF")):
        expected = deploy == "ENABLED" and kind == "OFF"
        assert holds(rules["Asking"]["RuleCondition"], {}, {"DeployPart": deploy, "Kind": kind}) is expected


def test_a_condition_of_ten_demands_can_still_be_switched() -> None:
    demands = [Equals(Ref("Kind"), "ON") for _ in range(10)]
    part = article(choice("Kind"), Condition("IsOn", And(*demands)), sns.Topic("Topic", Condition="IsOn"))
    articles = {"part": part, "whole": article(composes=(Part(article="part", switch="ENABLED"),))}
    data = render("whole", articles).data
    assert made(data, {"Kind": "ON", "DeployPart": "DISABLED"}) == set()
    assert made(data, {"Kind": "ON", "DeployPart": "ENABLED"}) == {"Topic"}
    assert all(len(each.get("Fn::And", [])) <= 10 for each in data["Conditions"].values())


def test_a_condition_that_another_part_has_too_stays_and_one_of_its_own_asks_it_and_the_switch() -> None:
    def part(topic: str) -> Article:
        name = Output(name=f"Name{topic}", description="a", value=Ref(topic), condition="IsOn")
        return article(
            choice("Kind"), Condition("IsOn", Equals(Ref("Kind"), "ON")), sns.Topic(topic, Condition="IsOn"), name
        )

    articles = {
        "one": part("One"),
        "two": part("Two"),
        "whole": article(composes=(Part(article="one", switch="ENABLED"), Part(article="two"))),
    }
    data = render("whole", articles).data
    for deploy, kind in product(("ENABLED", "DISABLED"), ("ON", "OFF")):
        values = {"DeployOne": deploy, "Kind": kind}
        expected = ({"One"} if deploy == "ENABLED" else set()) | {"Two"} if kind == "ON" else set()
        assert made(data, values) == expected
        assert made(data, values, "Outputs") == {f"Name{each}" for each in expected}


def test_two_parts_with_one_logical_id_are_refused() -> None:
    articles = {
        "one": article(sns.Topic("Topic")),
        "two": article(sns.Topic("Topic")),
        "whole": article(composes=(Part(article="one"), Part(article="two"))),
    }
    with pytest.raises(BadInput, match=r"whole\.py: Topic: the name is used twice"):
        render("whole", articles)


def test_what_a_part_is_composed_of_is_composed_too() -> None:
    articles = {
        "inner": article(sns.Topic("Inner")),
        "middle": article(sns.Topic("Middle"), composes=(Part(article="inner"),)),
        "outer": article(composes=(Part(article="middle", switch="ENABLED"),)),
    }
    data = render("outer", articles).data
    assert made(data, {"DeployMiddle": "ENABLED"}) == {"Inner", "Middle"}
    assert made(data, {"DeployMiddle": "DISABLED"}) == set()


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("log-archive", "", "LogArchive"),
        ("config", "AWS Config", "Config"),
        ("cloudtrail", "AWS CloudTrail", "CloudTrail"),
        ("s3", "", "S3"),
        ("default-security-group", "Default security groups", "DefaultSecurityGroup"),
    ],
)
def test_names_stand_in_pascal_case(name: str, title: str, words: str) -> None:
    assert pascal(name, title) == words


COMPOSED = [
    (name, part) for name, each in registry.articles().items() for part in each.composes if part.switch is not None
]


def default_values(template: Template) -> dict[str, Any]:
    values = {
        name: str(each.default or "").split(",") if each.type == "CommaDelimitedList" else str(each.default or "")
        for name, each in template.parameters.items()
    }
    return values | {"AWS::Region": "us-east-1", "AWS::Partition": "aws", "AWS::AccountId": "111122223333"}


def assignments(template: Template, names: set[str]) -> Iterator[dict[str, Any]]:
    """The defaults, then everything on; and on both every parameter of ``names`` in turn at each of its values, or empty and not."""
    defaults = default_values(template)
    parameters = template.parameters
    enabled = {name: "ENABLED" for name, each in parameters.items() if "ENABLED" in each.allowed_values}
    for values in (defaults, defaults | enabled):
        yield values
        for name in sorted(names & parameters.keys()):
            several = parameters[name].type == "CommaDelimitedList"
            for value in parameters[name].allowed_values or ("", "something"):
                yield values | {name: [str(value)] if several else str(value)}


def decided(data: Mapping[str, Any], values: Mapping[str, Any]) -> Mapping[str, bool]:
    def nothing(*names: str) -> str:
        raise AssertionError(f"a condition refers to {names}")

    scope = Values(
        values=values,
        mappings=data.get("Mappings", {}),
        conditions={},
        resource=nothing,
        attribute=nothing,
        imported=nothing,
        zones=lambda region: [region],
    )
    return evaluate_conditions(data.get("Conditions", {}), scope)


def resources(data: Mapping[str, Any], conditions: Mapping[str, bool]) -> set[str]:
    return {name for name, body in data["Resources"].items() if conditions.get(body.get("Condition", ""), True)}


@pytest.mark.parametrize(
    ("name", "part"), COMPOSED, ids=lambda value: value if isinstance(value, str) else value.article
)
def test_no_resource_of_a_disabled_part_is_made_in_a_real_article(name: str, part: Part) -> None:
    articles = registry.articles()
    template, alone = render(name, articles), render(part.article, articles)
    switch = f"Deploy{pascal(part.article, articles[part.article].title.en)}"
    given = [parameter for other in articles[name].composes for parameter in other.gives]
    for values in assignments(template, {*alone.parameters, *given, "DeployNotifications", "DeployCloudTrail"}):
        on = decided(template.data, values | {switch: "ENABLED"})
        off = resources(template.data, decided(template.data, values | {switch: "DISABLED"}))
        stood_in = {parameter: "given" for parameter in given if on[f"Gives{parameter}"]}
        here = default_values(alone) | dict(part.defaults) | dict(part.fixed) | values | stood_in
        assert not off & alone.resources.keys()
        made_here = resources(template.data, on)
        assert made_here & alone.resources.keys() == resources(alone.data, decided(alone.data, here))
        # What the part gives may make something of the others.
        assert made_here - alone.resources.keys() == off or part.gives
