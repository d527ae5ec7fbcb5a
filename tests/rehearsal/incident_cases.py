"""What the runbooks of incident response are rehearsed on: instances, roles and keys as an incident finds them, and how to read them."""

import json
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Session
from generator.rehearsal.service_doubles.iam_users import access_key, days_ago, user

ELSEWHERE = "ap-northeast-1"
IMAGE = "ami-03cf127a"
"""One that moto knows; asking it for all takes seconds."""
NOW = "2026-01-01T00:00:00Z"
"""When a simulated run begins."""
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def instance(session: Session, region: str = "us-east-1", interfaces: int = 1) -> str:
    """An instance in the default VPC, each of its network interfaces with two security groups of its own."""
    ec2 = session.client("ec2", region_name=region)
    subnet = ec2.describe_subnets()["Subnets"][0]
    number = len(ec2.describe_security_groups()["SecurityGroups"])
    groups = [
        ec2.create_security_group(GroupName=f"{name}-{number}", Description="Own", VpcId=subnet["VpcId"])["GroupId"]
        for name in ("web", "admin")
    ]
    made = ec2.run_instances(
        ImageId=IMAGE, MinCount=1, MaxCount=1, SubnetId=subnet["SubnetId"], SecurityGroupIds=groups
    )["Instances"][0]["InstanceId"]
    for index in range(1, interfaces):
        more = ec2.create_network_interface(SubnetId=subnet["SubnetId"], Groups=groups[:1])["NetworkInterface"]
        ec2.attach_network_interface(InstanceId=made, NetworkInterfaceId=more["NetworkInterfaceId"], DeviceIndex=index)
    return str(made)


def interfaces(session: Session, instance_id: str, region: str = "us-east-1") -> list[dict[str, Any]]:
    """The network interfaces of an instance."""
    found = session.client("ec2", region_name=region).describe_network_interfaces(
        Filters=[{"Name": "attachment.instance-id", "Values": [instance_id]}]
    )
    return list(found["NetworkInterfaces"])


def groups_of(session: Session, instance_id: str, region: str = "us-east-1") -> dict[str, list[str]]:
    """The security groups of each interface."""
    return {
        each["NetworkInterfaceId"]: sorted(group["GroupId"] for group in each["Groups"])
        for each in interfaces(session, instance_id, region)
    }


def isolated(session: Session, instance_id: str, region: str = "us-east-1") -> bool:
    """No interface has a group with a rule."""
    ec2 = session.client("ec2", region_name=region)
    groups = {group for each in groups_of(session, instance_id, region).values() for group in each}
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [*groups]}])
    return bool(groups) and not rules["SecurityGroupRules"]


def opened(session: Session) -> str:
    """One that a former incident isolated, and whose closed group somebody opened since."""
    made, ec2 = instance(session), session.client("ec2")
    vpc = interfaces(session, made)[0]["VpcId"]
    group = ec2.create_security_group(GroupName="incident-isolation", Description="Closed", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="10.0.0.0/8")
    for each in interfaces(session, made):
        ec2.modify_network_interface_attribute(NetworkInterfaceId=each["NetworkInterfaceId"], Groups=[group])
    return made


def rules_of(session: Session, instance_id: str) -> list[str]:
    """The security groups of the interfaces, and the rules that these have."""
    groups = sorted({group for each in groups_of(session, instance_id).values() for group in each})
    found = session.client("ec2").describe_security_group_rules(Filters=[{"Name": "group-id", "Values": groups}])
    return groups + sorted(rule["SecurityGroupRuleId"] for rule in found["SecurityGroupRules"])


def isolated_already(session: Session) -> str:
    """One whose interface has the closed group."""
    made, ec2 = instance(session), session.client("ec2")
    (interface,) = interfaces(session, made)
    found = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["incident-isolation"]}])
    (group,) = found["SecurityGroups"]
    ec2.modify_network_interface_attribute(
        NetworkInterfaceId=interface["NetworkInterfaceId"], Groups=[group["GroupId"]]
    )
    return made


def gone(session: Session) -> str:
    """An instance that the account does not have."""
    return "i-0123456789abcdef0"


ISOLATION = (
    Case(
        name="two interfaces",
        make=lambda session: instance(session, interfaces=2),
        state=groups_of,
        compliant=isolated,
    ),
    Case(name="isolated", make=isolated_already, state=groups_of, compliant=isolated, ends=Ends.UNCHANGED),
    Case(
        name="no such instance",
        make=gone,
        state=groups_of,
        compliant=isolated,
        ends=Ends.REFUSED,
        refusal="has no network interface in this Region",
    ),
)
REOPENED = Case(name="opened again", make=opened, state=rules_of, compliant=isolated, restores=False)
"""Its state is the same before and after, so that nothing brings the rules of the closed group back."""
FAR = Case(
    name="in another Region",
    make=lambda session: instance(session, ELSEWHERE),
    state=lambda session, made: groups_of(session, made, ELSEWHERE),
    compliant=lambda session, made: isolated(session, made, ELSEWHERE),
)


def disks(session: Session, instance_id: str) -> list[str]:
    """The snapshots of the incident, each with its volume."""
    found = session.client("ec2").describe_snapshots(
        OwnerIds=["self"], Filters=[{"Name": "tag:incident", "Values": ["case-7"]}]
    )
    mine = set(volumes(session, instance_id))
    return sorted(f"{each['VolumeId']} {each['SnapshotId']}" for each in found["Snapshots"] if each["VolumeId"] in mine)


def volumes(session: Session, instance_id: str) -> list[str]:
    """The volumes of an instance."""
    found = session.client("ec2").describe_volumes(
        Filters=[{"Name": "attachment.instance-id", "Values": [instance_id]}]
    )
    return [str(each["VolumeId"]) for each in found["Volumes"]]


def kept(session: Session, instance_id: str) -> bool:
    """Every volume has a snapshot of the incident."""
    return {each.partition(" ")[0] for each in disks(session, instance_id)} == {*volumes(session, instance_id)}


def two_disks(session: Session) -> str:
    """An instance with a second volume, which has a snapshot of the incident already."""
    made, ec2 = instance(session), session.client("ec2")
    zone = ec2.describe_volumes(VolumeIds=volumes(session, made))["Volumes"][0]["AvailabilityZone"]
    volume = ec2.create_volume(AvailabilityZone=zone, Size=8)["VolumeId"]
    ec2.attach_volume(Device="/dev/sdf", InstanceId=made, VolumeId=volume)
    snapshot(session, volume)
    return made


def snapshot(session: Session, volume: str) -> None:
    """One of the incident."""
    tags = [{"ResourceType": "snapshot", "Tags": [{"Key": "incident", "Value": "case-7"}]}]
    session.client("ec2").create_snapshot(VolumeId=volume, TagSpecifications=tags)


def kept_already(session: Session) -> str:
    """An instance whose disk has one."""
    made = instance(session)
    for volume in volumes(session, made):
        snapshot(session, volume)
    return made


EVIDENCE = (
    Case(name="two disks", make=two_disks, state=disks, compliant=kept),
    Case(name="kept", make=kept_already, state=disks, compliant=kept, ends=Ends.UNCHANGED),
    Case(
        name="no such instance",
        make=gone,
        state=disks,
        compliant=kept,
        ends=Ends.REFUSED,
        refusal="has no EBS volume in this Region",
    ),
)


def stolen(session: Session, name: str = "web", path: str = "/", until: str = "") -> str:
    """A role, whose older sessions an earlier run or the console has ended where there is a moment."""
    iam = session.client("iam")
    iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=json.dumps(TRUST))
    if until:
        condition = {"DateLessThan": {"aws:TokenIssueTime": until}}
        statement = {"Effect": "Deny", "Action": ["*"], "Resource": ["*"], "Condition": condition}
        text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_role_policy(RoleName=name, PolicyName="AWSRevokeOlderSessions", PolicyDocument=text)
    return name


def inline(session: Session, role: str) -> dict[str, Any]:
    """Every inline policy of a role."""
    iam = session.client("iam")
    names = iam.list_role_policies(RoleName=role)["PolicyNames"]
    return {name: iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names}


def ended(session: Session, role: str) -> bool:
    """Sessions from before the run have ended."""
    found = inline(session, role).get("AWSRevokeOlderSessions", {"Statement": [{"Condition": {}}]})
    until = found["Statement"][0]["Condition"].get("DateLessThan", {}).get("aws:TokenIssueTime", "")
    return bool(until >= NOW)


REVOCATION = (
    Case(name="role", make=stolen, state=inline, compliant=ended),
    Case(
        name="revoked last year",
        make=lambda session: stolen(session, "old", "/app/", "2025-06-01T00:00:00.000Z"),
        state=inline,
        compliant=ended,
    ),
    Case(
        name="revoked until later",
        make=lambda session: stolen(session, "later", until="2026-01-01T00:00:01Z"),
        state=inline,
        compliant=ended,
        ends=Ends.UNCHANGED,
    ),
    Case(
        name="AWS's own",
        make=lambda session: stolen(session, "AWSReservedSSO_Admin_0", "/aws-reserved/sso.amazonaws.com/"),
        state=inline,
        compliant=ended,
        ends=Ends.REFUSED,
        refusal="AWSReservedSSO_Admin_0 is AWS's own",
    ),
)


def leaked(session: Session) -> str:
    """One of two keys of a user."""
    user(session, "deploy")
    access_key(session, "deploy", made=days_ago(9))
    return access_key(session, "deploy", made=days_ago(90), used=days_ago(1))


def inactive(session: Session) -> str:
    """A key that is inactive already."""
    user(session, "sleeper")
    key = access_key(session, "sleeper", made=days_ago(9))
    session.client("iam").update_access_key(UserName="sleeper", AccessKeyId=key, Status="Inactive")
    return key


def keys(session: Session, key: str) -> dict[str, str]:
    """The status of every key of every user."""
    iam = session.client("iam")
    found = [iam.list_access_keys(UserName=each["UserName"]) for each in iam.list_users()["Users"]]
    return {each["AccessKeyId"]: each["Status"] for page in found for each in page["AccessKeyMetadata"]}


DEACTIVATION = (
    Case(
        name="one of two keys",
        make=leaked,
        state=keys,
        compliant=lambda session, key: keys(session, key)[key] == "Inactive",
    ),
    Case(
        name="inactive",
        make=inactive,
        state=keys,
        compliant=lambda session, key: True,
        ends=Ends.UNCHANGED,
    ),
    Case(
        name="no such key",
        make=lambda session: "AKIA0000000000000000",
        state=keys,
        compliant=lambda session, key: False,
        ends=Ends.REFUSED,
        refusal="Plan",
    ),
)
