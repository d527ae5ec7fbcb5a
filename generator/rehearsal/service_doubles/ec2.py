"""What moto lacks of EC2: a double of block public access for snapshots, of whose snapshots a call asks for, of metadata
options, and of the groups of network interfaces.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSnapshotBlockPublicAccess.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call, Double

BLOCK: Final = "snapshot block public access"
UNBLOCKED: Final = "unblocked"
OPTIONS: Final = {
    "HttpTokens": "http_tokens",
    "HttpPutResponseHopLimit": "http_put_response_hop_limit",
    "HttpEndpoint": "http_endpoint",
    "HttpProtocolIpv6": "http_protocol_ipv6",
    "InstanceMetadataTags": "instance_metadata_tags",
}
"""The options of an instance, as AWS and as moto names them."""


def _backend(call: Call) -> Any:
    from moto.ec2.models import ec2_backends

    return ec2_backends[call.account.account_id][call.account.region]


def describe_snapshots(call: Call) -> Answer:
    """In the place of moto's, which answers with every snapshot whoever owns it and whoever may restore it, on one page."""
    from moto.ec2.utils import generic_filter

    given = call.parameters
    filters = {each["Name"]: each["Values"] for each in given.get("Filters", [])}
    # Those of the images that moto knows are a thousand, and looked at for every filter.
    whole = _backend(call).describe_snapshots(given.get("SnapshotIds"))
    found = generic_filter(filters, [each for each in whole if _owned(call, each) and _restorable(call, each)])
    start, size = int(given.get("NextToken", 0)), int(given.get("MaxResults", 1000))
    more = {"NextToken": str(start + size)} if len(found) > start + size else {}
    return {"Snapshots": [_snapshot(each) for each in found[start : start + size]], **more}


def _owned(call: Call, snapshot: Any) -> bool:
    owners = [call.account.account_id if each == "self" else each for each in call.parameters.get("OwnerIds", [])]
    return not owners or snapshot.owner_id in owners


def _restorable(call: Call, snapshot: Any) -> bool:
    users = call.parameters.get("RestorableByUserIds", [])
    public = "all" in users and "all" in snapshot.create_volume_permission_groups
    return not users or public or bool(snapshot.create_volume_permission_userids & {*users})


def _snapshot(snapshot: Any) -> dict[str, Any]:
    tags = [{"Key": tag["key"], "Value": tag["value"]} for tag in snapshot.get_tags()]
    of = {"SnapshotId": snapshot.id, "VolumeId": snapshot.volume.id, "OwnerId": snapshot.owner_id}
    return {**of, "State": snapshot.status, "Tags": tags}


def get_block(call: Call) -> Answer:
    """The Region's state, which an account sets for itself here; a declarative policy would be another manager."""
    return {"State": call.account.store(BLOCK).get("State", UNBLOCKED), "ManagedBy": "account"}


def enable_block(call: Call) -> Answer:
    """All sharing, or new sharing only."""
    call.account.store(BLOCK)["State"] = call.parameters["State"]
    return {"State": call.parameters["State"]}


def disable_block(call: Call) -> Answer:
    """No block."""
    call.account.store(BLOCK)["State"] = UNBLOCKED
    return {"State": UNBLOCKED}


def modify_options(call: Call) -> Answer:
    """In the place of moto's, which forgets the options that a call does not name."""
    options = _backend(call).get_instance(call.parameters["InstanceId"]).metadata_options
    for name, attribute in OPTIONS.items():
        if name in call.parameters:
            setattr(options, attribute, call.parameters[name])
    now = {name: getattr(options, attribute) for name, attribute in OPTIONS.items()}
    return {"InstanceId": call.parameters["InstanceId"], "InstanceMetadataOptions": {"State": "pending", **now}}


def modify_interface(call: Call) -> Answer | None:
    """In the place of moto's, where an interface also has the groups that its instance was launched with, whatever it is given.

    The groups that DescribeInstances tells of such an instance are not modelled.
    """
    if "Groups" not in call.parameters:
        return None
    backend = _backend(call)
    interface = backend.get_network_interface(call.parameters["NetworkInterfaceId"])
    if interface.instance is not None:
        for each in interface.instance.nics.values():
            each._group_set = [*each.group_set]
        interface.instance.security_groups = []
    interface._group_set = [backend.get_security_group_from_id(each) for each in call.parameters["Groups"]]
    return {}


DOUBLES: Final[dict[tuple[str, str], Double]] = {
    ("ec2", "DescribeSnapshots"): describe_snapshots,
    ("ec2", "DisableSnapshotBlockPublicAccess"): disable_block,
    ("ec2", "EnableSnapshotBlockPublicAccess"): enable_block,
    ("ec2", "GetSnapshotBlockPublicAccessState"): get_block,
    ("ec2", "ModifyInstanceMetadataOptions"): modify_options,
    ("ec2", "ModifyNetworkInterfaceAttribute"): modify_interface,
}
