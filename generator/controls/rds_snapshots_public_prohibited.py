"""Nobody else restores RDS snapshots; the runbook takes the grant to all accounts from a snapshot, and can give it back.

https://docs.aws.amazon.com/config/latest/developerguide/rds-snapshots-public-prohibited.html
"""

from typing import Any

from awacs import rds

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text


def snapshots(events: Events) -> list[dict[str, Any]]:
    """The DB snapshot and the cluster snapshot of this name, which may both exist; ValueError where there is neither."""
    import boto3

    client, name = boto3.client("rds"), events["SnapshotId"]
    found = []
    try:
        answer = client.describe_db_snapshots(DBSnapshotIdentifier=name)
        found += [{"Kind": "DBSnapshot", "Tags": each.get("TagList", [])} for each in answer["DBSnapshots"]]
    except client.exceptions.DBSnapshotNotFoundFault as error:
        print(error)
    try:
        answer = client.describe_db_cluster_snapshots(DBClusterSnapshotIdentifier=name)
        found += [
            {"Kind": "DBClusterSnapshot", "Tags": each.get("TagList", [])} for each in answer["DBClusterSnapshots"]
        ]
    except client.exceptions.DBClusterSnapshotNotFoundFault as error:
        print(error)
    if not found:
        raise ValueError(f"this Region has no snapshot {name}")
    return found


def read(events: Events) -> dict[str, bool]:
    """Whether all accounts may restore it, for each kind of snapshot; grants to single accounts are nobody's concern here."""
    import boto3

    client, name = boto3.client("rds"), events["SnapshotId"]
    state = {}
    for kind in [each["Kind"] for each in snapshots(events)]:
        if kind == "DBSnapshot":
            answer = client.describe_db_snapshot_attributes(DBSnapshotIdentifier=name)
        else:
            answer = client.describe_db_cluster_snapshot_attributes(DBClusterSnapshotIdentifier=name)
        attributes = answer[f"{kind}AttributesResult"][f"{kind}Attributes"]
        state[kind] = any("all" in each["AttributeValues"] for each in attributes if each["AttributeName"] == "restore")
    return state


def complies(state: dict[str, bool], events: Events) -> bool:
    """No snapshot is public."""
    return not any(state.values())


def tags(events: Events) -> list[str]:
    """The keys of the tags of the snapshots."""
    return [tag["Key"] for each in snapshots(events) for tag in each["Tags"]]


def share(events: Events, context: object) -> None:
    """Take the grant to all accounts away, or put it back where Restore had it."""
    import json

    import boto3

    client, name = boto3.client("rds"), events["SnapshotId"]
    now = read(events)
    wanted = json.loads("".join(events["Restore"])) if "Restore" in events else dict.fromkeys(now, False)
    for kind in [each for each in now if now[each] != wanted.get(each, now[each])]:
        change = {"AttributeName": "restore", "ValuesToAdd" if wanted[kind] else "ValuesToRemove": ["all"]}
        if kind == "DBSnapshot":
            client.modify_db_snapshot_attribute(DBSnapshotIdentifier=name, **change)
        else:
            client.modify_db_cluster_snapshot_attribute(DBClusterSnapshotIdentifier=name, **change)


CONTROL = Control(
    identifier="RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
    title=Text("RDS snapshots are not public", "RDS スナップショットは公開されていない"),
    why=Text(
        "Anybody with an AWS account can restore a public snapshot, and then reads the whole database.",
        "公開スナップショットは、AWS アカウントを持つ誰でも復元してデータベース全体を読み取れます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.1",), trusted_advisor=("rSs93HQwa1",), anti_patterns=(7,)),
    runbook=Runbook(
        name="MakeRdsSnapshotPrivate",
        description="Takes the grant to all accounts from a snapshot and keeps those to single accounts; Restore puts it back.",
        inputs=(
            Input(
                name="SnapshotId",
                type="String",
                description="The DB snapshot or DB cluster snapshot.",
                allowed_pattern="^[a-zA-Z][a-zA-Z0-9:-]{0,254}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The grant to all accounts.", "全アカウントへの共有。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=share, restore=share, tags=tags, shared=(snapshots,)),
            payload={"SnapshotId": "{{ SnapshotId }}"},
        ),
        permissions=(
            allow(
                rds.DescribeDBSnapshots,
                rds.DescribeDBSnapshotAttributes,
                rds.ModifyDBSnapshotAttribute,
                on=arn("rds", "snapshot:*", region="*"),
            ),
            allow(
                rds.DescribeDBClusterSnapshots,
                rds.DescribeDBClusterSnapshotAttributes,
                rds.ModifyDBClusterSnapshotAttribute,
                on=arn("rds", "cluster-snapshot:*", region="*"),
            ),
        ),
    ),
)
