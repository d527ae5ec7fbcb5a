"""Event data stores of CloudTrail Lake.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-eventdatastore.html
"""

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType, by_id

STORE = (
    "AdvancedEventSelectors",
    "BillingMode",
    "KmsKeyId",
    "MultiRegionEnabled",
    "OrganizationEnabled",
    "RetentionPeriod",
    "TerminationProtectionEnabled",
)


def _create(resource: Resource) -> str:
    unknown = sorted(set(resource.properties) - {*STORE, "Name", "Tags"})
    if unknown:
        raise NotModelled(f"property {unknown[0]} of an event data store is not modelled")
    given = resource.pick(*STORE, TagsList="Tags")
    made = resource.call("cloudtrail", "create_event_data_store", Name=resource.name("Name", 128), **given)
    return str(made["EventDataStoreArn"])


def _update(resource: Resource) -> None:
    given = resource.pick(*STORE, "Name")
    resource.call("cloudtrail", "update_event_data_store", EventDataStore=resource.physical_id, **given)


def _attributes(resource: Resource) -> Attributes:
    found = resource.call("cloudtrail", "get_event_data_store", EventDataStore=resource.physical_id)
    return {
        "EventDataStoreArn": found["EventDataStoreArn"],
        "Status": found["Status"],
        "CreatedTimestamp": found["CreatedTimestamp"].isoformat(),
        "UpdatedTimestamp": found["UpdatedTimestamp"].isoformat(),
    }


ROWS = (
    ResourceType(
        "AWS::CloudTrail::EventDataStore",
        create=_create,
        update=_update,
        delete=by_id("cloudtrail", "delete_event_data_store", "EventDataStore"),
        attributes=_attributes,
        name_property="Name",
    ),
)
