"""Plain template data with what is known filled in: references, functions of literals, conditions, and the branches that they choose.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model import After
from generator.template.functions import Scope, evaluate
from generator.template.parameters import as_text
from generator.template.rules import RULE_FUNCTIONS

NO_VALUE = {"Ref": "AWS::NoValue"}
COMMENTED = "Baseline::Commented"
"""The key of a mapping that stands for its ``value`` and carries the ``text`` of a comment along."""
# Functions whose value hangs on their arguments alone.
PURE = frozenset({"Fn::Base64", "Fn::Cidr", "Fn::FindInMap", "Fn::Join", "Fn::Select", "Fn::Split"})
_VARIABLE = re.compile(r"\$\{([^}]*)\}")


@dataclass
class Folding:
    """``values`` are of the parameters that are known, as ``Ref`` returns them; ``conditions`` are the template's."""

    values: Mapping[str, Any]
    mappings: Mapping[str, Any]
    conditions: Mapping[str, Any]
    _folded: dict[str, Any] = field(default_factory=dict, init=False)

    def condition(self, name: str) -> bool | str:
        """True or false, or the name of the condition that is the same: itself, or the only one that it still hangs on."""
        expression = self.expression(name)
        if isinstance(expression, bool):
            return expression
        return str(expression["Condition"]) if "Condition" in expression else name

    def expression(self, name: str) -> Any:
        """What is left of a condition: true, false, or an expression."""
        if name not in self._folded:
            self._folded[name] = self.truth(self.conditions[name])
        return self._folded[name]

    def truth(self, expression: Any) -> Any:
        """True, false, or what is left of an expression of a condition or a rule."""
        ((function, argument),) = expression.items()
        match function:
            case "Condition":
                found = self.condition(argument)
                return found if isinstance(found, bool) else {"Condition": found}
            case "Fn::Not":
                inner = self.truth(argument[0])
                return not inner if isinstance(inner, bool) else {"Fn::Not": [inner]}
            case "Fn::And" | "Fn::Or":
                return _joined(function, [self.truth(part) for part in argument])
        known = [self.value(each) for each in argument]
        if not _is_literal(known):
            return {function: known}
        if function == "Fn::Equals":
            return _text(known[0]) == _text(known[1])
        return RULE_FUNCTIONS[function](known, self._scope)

    def value(self, node: Any) -> Any:
        """``node`` with what is known filled in; ``NO_VALUE`` where nothing of it is left."""
        if isinstance(node, list):
            return [item for item in map(self.value, node) if item != NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((key, argument),) = node.items()
            if key in ("Ref", "Fn::If", "Fn::Sub", After.marker, COMMENTED) or key in PURE:
                return self._function(key, argument)
        folded = {key: self.value(item) for key, item in node.items()}
        return {key: item for key, item in folded.items() if item != NO_VALUE}

    def _function(self, key: str, argument: Any) -> Any:
        match key:
            case "Ref":
                return self.values.get(argument, {"Ref": argument})
            case "Fn::If":
                return self._if(*argument)
            case "Fn::Sub":
                return self._sub(*([argument, {}] if isinstance(argument, str) else argument))
            case After.marker:
                # The resource that is waited for may be in another part, and is asked for once all parts are there.
                under = self.condition(argument["under"]) if argument["under"] in self.conditions else argument["under"]
                kept = {"id": argument["id"], "under": under if isinstance(under, str) else None}
                return {key: {"value": self.value(argument["value"])} | kept}
            case _ if key == COMMENTED:
                value = self.value(argument["value"])
                return value if value == NO_VALUE else {key: {"text": argument["text"], "value": value}}
        known = self.value(argument)
        return evaluate({key: known}, self._scope) if _is_literal(known) else {key: known}

    def _if(self, name: str, then: Any, otherwise: Any) -> Any:
        found = self.condition(name)
        if isinstance(found, bool):
            return self.value(then if found else otherwise)
        branches = [self.value(then), self.value(otherwise)]
        return branches[0] if branches[0] == branches[1] else {"Fn::If": [found, *branches]}

    def _sub(self, text: str, given: Mapping[str, Any]) -> Any:
        variables = {name: self.value(value) for name, value in given.items()}
        left = {name: value for name, value in variables.items() if isinstance(value, dict | list)}
        known = {name: value for name, value in {**self.values, **variables}.items() if name not in left}

        def fill(match: re.Match[str]) -> str:
            name = match.group(1).strip()
            return _escaped(as_text(known[name])) if name in known else match.group()

        filled = _VARIABLE.sub(fill, text)
        if left:
            return {"Fn::Sub": [filled, left]}
        if all(name.startswith("!") for name in _VARIABLE.findall(filled)):
            return _VARIABLE.sub(lambda match: "${" + match.group(1).strip()[1:] + "}", filled)
        return {"Fn::Sub": filled}

    @property
    def _scope(self) -> Scope:
        return Scope(
            values={},
            mappings=self.mappings,
            conditions={},
            resource=_none,
            attribute=_none,
            imported=_none,
            zones=_none,
        )


def _none(*names: str) -> Any:
    raise LookupError(f"{'.'.join(names)} is no literal")


def _joined(function: str, parts: list[Any]) -> Any:
    decisive = function == "Fn::Or"
    if any(part is decisive for part in parts):
        return decisive
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not decisive
    return left[0] if len(left) == 1 else {function: left}


def _is_literal(value: Any) -> bool:
    return all(map(_is_literal, value)) if isinstance(value, list) else not isinstance(value, dict)


def _text(value: Any) -> Any:
    return value if isinstance(value, list) else as_text(value)


def _escaped(text: str) -> str:
    return text.replace("${", "${!")
