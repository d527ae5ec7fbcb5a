"""No EBS snapshot is public; the runbook takes every account's permission away from the public ones, and can give it back.

https://docs.aws.amazon.com/config/latest/developerguide/ebs-snapshot-public-restorable-check.html
"""

from collections.abc import Sequence

from awacs import ec2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> list[str]:
    """The account's public snapshots, exempt ones aside; in a run that restores, those of the former ones."""
    import json

    import boto3

    pages = boto3.client("ec2").get_paginator("describe_snapshots")
    found = pages.paginate(OwnerIds=["self"], RestorableByUserIds=["all"], PaginationConfig={"PageSize": 500})
    public = [each for page in found for each in page["Snapshots"]]
    exempt = events["ExemptionTagKey"]
    ids = sorted(each["SnapshotId"] for each in public if exempt not in [tag["Key"] for tag in each.get("Tags", [])])
    if not events.get("Restore"):
        return ids
    wanted = json.loads("".join(events["Restore"]))
    return [each for each in ids if each in wanted]


def complies(state: list[str], events: Events) -> bool:
    """There is none."""
    return not state


def share(ids: Sequence[str], operation: str) -> None:
    """Add or remove the permission of every account, and fail with those that did not take it."""
    import boto3

    client, failed = boto3.client("ec2"), []
    for snapshot_id in ids:
        try:
            client.modify_snapshot_attribute(
                SnapshotId=snapshot_id,
                Attribute="createVolumePermission",
                OperationType=operation,
                GroupNames=["all"],
            )
        except client.exceptions.ClientError as error:
            failed.append(f"{snapshot_id}: {error}")
    if failed:
        raise ValueError(f"{len(failed)} of {len(ids)} failed: {'; '.join(failed)}")


def repair(events: Events, context: object) -> None:
    """Make the public snapshots private; permissions of single accounts stay."""
    share(read(events), "remove")


def restore(events: Events, context: object) -> None:
    """Make the former ones public again."""
    import json

    public = read(events)
    share([each for each in json.loads("".join(events["Restore"])) if each not in public], "add")


CONTROL = Control(
    identifier="EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK",
    title=Text("No EBS snapshot is public", "公開された EBS スナップショットがない"),
    why=Text(
        "A public snapshot hands a copy of the disk, with every secret"
        " on it, to any AWS account; public ones are searched for.",
        "公開スナップショットは、秘密情報を含むディスクの複製をどの AWS アカウントにも渡します。"
        "公開分は常に探索されています。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("EC2.1",), trusted_advisor=("ePs02jT06w",)),
    runbook=Runbook(
        name="MakeSnapshotsPrivate",
        description=(
            "Makes every public EBS snapshot of the account in this Region private; ones with the exemption tag stay."
            " Restore makes them public again."
        ),
        inputs=(ACCOUNT_ID, EXEMPTION),
        undo=Text("The snapshots that were public.", "公開されていたスナップショット。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, shared=(share,)),
            payload={**THE_ACCOUNT, "ExemptionTagKey": "{{ ExemptionTagKey }}"},
        ),
        permissions=(
            allow(ec2.DescribeSnapshots, on="*"),
            # The ARN of a snapshot has no account.
            allow(ec2.ModifySnapshotAttribute, on=arn("ec2", "snapshot/*", region="*", account="*")),
        ),
    ),
)
