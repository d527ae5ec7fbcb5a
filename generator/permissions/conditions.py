"""Condition elements of a policy, evaluated over what is known of a call.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import datetime
import ipaddress
from typing import TYPE_CHECKING

from generator.model.errors import BadInput
from generator.permissions.matching import arn_matches, text_matches, written
from generator.permissions.variables import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.permissions.policies import Statement


def _number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    return lambda wanted, value: compare(float(value), float(wanted))


def _date(compare: Callable[[datetime.datetime, datetime.datetime], bool]) -> Callable[[str, str], bool]:
    def read(text: str) -> datetime.datetime:
        moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)

    return lambda wanted, value: compare(read(value), read(wanted))


def _address(wanted: str, value: str) -> bool:
    return ipaddress.ip_interface(value).ip in ipaddress.ip_network(wanted, strict=False)


_POSITIVE: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda wanted, value: written(wanted) == value,
    "StringEqualsIgnoreCase": lambda wanted, value: written(wanted).lower() == value.lower(),
    "StringLike": text_matches,
    "BinaryEquals": lambda wanted, value: wanted == value,
    "IpAddress": _address,
    "ArnEquals": arn_matches,
    "ArnLike": arn_matches,
    "Bool": lambda wanted, value: wanted.lower() == value.lower(),
    "NumericEquals": _number(lambda value, wanted: value == wanted),
    "NumericLessThan": _number(lambda value, wanted: value < wanted),
    "NumericLessThanEquals": _number(lambda value, wanted: value <= wanted),
    "NumericGreaterThan": _number(lambda value, wanted: value > wanted),
    "NumericGreaterThanEquals": _number(lambda value, wanted: value >= wanted),
    "DateEquals": _date(lambda value, wanted: value == wanted),
    "DateLessThan": _date(lambda value, wanted: value < wanted),
    "DateLessThanEquals": _date(lambda value, wanted: value <= wanted),
    "DateGreaterThan": _date(lambda value, wanted: value > wanted),
    "DateGreaterThanEquals": _date(lambda value, wanted: value >= wanted),
}
_NEGATIVE = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
}


def failed_condition(statement: Statement, context: Mapping[str, tuple[str, ...]]) -> str | None:
    """The first condition of a statement that the call does not meet, in words; ``None`` when it meets all.

    ``context`` has the condition keys in lower case; a key that the call does not have is absent.
    """
    for operator, keys in statement.conditions.items():
        for key, wanted in keys.items():
            whole = tuple(filled(item, context) for item in wanted)
            if not _holds(statement.policy, operator, whole, context.get(key.lower()) or None):
                found = ", ".join(context.get(key.lower(), ())) or "absent"
                return f"{operator} {key} {', '.join(wanted)} (it is {found})"
    return None


def _holds(where: str, operator: str, wanted: tuple[str, ...], values: tuple[str, ...] | None) -> bool:
    qualifier, _, plain = operator.rpartition(":")
    if_exists = plain.endswith("IfExists")
    plain = plain.removesuffix("IfExists")
    if plain == "Null":
        return all((item.lower() == "true") == (values is None) for item in wanted)
    negative = plain in _NEGATIVE
    test = _POSITIVE.get(_NEGATIVE.get(plain, plain))
    if test is None or qualifier not in ("", "ForAllValues", "ForAnyValue"):
        raise BadInput(where, f"unknown condition operator {operator}", "Use an operator of IAM's policy language")
    if values is None:
        return if_exists or qualifier == "ForAllValues" or (negative and qualifier != "ForAnyValue")
    met = [any(_fits(test, item, value) for item in wanted) != negative for value in values]
    return all(met) if qualifier == "ForAllValues" or (negative and not qualifier) else any(met)


def _fits(test: Callable[[str, str], bool], wanted: str, value: str) -> bool:
    """A request's value that is no number, date or address equals none; ValueError for a policy's."""
    try:
        return test(wanted, value)
    except ValueError:
        test(wanted, wanted)
        return False
