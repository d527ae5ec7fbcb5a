"""Deliveries of CloudWatch Logs: what sends a service's logs to a bucket.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html
"""

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    Resource,
    ResourceType,
    by_id,
    found_by,
)


def _put_source(resource: Resource) -> str:
    given = resource.pick(name="Name", resourceArn="ResourceArn", logType="LogType")
    return str(resource.call("logs", "put_delivery_source", **given)["deliverySource"]["name"])


def _put_destination(resource: Resource) -> str:
    given = resource.pick(name="Name", outputFormat="OutputFormat")
    arn = resource.properties["DestinationResourceArn"]
    given["deliveryDestinationConfiguration"] = {"destinationResourceArn": arn}
    return str(resource.call("logs", "put_delivery_destination", **given)["deliveryDestination"]["name"])


def _create_delivery(resource: Resource) -> str:
    given = resource.pick(deliverySourceName="DeliverySourceName", deliveryDestinationArn="DeliveryDestinationArn")
    return str(resource.call("logs", "create_delivery", **given)["delivery"]["id"])


def _source(resource: Resource) -> Attributes:
    found = resource.call("logs", "get_delivery_source", name=resource.physical_id)["deliverySource"]
    return {"Arn": found["arn"], "Service": found["service"], "ResourceArns": found["resourceArns"]}


def _destination(resource: Resource) -> Attributes:
    found = resource.call("logs", "get_delivery_destination", name=resource.physical_id)["deliveryDestination"]
    return {"Arn": found["arn"]}


def _delivery(resource: Resource) -> Attributes:
    found = resource.call("logs", "get_delivery", id=resource.physical_id)["delivery"]
    return {"Arn": found["arn"], "DeliveryId": found["id"], "DeliveryDestinationType": found["deliveryDestinationType"]}


ROWS = (
    ResourceType(
        "AWS::Logs::DeliverySource",
        create=_put_source,
        delete=by_id("logs", "delete_delivery_source", "name"),
        attributes=_source,
        name_property="Name",
        taken=found_by("logs", "get_delivery_source", "name"),
    ),
    ResourceType(
        "AWS::Logs::DeliveryDestination",
        create=_put_destination,
        delete=by_id("logs", "delete_delivery_destination", "name"),
        attributes=_destination,
        name_property="Name",
        taken=found_by("logs", "get_delivery_destination", "name"),
    ),
    ResourceType(
        "AWS::Logs::Delivery",
        create=_create_delivery,
        delete=by_id("logs", "delete_delivery", "id"),
        attributes=_delivery,
    ),
)
