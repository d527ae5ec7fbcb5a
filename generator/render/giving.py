"""What one part of a composed template makes, where the user leaves the parameter empty that would name such a thing to the other parts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator.model import BadInput, Condition, Element, Output, Resource, Rule
from generator.render.plain import PlainResource, plain, plain_resource, replaced
from generator.render.references import names_in_sub, references


@dataclass(frozen=True)
class Gift:
    """``value`` stands in for the empty ``parameter`` where the condition ``there`` holds.

    ``told`` is the same as ``there``, said with parameters alone; ``None`` where it cannot be.
    """

    parameter: str
    value: Any
    there: str
    told: dict[str, Any] | None

    @property
    def condition(self) -> Condition:
        """Whether the value stands in."""
        return Condition(f"Gives{self.parameter}", {"Fn::And": [{"Condition": self.there}, self._is_empty]})

    def given_to(self, where: str, elements: Iterable[Element]) -> Iterator[Element]:
        """``elements`` that take the value; raises BadInput for a use of the parameter for which it cannot stand in."""
        for element in elements:
            match element:
                case Condition():
                    there = {"Condition": self.there}
                    yield Condition(
                        element.name, self._decided(f"{where}: {element.name}", plain(element.expression), there)
                    )
                case Rule():
                    # A rule cannot name a condition of the template.
                    yield Rule(element.name, self._decided(f"{where}: {element.name}", plain(element.body), self.told))
                case Resource():
                    yield PlainResource(element.title, self._filled(plain_resource(element)))
                case Output():
                    yield replace(element, value=self._filled(plain(element.value)))
                case _:
                    yield element

    @property
    def _is_empty(self) -> dict[str, Any]:
        return {"Fn::Equals": [{"Ref": self.parameter}, ""]}

    def _filled(self, value: Any) -> Any:
        def fill(mapping: dict[str, Any]) -> Any:
            if mapping == {"Ref": self.parameter}:
                return {"Fn::If": [self.condition.name, self.value, mapping]}
            argument = mapping.get("Fn::Sub", "")
            text, variables = (argument, {}) if isinstance(argument, str) else argument
            if self.parameter in names_in_sub(text) and self.parameter not in variables:
                return {"Fn::Sub": [text, {**variables, self.parameter: fill({"Ref": self.parameter})}]}
            return mapping

        return replaced(value, fill)

    def _decided(self, where: str, expression: Any, there: dict[str, Any] | None) -> Any:
        empty = self._is_empty
        uses = references(replaced(expression, lambda mapping: {} if mapping == empty else mapping))
        if ("value", self.parameter) in uses:
            raise self._refused(where, "in a comparison with a value")
        is_missing = {"Fn::And": [{"Fn::Not": [there]}, empty]}

        def decide(mapping: dict[str, Any]) -> Any:
            if mapping == empty and there is None:
                raise self._refused(where, f"in a rule, which cannot ask {self.there}")
            if mapping == {"Fn::Not": [is_missing]}:
                return {"Fn::Or": [there, {"Fn::Not": [empty]}]}
            return is_missing if mapping == empty else mapping

        return replaced(expression, decide)

    def _refused(self, where: str, place: str) -> BadInput:
        problem = f"{self.parameter} stands {place}, where nothing can stand in for it"
        return BadInput(where, problem, f"Use !Ref {self.parameter}, and compare it with '' alone")
