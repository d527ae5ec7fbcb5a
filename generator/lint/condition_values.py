"""What a condition can be for the values that its parameters allow.

A parameter without AllowedValues can be every text that its constraints let in: of these, the texts that the conditions compare it with,
one that it is not compared with, and one that it shares with other such parameters stand for all.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/conditions-section-structure.html
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from operator import itemgetter
from typing import Any, Final, NoReturn

from generator.lint.nodes import function, names
from generator.lint.parameter_constraints import Domains, Unknown
from generator.template.conditions import conditions_named_in
from generator.template.errors import RequestRefused
from generator.template.functions import Scope, evaluate
from generator.template.parameters import as_text

MOST_CASES: Final = 500
Case = tuple[str, ...]
Judge = Callable[[Case], bool]


class ConditionValues:
    """The conditions of one template; ``fixed`` names parameters and pseudo parameters whose value is known."""

    def __init__(self, template: Mapping[str, Any], fixed: Mapping[str, str] | None = None) -> None:
        self._conditions = _mapping(template.get("Conditions"))
        self._mappings = _mapping(template.get("Mappings"))
        self._domains = Domains(_mapping(template.get("Parameters")), fixed or {})
        self._outcomes: dict[str, frozenset[bool]] = {}
        self._reached: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, set[str]] = {}

    def outcomes(self, name: str) -> frozenset[bool]:
        """Every value that the condition can have, none where that cannot be told."""
        if name not in self._outcomes:
            try:
                self._outcomes[name] = self._possible(self._conditions[name]) if self.reached(name) else frozenset()
            except (
                Unknown,
                RequestRefused,
                TypeError,
                ValueError,
                KeyError,
                AttributeError,
                IndexError,
                RecursionError,
            ):
                self._outcomes[name] = frozenset()
        return self._outcomes[name]

    def together(self, *conditions: str) -> frozenset[bool]:
        """Whether all of these conditions can be true at once, none where that cannot be told."""
        try:
            return self._possible({"Fn::And": [{"Condition": name} for name in conditions]})
        except (Unknown, RequestRefused, TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError):
            return frozenset()

    def reached(self, name: str) -> tuple[str, ...]:
        """The condition and those that it is made of; none where one is not declared or is made of itself."""
        if name not in self._reached:
            found = [name]
            for each in found:
                others = conditions_named_in(self._conditions.get(each))
                if each not in self._conditions or name in others:
                    found = []
                    break
                found += [other for other in dict.fromkeys(others) if other not in found]
            self._reached[name] = tuple(found)
        return self._reached[name]

    def equalities(self, node: Any) -> list[list[Any]]:
        """The two sides of every Fn::Equals in a condition's body, and in those that it is made of; Unknown for malformed ones."""
        below = dict.fromkeys(each for name in conditions_named_in(node) for each in self.reached(name))
        return [pair for each in (node, *(self._conditions[name] for name in below)) for pair in _equalities(each)]

    def _possible(self, node: Any) -> frozenset[bool]:
        ((called, argument),) = node.items()
        if called == "Condition":
            found = self.outcomes(argument)
        elif called == "Fn::Not":
            found = frozenset(not each for each in self._possible(argument[0]))
        elif called in ("Fn::And", "Fn::Or"):
            groups = [
                self._possible(group[0]) if len(group) == 1 else self._enumerated({called: group})
                for group in self._groups(argument)
            ]
            # Groups share no name: each value of one goes with each of the others.
            stop = called == "Fn::Or"
            ends = {stop} if any(stop in group for group in groups) else set()
            goes_on = {not stop} if all((not stop) in group for group in groups) else set()
            found = frozenset(ends | goes_on)
        else:
            found = self._enumerated(node)
        if not found:
            raise Unknown
        return found

    def _groups(self, parts: Sequence[Any]) -> list[list[Any]]:
        """The parts, those together that hang on a common name."""
        groups: list[tuple[set[str], list[Any]]] = []
        for part in parts:
            hung_on, together = self._hung_on(part), [part]
            for group in [each for each in groups if each[0] & hung_on]:
                groups.remove(group)
                hung_on, together = hung_on | group[0], group[1] + together
            groups.append((hung_on, together))
        return [together for _, together in groups]

    def _hung_on(self, part: Any) -> set[str]:
        below = conditions_named_in(part)
        if part.keys() == {"Condition"} and below[0] in self._names:
            return self._names[below[0]]
        found = set(names(self.equalities(part)))
        if part.keys() == {"Condition"}:
            self._names[below[0]] = found
        return found

    def _enumerated(self, node: Any) -> frozenset[bool]:
        pairs = self.equalities(node)
        wanted = sorted(set(names(pairs)))
        listed = {each: self._domains.listed(each) for each in wanted}
        open_names = {each for each, values in listed.items() if values is None}
        for pair in pairs:
            _check(pair, open_names)
        domains = self._values(pairs, listed)
        if prod(map(len, domains)) > MOST_CASES:
            raise Unknown
        judge = self._judge(node, {each: number for number, each in enumerate(listed)}, {})
        found: set[bool] = set()
        for case in product(*domains):
            found.add(judge(case))
            if len(found) == 2:
                break
        return frozenset(found)

    def _values(
        self, pairs: Sequence[list[Any]], listed: Mapping[str, tuple[str, ...] | None]
    ) -> list[tuple[str, ...]]:
        literals = {as_text(side) for pair in pairs for side in pair if not isinstance(side, dict | list)}
        texts = literals | {value for values in listed.values() for value in values or ()}
        # What is compared with a text alone has one value for all that differ from every text.
        whole = {each for pair in pairs if _computed(pair) or not any(map(_is_text, pair)) for each in names(pair)}
        return [
            self._domains.open(each, texts)
            if values is None
            else values
            if each in whole
            else _told_apart(values, literals)
            for each, values in listed.items()
        ]

    def _judge(self, node: Any, at: Mapping[str, int], made: dict[str, Judge]) -> Judge:
        """A function that tells the condition's value for the values of the names in ``at``."""
        ((called, argument),) = node.items()
        if called == "Condition":
            if argument not in made:
                made[argument] = self._judge(self._conditions[argument], at, made)
            return made[argument]
        if called == "Fn::Equals":
            left, right = (self._text(side, at) for side in argument)
            return lambda case: left(case) == right(case)
        parts = [self._judge(each, at, made) for each in argument]
        if called == "Fn::Not":
            return lambda case: not parts[0](case)
        if called not in ("Fn::And", "Fn::Or"):
            raise Unknown
        stops = called == "Fn::Or"
        return lambda case: stops if any(part(case) is stops for part in parts) else not stops

    def _text(self, node: Any, at: Mapping[str, int]) -> Callable[[Case], str]:
        if not isinstance(node, dict | list):
            text = as_text(node)
            return lambda _: text
        if isinstance(node, dict) and "Ref" in node:
            return itemgetter(at[node["Ref"]])

        def computed(case: Case) -> str:
            values = dict(zip(at, case, strict=True))
            value = evaluate(node, Scope(values, self._mappings, {}, _unknown, _unknown, _unknown, _unknown))
            if isinstance(value, dict | list):
                raise Unknown
            return as_text(value)

        return computed


def _check(pair: list[Any], open_names: set[str]) -> None:
    """Unknown where a name that can be every text is more than compared as a whole with a text or another name."""
    if _computed(pair) and open_names & set(names(pair)):
        raise Unknown


def _is_text(side: Any) -> bool:
    return not isinstance(side, dict | list)


def _computed(pair: list[Any]) -> bool:
    return any(not _is_text(side) and (function(side) or ("", ""))[0] != "Ref" for side in pair)


def _told_apart(values: tuple[str, ...], literals: set[str]) -> tuple[str, ...]:
    """The values that a comparison with a text tells apart: those texts, and one of all others."""
    others = [each for each in values if each not in literals]
    return (*(each for each in values if each in literals), *others[:1])


def _equalities(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "Fn::Equals":
                if not isinstance(value, list) or len(value) != 2:
                    raise Unknown
                yield value
            else:
                yield from _equalities(value)
    elif isinstance(node, list):
        for each in node:
            yield from _equalities(each)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _unknown(*_: Any) -> NoReturn:
    raise Unknown
