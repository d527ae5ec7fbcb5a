"""Workgroups and saved queries of Athena, and the databases and tables of Glue that they read.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Athena.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Glue.html
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


def _create_workgroup(resource: Resource) -> str:
    name = str(resource.properties["Name"])
    resource.call(
        "athena",
        "create_work_group",
        Name=name,
        Configuration=resource.properties.get("WorkGroupConfiguration"),
        **resource.pick("Description", "Tags"),
    )
    return name


def _update_workgroup(resource: Resource) -> None:
    given: dict[str, Any] = dict(resource.properties.get("WorkGroupConfiguration", {}))
    results = given.pop("ResultConfiguration", None)
    changes = {**given, **({"ResultConfigurationUpdates": results} if results else {})}
    resource.call(
        "athena",
        "update_work_group",
        WorkGroup=resource.physical_id,
        ConfigurationUpdates=changes or None,
        **resource.pick("Description", "State"),
    )


def _delete_workgroup(resource: Resource) -> None:
    with_all = resource.properties.get("RecursiveDeleteOption")
    resource.call("athena", "delete_work_group", WorkGroup=resource.physical_id, RecursiveDeleteOption=with_all)


def _workgroup_attributes(resource: Resource) -> Attributes:
    group = resource.call("athena", "get_work_group", WorkGroup=resource.physical_id)["WorkGroup"]
    versions = {
        f"{name}.EngineVersion.EffectiveEngineVersion": "Athena engine version 3"
        for name in ("WorkGroupConfiguration", "WorkGroupConfigurationUpdates")
    }
    return {"CreationTime": group["CreationTime"].isoformat(), **versions}


def _create_query(resource: Resource) -> str:
    given = resource.pick("Database", "Description", "QueryString", "WorkGroup")
    made = resource.call("athena", "create_named_query", Name=resource.name("Name", 128), **given)
    return str(made["NamedQueryId"])


def _create_database(resource: Resource) -> str:
    given = dict(resource.properties["DatabaseInput"])
    name = str(given.setdefault("Name", resource.generated_name(255, lower=True)))
    resource.call("glue", "create_database", DatabaseInput=given)
    return name


def _update_database(resource: Resource) -> None:
    given = {**resource.properties["DatabaseInput"], "Name": resource.physical_id}
    resource.call("glue", "update_database", Name=resource.physical_id, DatabaseInput=given)


def _of_database(resource: Resource) -> dict[str, Any]:
    if "OpenTableFormatInput" in resource.properties:
        raise NotModelled("property OpenTableFormatInput of a table is not modelled")
    return {"DatabaseName": resource.properties["DatabaseName"]}


def _create_table(resource: Resource) -> str:
    given = dict(resource.properties["TableInput"])
    name = str(given.setdefault("Name", resource.generated_name(255, lower=True)))
    resource.call("glue", "create_table", TableInput=given, **_of_database(resource))
    return name


def _update_table(resource: Resource) -> None:
    given = {**resource.properties["TableInput"], "Name": resource.physical_id}
    resource.call("glue", "update_table", TableInput=given, **_of_database(resource))


def _delete_table(resource: Resource) -> None:
    resource.call("glue", "delete_table", Name=resource.physical_id, **_of_database(resource))


ROWS = (
    ResourceType(
        "AWS::Athena::WorkGroup",
        create=_create_workgroup,
        update=_update_workgroup,
        delete=_delete_workgroup,
        attributes=_workgroup_attributes,
        name_property="Name",
        taken=found_by("athena", "get_work_group", "WorkGroup"),
    ),
    ResourceType(
        "AWS::Athena::NamedQuery",
        create=_create_query,
        delete=by_id("athena", "delete_named_query", "NamedQueryId"),
        attributes=lambda resource: {"NamedQueryId": resource.physical_id},
    ),
    ResourceType(
        "AWS::Glue::Database",
        create=_create_database,
        update=_update_database,
        delete=by_id("glue", "delete_database", "Name"),
    ),
    ResourceType("AWS::Glue::Table", create=_create_table, update=_update_table, delete=_delete_table),
)
