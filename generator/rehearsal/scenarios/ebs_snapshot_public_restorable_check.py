"""Snapshots of the account: private and exempt ones, public ones beside one that is shared with an account, and several public ones."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

PERMISSION = "createVolumePermission"


def account_id(session: Session) -> str:
    """The id that Config reports for an account's snapshots."""
    return str(session.client("sts").get_caller_identity()["Account"])


def snapshot(session: Session, *, tag: str = "name", **shared: Any) -> str:
    """A snapshot of a new volume, shared with groups or accounts."""
    ec2 = session.client("ec2")
    zone = ec2.describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
    volume = ec2.create_volume(AvailabilityZone=zone, Size=1)["VolumeId"]
    tags = [{"ResourceType": "snapshot", "Tags": [{"Key": tag, "Value": "disk"}]}]
    made = str(ec2.create_snapshot(VolumeId=volume, TagSpecifications=tags)["SnapshotId"])
    if shared:
        ec2.modify_snapshot_attribute(SnapshotId=made, Attribute=PERMISSION, OperationType="add", **shared)
    return made


def private_and_exempt(session: Session) -> str:
    """One of nobody else, one of a partner, one that is public by intention."""
    snapshot(session)
    snapshot(session, UserIds=["111122223333"])
    snapshot(session, tag="baseline-exempt", GroupNames=["all"])
    return account_id(session)


def public(session: Session) -> str:
    """One that is public and shared with a partner too."""
    snapshot(session, GroupNames=["all"], UserIds=["111122223333"])
    return account_id(session)


def several(session: Session) -> str:
    """More public ones."""
    for _ in range(3):
        snapshot(session, GroupNames=["all"])
    return account_id(session)


def state(session: Session, resource_id: str) -> dict[str, list[str]]:
    """Every own snapshot with whom it is shared."""
    ec2 = session.client("ec2")
    found = ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
    answers = (ec2.describe_snapshot_attribute(SnapshotId=each["SnapshotId"], Attribute=PERMISSION) for each in found)
    return {
        each["SnapshotId"]: sorted(str(*one.values()) for one in each["CreateVolumePermissions"]) for each in answers
    }


def compliant(session: Session, resource_id: str) -> bool:
    """Nothing is public but what is exempt; the partner's permissions are there."""
    ec2 = session.client("ec2")
    exempt = ec2.describe_snapshots(Filters=[{"Name": "tag-key", "Values": ["baseline-exempt"]}])["Snapshots"]
    shared = state(session, resource_id)
    open_ = {snapshot_id for snapshot_id, users in shared.items() if "all" in users}
    partner = [users for users in shared.values() if "111122223333" in users]
    return open_ == {each["SnapshotId"] for each in exempt} and len(partner) > 1


SCENARIO = Scenario(
    (
        Case(
            name="private and exempt ones",
            make=private_and_exempt,
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        Case(name="public one", make=public, state=state, compliant=compliant),
        Case(name="several public ones", make=several, state=state, compliant=compliant),
    )
)
