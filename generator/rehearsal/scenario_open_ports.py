"""Security groups with inbound rules in short: ``tcp 22 0.0.0.0/0 office owner=network``, ``udp 53-60 ::/0``, ``-1 10.0.0.0/8``."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Session

EXEMPT = [{"ResourceType": "security-group", "Tags": [{"Key": "baseline-exempt", "Value": "bastion"}]}]


def _authorize(ec2: Any, group_id: str, rule: str) -> None:
    """Add one rule; behind the source stand its description and its tags."""
    protocol, *more = rule.split(" ")
    first, *last = ["-1"] if protocol in ("-1", "icmp") else more.pop(0).split("-")
    source, *about = more
    words = {"Description": about[0]} if about else {}
    range_ = (
        {"Ipv6Ranges": [{"CidrIpv6": source, **words}]}
        if ":" in source
        else {"IpRanges": [{"CidrIp": source, **words}]}
    )
    tags = [dict(zip(("Key", "Value"), word.split("="), strict=True)) for word in about[1:]]
    ports = {"IpProtocol": protocol, "FromPort": int(first), "ToPort": int((last or [first])[0])}
    tagged = {"TagSpecifications": [{"ResourceType": "security-group-rule", "Tags": tags}]} if tags else {}
    ec2.authorize_security_group_ingress(GroupId=group_id, IpPermissions=[{**ports, **range_}], **tagged)


def _rules(session: Session, group_id: str, *, egress: bool) -> list[str]:
    """The group's rules of one direction, in short."""
    pages = session.client("ec2").get_paginator("describe_security_group_rules")
    found = pages.paginate(Filters=[{"Name": "group-id", "Values": [group_id]}]).build_full_result()
    return sorted(_short(rule) for rule in found["SecurityGroupRules"] if rule["IsEgress"] is egress)


def _short(rule: dict[str, Any]) -> str:
    first, last = rule.get("FromPort"), rule.get("ToPort")
    ports = "" if rule["IpProtocol"] in ("-1", "icmp") else f"{first}" if first == last else f"{first}-{last}"
    tags = [f"{tag['Key']}={tag['Value']}" for tag in rule.get("Tags", [])]
    source = rule.get("CidrIpv4") or rule.get("CidrIpv6", "")
    return " ".join(filter(None, [rule["IpProtocol"], ports, source, rule.get("Description"), *tags]))


def state(session: Session, group_id: str) -> dict[str, list[str]]:
    """Every rule in short, by direction."""
    return {"in": _rules(session, group_id, egress=False), "out": _rules(session, group_id, egress=True)}


def case(name: str, *, opened: tuple[str, ...] = (), kept: tuple[str, ...] = (), exempt: bool = False) -> Case:
    """A group with rules that the control flags, ``opened``, and ones that it does not, ``kept``."""

    def make(session: Session) -> str:
        ec2 = session.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        tagged = {"TagSpecifications": EXEMPT} if exempt else {}
        group_id = str(ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc, **tagged)["GroupId"])
        for rule in (*opened, *kept):
            _authorize(ec2, group_id, rule)
        return group_id

    def compliant(session: Session, group_id: str) -> bool:
        return _rules(session, group_id, egress=False) == sorted(kept)

    ends = Ends.EXEMPT if exempt else Ends.REPAIRED if opened else Ends.UNCHANGED
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)
