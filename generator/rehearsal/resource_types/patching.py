"""Patch baselines, and settings of Systems Manager.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-patchbaseline.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-servicesetting.html
"""

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType

MODELLED = frozenset(
    {"ApprovalRules", "ApprovedPatches", "Description", "Name", "OperatingSystem", "PatchGroups", "RejectedPatches"}
)


def _create(resource: Resource) -> str:
    unknown = sorted(set(resource.properties) - MODELLED)
    if unknown:
        raise NotModelled(f"property {unknown[0]} of a patch baseline is not modelled")
    given = resource.pick(*sorted(MODELLED - {"PatchGroups"}))
    resource.physical_id = str(resource.call("ssm", "create_patch_baseline", **given)["BaselineId"])
    _register(resource, set())
    return resource.physical_id


def _register(resource: Resource, old: set[str]) -> None:
    new = set(resource.properties.get("PatchGroups", ()))
    for operation, groups in (("deregister", old - new), ("register", new - old)):
        for group in sorted(groups):
            name = f"{operation}_patch_baseline_for_patch_group"
            resource.call("ssm", name, BaselineId=resource.physical_id, PatchGroup=group)


def _update(resource: Resource) -> None:
    given = resource.pick(*sorted(MODELLED - {"OperatingSystem", "PatchGroups"}))
    resource.call("ssm", "update_patch_baseline", BaselineId=resource.physical_id, **given)
    _register(resource, set(resource.old_properties.get("PatchGroups", ())))


def _delete(resource: Resource) -> None:
    for group in resource.properties.get("PatchGroups", ()):
        given = {"BaselineId": resource.physical_id, "PatchGroup": group}
        resource.call("ssm", "deregister_patch_baseline_for_patch_group", **given)
    resource.call("ssm", "delete_patch_baseline", BaselineId=resource.physical_id)


def _baseline_exists(resource: Resource, name: str) -> bool:
    filters = [{"Key": "NAME_PREFIX", "Values": [name]}]
    found = resource.call("ssm", "describe_patch_baselines", Filters=filters)["BaselineIdentities"]
    return any(each["BaselineName"] == name for each in found)


def _put_setting(resource: Resource) -> str:
    given = resource.pick("SettingId", "SettingValue")
    resource.call("ssm", "update_service_setting", **given)
    return str(given["SettingId"])


def _reset_setting(resource: Resource) -> None:
    resource.call("ssm", "reset_service_setting", SettingId=resource.physical_id)


def _setting(resource: Resource) -> Attributes:
    found = resource.call("ssm", "get_service_setting", SettingId=resource.physical_id)["ServiceSetting"]
    account = resource.account
    who = f"arn:{account.partition}:iam::{account.account_id}:role/deployer"
    return {
        "Arn": found["ARN"],
        "Status": found["Status"],
        "LastModifiedDate": "2026-01-01T00:00:00Z",
        "LastModifiedUser": who,
    }


ROWS = (
    ResourceType(
        "AWS::SSM::PatchBaseline",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=lambda resource: {"Id": resource.physical_id},
        name_property="Name",
        taken=_baseline_exists,
    ),
    ResourceType(
        "AWS::SSM::ServiceSetting",
        create=_put_setting,
        update=_put_setting,
        delete=_reset_setting,
        attributes=_setting,
    ),
)
