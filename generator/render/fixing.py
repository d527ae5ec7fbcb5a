"""A part of a composed template that asks some of its parameters only: the others have their values for good.

What these values decide is decided here: resources that cannot be made are left out, and so is what nothing needs any more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.blocks.alert_topic import TOPIC
from generator.blocks.deployment import EXEMPTION_TAG_KEY, HOME_REGION, NAME_PREFIX
from generator.model import BadInput, Comment, Condition, Element, Output, Parameter, Part, Resource, Rule
from generator.model import Mapping as Table
from generator.render.folding import Folding
from generator.render.inline_comments import commented, uncommented
from generator.render.plain import ATTRIBUTES, PlainResource, ordered, plain, plain_resource
from generator.render.references import references
from generator.render.switch import condition_of
from generator.template.parameters import fault, resolve

SHARED = frozenset({NAME_PREFIX, HOME_REGION, EXEMPTION_TAG_KEY, TOPIC})
"""Parameters that the parts of a template have in common: they are asked in any case."""


def fixed(part: Part, elements: Iterable[Element]) -> Iterator[Element]:
    """``elements`` of ``part``, which asks no more than ``part.asks`` and the shared parameters.

    Raises BadInput for a parameter that the part does not have, that nothing uses once the others are fixed, or whose fixed value the
    part refuses, and for a reference to a resource that the fixed values leave out.
    """
    elements = list(elements)
    if part.asks is None and not part.fixed and not part.defaults:
        return iter(elements)
    where = f"articles/{part.article.replace('-', '_')}.py"
    elements = [_with_default(where, part, each) if isinstance(each, Parameter) else each for each in elements]
    values = _values(where, part, {each.name: each for each in elements if isinstance(each, Parameter)})
    folding = Folding(
        values,
        {each.name: plain(each.body) for each in elements if isinstance(each, Table)},
        {each.name: plain(each.expression) for each in elements if isinstance(each, Condition)},
    )
    gone = frozenset(each.title for each in elements if isinstance(each, Resource) and _is_gone(each, folding))
    left = list(_Fixing(where, folding, gone).left_of(elements))
    _require_no_dangling_reference(where, gone, left)
    return _needed(where, left)


def _values(where: str, part: Part, declared: Mapping[str, Parameter]) -> dict[str, Any]:
    asked = SHARED | ({*part.asks} if part.asks is not None else declared.keys() - part.fixed.keys())
    for name in [*(part.asks or ()), *part.fixed, *part.defaults]:
        if name not in declared:
            raise BadInput(f"{where}: {name}", "it has no such parameter to ask or to fix", "Name one that it has")
        if (name in part.fixed) is (name in asked):
            raise BadInput(f"{where}: {name}", "it is asked and fixed, or neither", "Ask it or fix it")
    return {
        name: _value(where, parameter, part.fixed.get(name, parameter.default))
        for name, parameter in declared.items()
        if name not in asked
    }


def _value(where: str, parameter: Parameter, value: str | int | None) -> Any:
    """The value as ``Ref`` returns it, a number as people write it."""
    if value is None:
        raise BadInput(
            f"{where}: {parameter.name}", "it is neither asked nor fixed, and has no default", "Ask it or fix it"
        )
    _require_taken(where, parameter, value)
    found = resolve({parameter.name: parameter.body()}, {parameter.name: value})[parameter.name]
    return int(found) if parameter.type == "Number" and found.isdecimal() else found


def _with_default(where: str, part: Part, parameter: Parameter) -> Parameter:
    if parameter.name not in part.defaults:
        return parameter
    _require_taken(where, parameter, part.defaults[parameter.name])
    return replace(parameter, default=part.defaults[parameter.name])


def _require_taken(where: str, parameter: Parameter, value: str | int) -> None:
    problem = fault(parameter.name, parameter.body(), value)
    if problem is not None:
        raise BadInput(f"{where}: {parameter.name}", f"{value!r} is refused: {problem}", "Take another value")


@dataclass(frozen=True)
class _Fixing:
    """``gone`` are the resources that are left out."""

    where: str
    folding: Folding
    gone: frozenset[str]

    def left_of(self, elements: Iterable[Element]) -> Iterator[Element]:
        comments: list[Comment] = []
        for element in elements:
            if isinstance(element, Comment):
                comments.append(element)
                continue
            yield from self._left(element, comments)
            comments = []

    def _left(self, element: Element, comments: list[Comment]) -> Iterator[Element]:
        above = [each for each in comments if not each.path]
        if isinstance(element, Resource):
            yield from self._resource(element, above, [each for each in comments if each.path])
            return
        left = self._small(element)
        if left is not None:
            yield from above
            yield left

    def _small(self, element: Element) -> Element | None:
        match element:
            case Parameter():
                return None if element.name in self.folding.values else element
            case Condition():
                expression = self.folding.expression(element.name)
                named = isinstance(expression, bool) or "Condition" in expression
                return None if named else Condition(element.name, expression)
            case Rule():
                return self._rule(element)
            case Output():
                found = True if element.condition is None else self.folding.condition(element.condition)
                value = self.folding.value(plain(element.value))
                name = found if isinstance(found, str) else None
                return replace(element, value=value, condition=name) if found else None
        return element

    def _resource(self, resource: Resource, above: list[Comment], inside: list[Comment]) -> Iterator[Element]:
        if resource.title in self.gone:
            return
        body = plain_resource(resource)
        condition = self.folding.condition(body.pop("Condition")) if "Condition" in body else True
        folded, comments = uncommented(self.folding.value(commented(_waiting(body, self.gone), inside)))
        if isinstance(condition, str):
            folded["Condition"] = condition
        yield from above
        yield from comments
        # A list in a policy may have one item left.
        yield PlainResource(resource.title, ordered(plain(folded), ATTRIBUTES))

    def _rule(self, rule: Rule) -> Rule | None:
        body = plain(rule.body)
        asked = self.folding.truth(body["RuleCondition"]) if "RuleCondition" in body else True
        assertions: list[dict[str, Any]] = []
        for each in body["Assertions"] if asked else ():
            holds = self.folding.truth(each["Assert"])
            if holds is False and asked is True:
                words = each.get("AssertDescription", "an assertion is false")
                raise BadInput(f"{self.where}: {rule.name}", f"the fixed values break it: {words}", "Fix others")
            if holds is not True:
                assertions.append({**each, "Assert": {"Fn::Not": [asked]} if holds is False else holds})
        if not assertions:
            return None
        return Rule(rule.name, {**({} if asked is True else {"RuleCondition": asked}), "Assertions": assertions})


def _is_gone(resource: Resource, folding: Folding) -> bool:
    condition = condition_of(resource)
    return condition is not None and folding.condition(condition) is False


def _waiting(body: dict[str, Any], gone: frozenset[str]) -> dict[str, Any]:
    """``body`` without an order that names a resource that is left out, which CloudFormation would ignore."""
    given = body.get("DependsOn", [])
    left = [name for name in ([given] if isinstance(given, str) else given) if name not in gone]
    rest = {key: item for key, item in body.items() if key != "DependsOn"}
    return rest | {"DependsOn": left[0] if len(left) == 1 else left} if left else rest


def _require_no_dangling_reference(where: str, gone: frozenset[str], left: list[Element]) -> None:
    for element in left:
        for kind, name in _references(element):
            if kind in ("value", "resource") and name in gone:
                named = element.title if isinstance(element, Resource) else getattr(element, "name", "")
                problem = f"it refers to {name}, which the fixed values leave out"
                raise BadInput(f"{where}: {named}", problem, "Ask what decides it, or fix other values")


def _needed(where: str, elements: list[Element]) -> Iterator[Element]:
    conditions = {each.name: each.expression for each in elements if isinstance(each, Condition)}
    used = {found for each in elements if not isinstance(each, Condition) for found in _references(each)}
    waiting = [name for kind, name in used if kind == "condition"]
    seen = set(waiting)
    while waiting:
        for found in references(conditions[waiting.pop()]):
            used.add(found)
            if found[0] == "condition" and found[1] not in seen:
                seen.add(found[1])
                waiting.append(found[1])
    for element in elements:
        if isinstance(element, Parameter) and element.name not in SHARED and ("value", element.name) not in used:
            raise BadInput(f"{where}: {element.name}", "nothing uses it once the others are fixed", "Do not ask it")
        kind = {Condition: "condition", Table: "mapping", Parameter: "value"}.get(type(element))
        if kind is None or (kind, getattr(element, "name", "")) in used:
            yield element


def _references(element: Element) -> Iterator[tuple[str, str]]:
    match element:
        case Resource():
            body = plain_resource(element)
            if "Condition" in body:
                yield "condition", body["Condition"]
            yield from references({key: item for key, item in body.items() if key not in ("Condition", "DependsOn")})
        case Output():
            if element.condition is not None:
                yield "condition", element.condition
            yield from references(element.value)
        case Rule():
            yield from references(element.body)
