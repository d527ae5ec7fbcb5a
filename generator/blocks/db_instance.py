"""What the runbooks of RDS DB instances share: the instance that Config names, its tags, and the change of a setting.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html
"""

from types import MappingProxyType
from typing import Any

from awacs import rds

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions
from generator.model import Input

DBI_RESOURCE_ID = Input(
    name="DbiResourceId",
    type="String",
    description="The resource id of the DB instance.",
    allowed_pattern="^db-[A-Z0-9]{1,60}$",
    value="RESOURCE_ID",
)
INSTANCE_INPUTS = (DBI_RESOURCE_ID, EXEMPTION)
THE_INSTANCE: MappingProxyType[str, Any] = MappingProxyType({"DbiResourceId": "{{ DbiResourceId }}"})
"""The event that tells a script which instance it is about."""
EVERY_INSTANCE = arn("rds", "db:*", region="*")


def instance(events: Events) -> dict[str, Any]:
    """The DB instance whose resource id Config reports; raises ValueError where the Region has none."""
    import boto3

    chosen = [{"Name": "dbi-resource-id", "Values": [events["DbiResourceId"]]}]
    found = boto3.client("rds").describe_db_instances(Filters=chosen)["DBInstances"]
    if not found:
        raise ValueError(f"this Region has no DB instance with the resource id {events['DbiResourceId']}")
    return dict(found[0])


def read(events: Events) -> dict[str, Any]:
    """The settings that are wanted, as they are or as the next maintenance window makes them."""
    found = instance(events)
    pending = found.get("PendingModifiedValues", {})
    return {name: pending.get(name, found.get(name)) for name in events["Wanted"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Every setting is the wanted one."""
    return bool(state == events["Wanted"])


def tags(events: Events) -> list[str]:
    """The keys of the instance's tags."""
    return [tag["Key"] for tag in instance(events).get("TagList", [])]


def modify(events: Events, context: object) -> None:
    """Ask for the settings once the instance takes changes, and wait until they show.

    ApplyImmediately would also apply, with downtime, whatever else waits for the maintenance window.
    """
    import json
    import time

    import boto3

    client = boto3.client("rds")
    wanted, given = events["Wanted"], {**events["Wanted"], **events.get("With", {})}
    if "Restore" in events:
        wanted = given = json.loads("".join(events["Restore"]))
    name, asked = instance(events)["DBInstanceIdentifier"], False
    for _ in range(36):
        if not asked:
            try:
                client.modify_db_instance(DBInstanceIdentifier=name, ApplyImmediately=False, **given)
                asked = True
            except client.exceptions.InvalidDBInstanceStateFault as error:
                print(error)
        if asked and read(events) == wanted:
            return
        time.sleep(15)
    raise ValueError(f"{name} has not taken the change in nine minutes: {instance(events)['DBInstanceStatus']}")


INSTANCE = StateFunctions(read=read, complies=complies, repair=modify, restore=modify, tags=tags, shared=(instance,))
"""A setting that goes by one name when it is read and when it is changed.

The event ``Wanted`` holds the value, and ``With`` what a repair, not a restore, gives besides.
"""
ON_INSTANCES = allow(rds.DescribeDBInstances, rds.ModifyDBInstance, on=EVERY_INSTANCE)
