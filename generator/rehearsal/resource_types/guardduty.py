"""What stands beside a GuardDuty detector: suppression rules, lists, the export of findings, and Malware Protection for S3.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_GuardDuty.html
"""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id

LISTS = {
    "AWS::GuardDuty::IPSet": "ip_set",
    "AWS::GuardDuty::ThreatIntelSet": "threat_intel_set",
    "AWS::GuardDuty::TrustedEntitySet": "trusted_entity_set",
    "AWS::GuardDuty::ThreatEntitySet": "threat_entity_set",
}


def _detector(resource: Resource) -> str:
    return str(resource.properties["DetectorId"])


def _create_filter(resource: Resource) -> str:
    given = resource.pick("DetectorId", "Name", "Action", "Description", "FindingCriteria", "Rank")
    return str(resource.call("guardduty", "create_filter", **given)["Name"])


def _update_filter(resource: Resource) -> None:
    given = resource.pick("DetectorId", "Action", "Description", "FindingCriteria", "Rank")
    resource.call("guardduty", "update_filter", FilterName=resource.physical_id, **given)


def _delete_filter(resource: Resource) -> None:
    resource.call("guardduty", "delete_filter", DetectorId=_detector(resource), FilterName=resource.physical_id)


def _filter_exists(resource: Resource, name: str) -> bool:
    from botocore.exceptions import ClientError

    try:
        resource.call("guardduty", "get_filter", DetectorId=_detector(resource), FilterName=name)
    except ClientError:
        return False
    return True


def _id_of(kind: str) -> str:
    """``IpSetId`` for ``ip_set``."""
    return "".join(word.capitalize() for word in kind.split("_")) + "Id"


def _create_list(kind: str) -> Callable[[Resource], str]:
    def create(resource: Resource) -> str:
        given = resource.pick("DetectorId", "Activate", "ExpectedBucketOwner", "Format", "Location")
        name = resource.name("Name", 300)
        resource.physical_id = str(resource.call("guardduty", f"create_{kind}", Name=name, **given)[_id_of(kind)])
        _must_be_read(kind, resource)
        return resource.physical_id

    return create


def _list_attributes(kind: str) -> Callable[[Resource], Attributes]:
    def attributes(resource: Resource) -> Attributes:
        return {"Id": resource.physical_id, "Status": _list(kind, resource)["Status"]}

    return attributes


def _list(kind: str, resource: Resource) -> dict[str, Any]:
    of_list = {_id_of(kind): resource.physical_id}
    return resource.call("guardduty", f"get_{kind}", DetectorId=_detector(resource), **of_list)


def _must_be_read(kind: str, resource: Resource) -> None:
    """CloudFormation waits until the list is active; GuardDuty says in its status that it could not read it."""
    if _list(kind, resource)["Status"] == "ERROR":
        raise ValueError(f"GuardDuty could not read {resource.properties['Location']}")


def _update_list(kind: str) -> Callable[[Resource], None]:
    def update(resource: Resource) -> None:
        given = resource.pick("DetectorId", "Activate", "ExpectedBucketOwner", "Location", "Name")
        resource.call("guardduty", f"update_{kind}", **{_id_of(kind): resource.physical_id}, **given)
        _must_be_read(kind, resource)

    return update


def _delete_list(kind: str) -> Callable[[Resource], None]:
    def delete(resource: Resource) -> None:
        of_list = {_id_of(kind): resource.physical_id}
        resource.call("guardduty", f"delete_{kind}", DetectorId=_detector(resource), **of_list)

    return delete


def _create_destination(resource: Resource) -> str:
    given = resource.pick("DetectorId", "DestinationType", "DestinationProperties")
    made = resource.call("guardduty", "create_publishing_destination", **given)["DestinationId"]
    return f"{_detector(resource)}|{made}"


def _update_destination(resource: Resource) -> None:
    given = resource.pick("DetectorId", "DestinationProperties")
    made = resource.physical_id.split("|")[1]
    resource.call("guardduty", "update_publishing_destination", DestinationId=made, **given)


def _delete_destination(resource: Resource) -> None:
    made = resource.physical_id.split("|")[1]
    resource.call("guardduty", "delete_publishing_destination", DetectorId=_detector(resource), DestinationId=made)


def _create_plan(resource: Resource) -> str:
    given = resource.pick("Role", "ProtectedResource", "Actions")
    return str(resource.call("guardduty", "create_malware_protection_plan", **given)["MalwareProtectionPlanId"])


def _update_plan(resource: Resource) -> None:
    given = resource.pick("Role", "Actions")
    resource.call("guardduty", "update_malware_protection_plan", MalwareProtectionPlanId=resource.physical_id, **given)


def _plan_attributes(resource: Resource) -> Attributes:
    account, made = resource.account, resource.physical_id
    found = resource.call("guardduty", "get_malware_protection_plan", MalwareProtectionPlanId=made)
    where = f"arn:{account.partition}:guardduty:{account.region}:{account.account_id}"
    return {
        "Arn": f"{where}:malware-protection-plan/{made}",
        "MalwareProtectionPlanId": made,
        "Status": found["Status"],
    }


ROWS = (
    ResourceType(
        "AWS::GuardDuty::Filter",
        create=_create_filter,
        update=_update_filter,
        delete=_delete_filter,
        name_property="Name",
        taken=_filter_exists,
    ),
    *(
        ResourceType(
            name,
            create=_create_list(kind),
            update=_update_list(kind),
            delete=_delete_list(kind),
            attributes=_list_attributes(kind),
        )
        for name, kind in LISTS.items()
    ),
    ResourceType(
        "AWS::GuardDuty::PublishingDestination",
        create=_create_destination,
        update=_update_destination,
        delete=_delete_destination,
        attributes=lambda resource: {"Id": resource.physical_id.split("|")[1], "Status": "PUBLISHING"},
    ),
    ResourceType(
        "AWS::GuardDuty::MalwareProtectionPlan",
        create=_create_plan,
        update=_update_plan,
        delete=by_id("guardduty", "delete_malware_protection_plan", "MalwareProtectionPlanId"),
        attributes=_plan_attributes,
        replaces=lambda resource: (
            resource.old_properties["ProtectedResource"] != resource.properties["ProtectedResource"]
        ),
    ),
)
