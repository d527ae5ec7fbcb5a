"""Resources made plain, and put under a condition, among the elements of troposphere's making."""

from generator.model import BadInput, Element, Resource
from generator.render.plain import PlainResource, plain_resource


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
