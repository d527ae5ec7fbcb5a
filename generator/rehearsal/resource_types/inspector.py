"""Amazon Inspector: suppression filters and the configurations of CIS scans.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_InspectorV2.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id, lower_camel


def _filter(resource: Resource) -> dict[str, Any]:
    criteria = lower_camel(resource.properties["FilterCriteria"])
    return {
        "action": resource.properties["FilterAction"],
        "filterCriteria": criteria,
        **resource.pick(name="Name", description="Description"),
    }


def _create_filter(resource: Resource) -> str:
    tags = resource.properties.get("Tags", {})
    return str(resource.call("inspector2", "create_filter", **_filter(resource), tags=tags)["arn"])


def _update_filter(resource: Resource) -> None:
    resource.call("inspector2", "update_filter", filterArn=resource.physical_id, **_filter(resource))


def _scan(resource: Resource) -> dict[str, Any]:
    # The keys of these tags are the user's; all other members begin with a small letter in the API.
    targets = resource.properties["Targets"]
    (kind, schedule), *more = resource.properties["Schedule"].items()
    if more:
        raise ValueError("a CIS scan has exactly one schedule")
    start = schedule["StartTime"]
    when = {"timeOfDay": start["TimeOfDay"], "timezone": start["TimeZone"]}
    rest = lower_camel({key: value for key, value in schedule.items() if key != "StartTime"})
    return {
        "scanName": resource.properties["ScanName"],
        "securityLevel": resource.properties["SecurityLevel"],
        "schedule": {kind.lower(): {**rest, "startTime": when}},
        "targets": {"accountIds": targets["AccountIds"], "targetResourceTags": targets["TargetResourceTags"]},
    }


def _create_scan(resource: Resource) -> str:
    answer = resource.call("inspector2", "create_cis_scan_configuration", **_scan(resource), tags=_tags(resource))
    return str(answer["scanConfigurationArn"])


def _tags(resource: Resource) -> dict[str, str] | None:
    return resource.properties.get("Tags")


def _update_scan(resource: Resource) -> None:
    resource.call(
        "inspector2", "update_cis_scan_configuration", scanConfigurationArn=resource.physical_id, **_scan(resource)
    )


def _arn(resource: Resource) -> Attributes:
    return {"Arn": resource.physical_id}


ROWS = (
    ResourceType(
        "AWS::InspectorV2::Filter",
        create=_create_filter,
        update=_update_filter,
        delete=by_id("inspector2", "delete_filter", "arn"),
        attributes=_arn,
        name_property="Name",
    ),
    ResourceType(
        "AWS::InspectorV2::CisScanConfiguration",
        create=_create_scan,
        update=_update_scan,
        delete=by_id("inspector2", "delete_cis_scan_configuration", "scanConfigurationArn"),
        attributes=_arn,
        name_property="ScanName",
    ),
)
