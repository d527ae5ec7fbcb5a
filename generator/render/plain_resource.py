"""A resource that is plain data already, among the elements of troposphere's making."""

from collections.abc import Mapping
from typing import Any

from generator.model import BadInput, Element, Resource
from generator.render.plain import plain_resource


class PlainResource(Resource):  # type: ignore[misc]  # troposphere's base class is untyped
    """``body`` from ``Type`` to ``Properties``, without objects; what troposphere would check has been checked."""

    def __init__(self, title: str, body: Mapping[str, Any]) -> None:
        # troposphere's own attributes would take these for properties.
        self.__dict__ |= {"title": title, "resource": dict(body)}

    def to_dict(self, validation: bool = True) -> dict[str, Any]:
        """The body."""
        found: dict[str, Any] = self.__dict__["resource"]
        return found


def as_plain(where: str, element: Element) -> Element:
    """A resource as plain data, any other element as it is; raises BadInput for a property that troposphere refuses or misses."""
    if not isinstance(element, Resource) or isinstance(element, PlainResource):
        return element
    try:
        return PlainResource(element.title, plain_resource(element))
    except (ValueError, TypeError) as error:
        raise BadInput(f"{where}: {element.title}", str(error), "Correct the property") from error


def with_condition(resource: Resource, condition: str) -> Resource:
    """The resource, made only where ``condition`` holds."""
    if isinstance(resource, PlainResource):
        return PlainResource(resource.title, plain_resource(resource) | {"Condition": condition})
    resource.Condition = condition
    return resource
