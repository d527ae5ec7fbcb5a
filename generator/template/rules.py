"""The Rules section: assertions about parameters, checked before anything is made.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from generator.template.errors import RequestRefused
from generator.template.functions import FUNCTIONS, Scope, evaluate
from generator.template.parameters import as_text

# Names that AWS has and the double refuses by name: they read properties of AWS-specific parameter types.
NOT_MODELLED: Final = frozenset({"Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll"})


def check_rules(rules: Mapping[str, Any], scope: Scope) -> None:
    """Refuse the stack when an assertion of a rule that applies is false."""
    for name, rule in rules.items():
        here = replace(scope, where=f"rule {name}")
        if not isinstance(rule, dict) or set(rule) - {"RuleCondition", "Assertions"} or not rule.get("Assertions"):
            raise RequestRefused(f"Template format error: rule {name} needs Assertions, and may have a RuleCondition")
        if "RuleCondition" in rule and not _holds(rule["RuleCondition"], here):
            continue
        for assertion in rule["Assertions"]:
            if not isinstance(assertion, dict) or "Assert" not in assertion:
                raise RequestRefused(f"Template format error: an assertion of rule {name} has no Assert")
            if not _holds(assertion["Assert"], here):
                description = assertion.get("AssertDescription", "assertion is false")
                raise RequestRefused(f"Template rule {name} failed: {description}")


def _holds(node: Any, scope: Scope) -> bool:
    value = _value(node, scope)
    if not isinstance(value, bool):
        raise RequestRefused(f"Template error: {scope.where}: {node} is neither true nor false")
    return value


def _value(node: Any, scope: Scope) -> Any:
    if not isinstance(node, dict) or len(node) != 1:
        return evaluate(node, scope)
    name, argument = next(iter(node.items()))
    if name in NOT_MODELLED:
        raise RequestRefused(f"Template error: {scope.where} uses {name}, which the strict account does not know")
    if name in RULE_FUNCTIONS:
        return RULE_FUNCTIONS[name](argument, scope)
    if name in {"Fn::And", "Fn::Or"}:
        results = [_holds(item, scope) for item in argument]
        return all(results) if name == "Fn::And" else any(results)
    if name == "Fn::Not":
        return not _holds(argument[0], scope)
    if name in FUNCTIONS and name not in {"Fn::Equals", "Fn::FindInMap", "Fn::Join", "Fn::Split", "Fn::Select"}:
        raise RequestRefused(f"Template error: {scope.where} uses {name}, which is not allowed in Rules")
    return evaluate(node, scope)


def _list(value: Any) -> list[str]:
    return [as_text(item) for item in value] if isinstance(value, list) else [as_text(value)]


def _contains(argument: Any, scope: Scope) -> bool:
    values, wanted = argument
    return as_text(_value(wanted, scope)) in _list(_value(values, scope))


def _each_member_equals(argument: Any, scope: Scope) -> bool:
    values, wanted = argument
    return all(value == as_text(_value(wanted, scope)) for value in _list(_value(values, scope)))


def _each_member_in(argument: Any, scope: Scope) -> bool:
    values, allowed = argument
    return set(_list(_value(values, scope))) <= set(_list(_value(allowed, scope)))


RULE_FUNCTIONS: Final[Mapping[str, Callable[[Any, Scope], bool]]] = {
    "Fn::Contains": _contains,
    "Fn::EachMemberEquals": _each_member_equals,
    "Fn::EachMemberIn": _each_member_in,
}
