"""A parameter that leaves a whole part of a composed template out: its resources, its outputs and its rules."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from troposphere import Equals, Ref

from generator.model import Article, Condition, Element, Output, Parameter, Resource, Rule
from generator.render.plain import plain
from generator.render.plain_resource import with_condition

GROUP = "Services"
# CloudFormation takes two to ten conditions in one Fn::And.
MOST_IN_AND = 10


@dataclass(frozen=True)
class Switch:
    """``thing`` is the part as it stands in names, ``default`` is ENABLED or DISABLED."""

    thing: str
    article: Article
    default: str

    @property
    def condition(self) -> str:
        """The condition that is true where the part is enabled."""
        return f"Deploys{self.thing}"

    @property
    def is_on(self) -> dict[str, Any]:
        """The expression that is true where the part is enabled."""
        expression: dict[str, Any] = plain(Equals(Ref(f"Deploy{self.thing}"), "ENABLED"))
        return expression

    def elements(self) -> Iterator[Element]:
        """The parameter, and the condition."""
        yield Parameter(
            name=f"Deploy{self.thing}",
            description=f"{self.article.summary.en} Cost: {self.article.cost.en}",
            label=self.article.title.en,
            group=GROUP,
            default=self.default,
            allowed_values=("ENABLED", "DISABLED"),
        )
        yield Condition(self.condition, self.is_on)


def condition_of(element: Element) -> str | None:
    """The condition under which a resource or an output is made."""
    if isinstance(element, Resource):
        condition: str | None = element.resource.get("Condition")
        return condition
    return element.condition if isinstance(element, Output) else None


def switched(elements: Iterable[Element], switch: Switch, elsewhere: Collection[str] = ()) -> Iterator[Element]:
    """``elements`` that come to nothing where the switch is off.

    The conditions of resources come to demand it, a resource without one gets it, and rules hold only where it is on. A condition that
    is also ``elsewhere`` stays as it is: another one demands it and the switch.
    """
    elements = list(elements)
    demanded = {condition for condition in map(condition_of, elements) if condition is not None}
    guarded = demanded - {*elsewhere}
    for name in sorted(demanded - guarded):
        yield Condition(f"{name}For{switch.thing}", {"Fn::And": [{"Condition": switch.condition}, {"Condition": name}]})
    for element in elements:
        condition = condition_of(element)
        if isinstance(element, Condition) and element.name in guarded:
            yield Condition(element.name, _guarded(plain(element.expression), switch, guarded))
        elif isinstance(element, Rule):
            yield Rule(element.name, _rule(plain(element.body), switch))
        elif isinstance(element, Resource | Output) and condition not in guarded:
            own = switch.condition if condition is None else f"{condition}For{switch.thing}"
            yield replace(element, condition=own) if isinstance(element, Output) else with_condition(element, own)
        else:
            yield element


def _guarded(expression: Any, switch: Switch, guarded: set[str]) -> Any:
    """``expression`` and the switch; as it is where it demands a condition that is guarded itself."""
    demands = expression.get("Fn::And", [expression])
    if any(each.get("Condition") in guarded for each in demands):
        return expression
    if len(demands) == MOST_IN_AND:
        demands = [expression]
    return {"Fn::And": [{"Condition": switch.condition}, *demands]}


def _rule(body: dict[str, Any], switch: Switch) -> dict[str, Any]:
    # A rule cannot name a condition of the template: it asks the parameter itself.
    asked = body.get("RuleCondition")
    return {"RuleCondition": {"Fn::And": [switch.is_on, asked]} if asked else switch.is_on} | {
        key: value for key, value in body.items() if key != "RuleCondition"
    }
