"""DB instances with their subnet and parameter groups.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_RDS.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
    found_by,
)
from generator.rehearsal.resource_types.vpc import known

# What CloudFormation calls as the API does, at creation and in a change.
ON_CREATION = ("DBSubnetGroupName", "Engine", "KmsKeyId", "MasterUsername", "StorageEncrypted")
AT_ANY_TIME = (
    "AutoMinorVersionUpgrade",
    "BackupRetentionPeriod",
    "CopyTagsToSnapshot",
    "DBInstanceClass",
    "DBParameterGroupName",
    "DeletionProtection",
    "EnableIAMDatabaseAuthentication",
    "EnablePerformanceInsights",
    "EngineVersion",
    "ManageMasterUserPassword",
    "MonitoringInterval",
    "MonitoringRoleArn",
    "MultiAZ",
    "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod",
    "PubliclyAccessible",
    "StorageType",
)
NUMBERS = {"AllocatedStorage": "AllocatedStorage", "Port": "Port"}
OTHERS = ("DBInstanceIdentifier", "DeleteAutomatedBackups", "EnableCloudwatchLogsExports", "MasterUserSecret")
LOGS, GROUPS = "EnableCloudwatchLogsExports", "VPCSecurityGroups"


def _create_instance(resource: Resource) -> str:
    known(resource, *ON_CREATION, *AT_ANY_TIME, *NUMBERS, *OTHERS, GROUPS)
    given = resource.pick(*ON_CREATION, *AT_ANY_TIME, LOGS, "Tags") | _translated(resource.properties)
    name = resource.name("DBInstanceIdentifier", 63, lower=True)
    resource.call("rds", "create_db_instance", DBInstanceIdentifier=name, **given)
    return name


def _translated(properties: dict[str, Any]) -> dict[str, Any]:
    """What the API calls or writes otherwise."""
    found: dict[str, Any] = {name: int(properties[name]) for name in NUMBERS if name in properties}
    if GROUPS in properties:
        found["VpcSecurityGroupIds"] = properties[GROUPS]
    if key := properties.get("MasterUserSecret", {}).get("KmsKeyId"):
        found["MasterUserSecretKmsKeyId"] = key
    return found


def _update_instance(resource: Resource) -> None:
    old, new = resource.old_properties, resource.properties
    given = {name: new[name] for name in AT_ANY_TIME if name in new and new[name] != old.get(name)}
    before, after = _translated(old), _translated(new)
    given |= {name: value for name, value in after.items() if value != before.get(name)}
    if "Port" in given:
        given["DBPortNumber"] = given.pop("Port")
    wanted, had = (set(each.get(LOGS, ())) for each in (new, old))
    if wanted != had:
        given["CloudwatchLogsExportConfiguration"] = {
            "EnableLogTypes": sorted(wanted - had),
            "DisableLogTypes": sorted(had - wanted),
        }
    name = resource.physical_id
    resource.call("rds", "modify_db_instance", DBInstanceIdentifier=name, ApplyImmediately=True, **given)


def _delete_instance(resource: Resource, **given: Any) -> None:
    given = given or {"SkipFinalSnapshot": True}
    backups = resource.pick("DeleteAutomatedBackups")
    resource.call("rds", "delete_db_instance", DBInstanceIdentifier=resource.physical_id, **backups, **given)


def _leave_snapshot(resource: Resource) -> None:
    name = f"{resource.stack_name}-snapshot-{resource.physical_id}"[:255].lower()
    _delete_instance(resource, FinalDBSnapshotIdentifier=name)


def _instance_attributes(resource: Resource) -> Attributes:
    (found,) = resource.call("rds", "describe_db_instances", DBInstanceIdentifier=resource.physical_id)["DBInstances"]
    names = ("DbiResourceId", "DBInstanceArn", "DBInstanceStatus", "InstanceCreateTime")
    secret = (
        {"MasterUserSecret.SecretArn": found["MasterUserSecret"]["SecretArn"]} if "MasterUserSecret" in found else {}
    )
    return {
        **{name: str(found[name]) for name in names},
        "Endpoint.Address": found["Endpoint"]["Address"],
        "Endpoint.Port": str(found["Endpoint"]["Port"]),
        **secret,
    }


def _create_subnets(resource: Resource) -> str:
    name = resource.name("DBSubnetGroupName", 255, lower=True)
    given = resource.pick("DBSubnetGroupDescription", "SubnetIds", "Tags")
    made = resource.call("rds", "create_db_subnet_group", DBSubnetGroupName=name, **given)
    return str(made["DBSubnetGroup"]["DBSubnetGroupName"])


def _update_subnets(resource: Resource) -> None:
    given = resource.pick("DBSubnetGroupDescription", "SubnetIds")
    resource.call("rds", "modify_db_subnet_group", DBSubnetGroupName=resource.physical_id, **given)


def _subnets_attributes(resource: Resource) -> Attributes:
    asked = {"DBSubnetGroupName": resource.physical_id}
    (found,) = resource.call("rds", "describe_db_subnet_groups", **asked)["DBSubnetGroups"]
    return {"DBSubnetGroupArn": found["DBSubnetGroupArn"]}


def _create_parameters(resource: Resource) -> str:
    name = resource.name("DBParameterGroupName", 255, lower=True)
    given = resource.pick("Description", "Tags", DBParameterGroupFamily="Family")
    resource.call("rds", "create_db_parameter_group", DBParameterGroupName=name, **given)
    resource.physical_id = name
    _set_parameters(resource)
    return name


def _set_parameters(resource: Resource) -> None:
    """They take effect at the next reboot at the latest; a new instance starts with them."""
    old, new = (each.get("Parameters", {}) for each in (resource.old_properties, resource.properties))
    if gone := sorted(old.keys() - new.keys()):
        raise NotModelled(f"the reset of {gone[0]} in a DB parameter group")
    changed = [
        {"ParameterName": name, "ParameterValue": str(value), "ApplyMethod": "pending-reboot"}
        for name, value in new.items()
    ]
    if changed:
        resource.call("rds", "modify_db_parameter_group", DBParameterGroupName=resource.physical_id, Parameters=changed)


def _parameters_attributes(resource: Resource) -> Attributes:
    asked = {"DBParameterGroupName": resource.physical_id}
    (found,) = resource.call("rds", "describe_db_parameter_groups", **asked)["DBParameterGroups"]
    return {"DBParameterGroupArn": found["DBParameterGroupArn"]}


ROWS = (
    ResourceType(
        "AWS::RDS::DBInstance",
        create=_create_instance,
        update=_update_instance,
        delete=_delete_instance,
        delete_to_snapshot=_leave_snapshot,
        attributes=_instance_attributes,
        name_property="DBInstanceIdentifier",
        replaces=lambda resource: resource.properties.get("Engine") != resource.old_properties.get("Engine"),
        taken=found_by("rds", "describe_db_instances", "DBInstanceIdentifier"),
    ),
    ResourceType(
        "AWS::RDS::DBSubnetGroup",
        create=_create_subnets,
        update=_update_subnets,
        delete=by_id("rds", "delete_db_subnet_group", "DBSubnetGroupName"),
        attributes=_subnets_attributes,
        name_property="DBSubnetGroupName",
        taken=found_by("rds", "describe_db_subnet_groups", "DBSubnetGroupName"),
    ),
    ResourceType(
        "AWS::RDS::DBParameterGroup",
        create=_create_parameters,
        update=_set_parameters,
        delete=by_id("rds", "delete_db_parameter_group", "DBParameterGroupName"),
        attributes=_parameters_attributes,
        name_property="DBParameterGroupName",
    ),
)
