"""The runbook that keeps evidence: a snapshot of every EBS volume of an instance, all of one moment, tagged with the incident.

Nothing brings it back to before: evidence is not deleted by a runbook.

https://docs.aws.amazon.com/ebs/latest/userguide/ebs-create-snapshots.html
"""

from awacs import ec2
from awacs.aws import StringEquals

from generator.blocks.incident_runbook import INSTANCE_ID, REGION, THE_INSTANCE
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Input, Runbook


def volumes(events: Events) -> list[str]:
    """The volumes of the instance; raises ValueError where it has none, or is not there."""
    import boto3

    client = boto3.client("ec2", region_name=events["Region"] or None)
    pages = client.get_paginator("describe_volumes").paginate(
        Filters=[{"Name": "attachment.instance-id", "Values": [events["InstanceId"]]}]
    )
    found = sorted(each["VolumeId"] for page in pages for each in page["Volumes"])
    if not found:
        raise ValueError(f"{events['InstanceId']} has no EBS volume in this Region; nothing was changed")
    return found


def read(events: Events) -> dict[str, list[str]]:
    """The snapshots of each volume that are of this incident."""
    import boto3

    client = boto3.client("ec2", region_name=events["Region"] or None)
    pages = client.get_paginator("describe_snapshots").paginate(
        OwnerIds=["self"], Filters=[{"Name": "tag:incident", "Values": [events["IncidentId"]]}]
    )
    made = [each for page in pages for each in page["Snapshots"] if each["State"] != "error"]
    return {
        volume: sorted(each["SnapshotId"] for each in made if each["VolumeId"] == volume) for volume in volumes(events)
    }


def complies(state: dict[str, list[str]], events: Events) -> bool:
    """Every volume has one."""
    return all(state.values())


def repair(events: Events, context: object) -> None:
    """Snapshots of all volumes at one moment, also of those that have one: only together are they consistent."""
    import boto3

    tags = [{"Key": "incident", "Value": events["IncidentId"]}, {"Key": "instance", "Value": events["InstanceId"]}]
    boto3.client("ec2", region_name=events["Region"] or None).create_snapshots(
        InstanceSpecification={"InstanceId": events["InstanceId"]},
        Description=f"Evidence of {events['IncidentId']}",
        TagSpecifications=[{"ResourceType": "snapshot", "Tags": tags}],
    )


# The ARN of a snapshot names no account.
SNAPSHOTS = arn("ec2", "snapshot/*", region="*", account="*")

RUNBOOK = Runbook(
    name="SnapshotVolumes",
    description=(
        "Makes snapshots of all EBS volumes of an instance at one moment, tagged with the incident and the instance. Does nothing where"
        " every volume has one of this incident. Copy the snapshots to another account before somebody deletes them."
    ),
    inputs=(
        INSTANCE_ID,
        REGION,
        Input(
            name="IncidentId",
            type="String",
            description="Your name for the incident, for the tag of the snapshots.",
            allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{1,64}$",
        ),
    ),
    undo=None,
    steps=state_steps(
        StateFunctions(read=read, complies=complies, repair=repair, shared=(volumes,)),
        payload={**THE_INSTANCE, "IncidentId": "{{ IncidentId }}"},
    ),
    permissions=(
        allow(ec2.DescribeSnapshots, ec2.DescribeVolumes, on="*"),
        allow(
            ec2.CreateSnapshots,
            on=[arn("ec2", "instance/*", region="*"), arn("ec2", "volume/*", region="*"), SNAPSHOTS],
        ),
        allow(ec2.CreateTags, on=SNAPSHOTS, if_=(StringEquals("ec2:CreateAction", "CreateSnapshots"),)),
    ),
)
