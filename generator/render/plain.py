"""troposphere and awacs objects as plain mappings, lists and scalars, in the order in which people read them."""

from collections.abc import Callable
from typing import Any

from troposphere import AWSHelperFn, AWSObject, BaseAWSObject

ATTRIBUTES = (
    "Type",
    "Condition",
    "DependsOn",
    "CreationPolicy",
    "DeletionPolicy",
    "UpdatePolicy",
    "UpdateReplacePolicy",
    "Metadata",
    "Properties",
)
STATEMENT = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_SCALARS = frozenset({str, int, float, bool, type(None)})
SINGLE = ("Action", "NotAction", "Resource", "NotResource")


def plain(value: Any) -> Any:
    """``value`` without objects; IAM statements in their usual order, with a list of one written as the one."""
    # Nearly everything is a scalar, a dict or a list of Python's own: these are told by their type, and scalars without a call.
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is dict or isinstance(value, dict):
        mapping = {key: item if type(item) in _SCALARS else plain(item) for key, item in value.items()}
        return _statement(mapping) if "Effect" in mapping else mapping
    if kind is list or isinstance(value, list | tuple):
        return [item if type(item) in _SCALARS else plain(item) for item in value]
    if hasattr(value, "to_dict"):
        return plain(_opened(value))
    return plain(value.JSONrepr()) if hasattr(value, "JSONrepr") else value


def _opened(value: Any) -> Any:
    """What ``to_dict`` of troposphere's own classes makes plain, checked as there: it walks through a level once for every level above."""
    kind = type(value)
    if isinstance(value, BaseAWSObject) and kind.to_dict is BaseAWSObject.to_dict and value.properties:
        if value.do_validation:
            value._validate_props()
            value.validate()
        return value.resource
    if isinstance(value, AWSHelperFn) and kind.to_dict is AWSHelperFn.to_dict:
        return value.data
    return value.to_dict()


class PlainResource(AWSObject):  # type: ignore[misc]  # troposphere's base class is untyped
    """``body`` from ``Type`` to ``Properties``, without objects; what troposphere would check has been checked."""

    def __init__(self, title: str, body: dict[str, Any]) -> None:
        # troposphere's own attributes would take these for properties.
        self.__dict__ |= {"title": title, "resource": body}

    def to_dict(self, validation: bool = True) -> dict[str, Any]:
        """The body."""
        found: dict[str, Any] = self.__dict__["resource"]
        return found


def plain_resource(resource: AWSObject) -> dict[str, Any]:
    """A resource's body, from ``Type`` to ``Properties``; raises ValueError where troposphere misses a property."""
    body = resource.to_dict() if isinstance(resource, PlainResource) else plain(resource)
    if isinstance(body.get("DependsOn"), list) and len(body["DependsOn"]) == 1:
        body["DependsOn"] = body["DependsOn"][0]
    return ordered(body, ATTRIBUTES)


def ordered(mapping: dict[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    """``mapping`` with the keys of ``first`` in their order, then the others in theirs."""
    keys = [key for key in first if key in mapping] + [key for key in mapping if key not in first]
    return {key: mapping[key] for key in keys}


def _statement(mapping: dict[str, Any]) -> dict[str, Any]:
    for key in SINGLE:
        if isinstance(mapping.get(key), list) and len(mapping[key]) == 1:
            mapping[key] = mapping[key][0]
    return ordered(mapping, STATEMENT)


def replaced(value: Any, replace: Callable[[dict[str, Any]], Any]) -> Any:
    """``value`` with every mapping, innermost first, given through ``replace``."""
    if isinstance(value, dict):
        return replace(
            {key: replaced(item, replace) if isinstance(item, dict | list) else item for key, item in value.items()}
        )
    if isinstance(value, list):
        return [replaced(item, replace) for item in value]
    return value
