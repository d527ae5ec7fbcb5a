import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from generator.blocks.open_ports import (
    LAST_PORT,
    all_but,
    open_ports_runbook,
    open_rules,
    opens,
    read,
    repair,
    restore,
    saved,
)

SSH = {"ClosedTcpPorts": "22", "ClosedUdpPorts": ""}


def rule(protocol: str, first: int, last: int, **source: Any) -> dict[str, Any]:
    return {"IsEgress": False, "IpProtocol": protocol, "FromPort": first, "ToPort": last, **source}


PUBLIC = {"CidrIpv4": "0.0.0.0/0"}


@pytest.mark.parametrize(
    ("found", "flagged"),
    [
        (rule("tcp", 22, 22, **PUBLIC), True),
        (rule("tcp", 22, 22, CidrIpv6="::/0"), True),
        (rule("tcp", 0, 22, **PUBLIC), True),
        (rule("tcp", 22, 65535, **PUBLIC), True),
        (rule("tcp", 0, 65535, **PUBLIC), True),
        (rule("tcp", 0, 21, **PUBLIC), False),
        (rule("tcp", 23, 65535, **PUBLIC), False),
        (rule("udp", 22, 22, **PUBLIC), False),
        (rule("icmp", -1, -1, **PUBLIC), False),
        (rule("-1", -1, -1, **PUBLIC), True),
        ({"IsEgress": False, "IpProtocol": "-1", **PUBLIC}, True),
        ({"IsEgress": False, "IpProtocol": "-1", "CidrIpv4": "10.0.0.0/8"}, False),
        (rule("-1", -1, -1, ReferencedGroupInfo={"GroupId": "sg-1"}), False),
        (rule("tcp", 22, 22, PrefixListId="pl-1"), False),
        (rule("tcp", 22, 22, CidrIpv4="0.0.0.0/1"), False),
        (rule("tcp", 22, 22, **PUBLIC) | {"IsEgress": True}, False),
    ],
)
def test_a_rule_is_flagged_only_where_it_opens_a_closed_port_to_every_address(
    found: dict[str, Any], flagged: bool
) -> None:
    assert opens(found, SSH) is flagged


def test_ranges_and_udp_ports_are_closed_too() -> None:
    closed = {"ClosedTcpPorts": "22,5900-5999", "ClosedUdpPorts": "3389"}
    assert opens(rule("tcp", 5950, 5950, **PUBLIC), closed)
    assert not opens(rule("tcp", 6000, 6000, **PUBLIC), closed)
    assert opens(rule("udp", 3389, 3389, **PUBLIC), closed)
    assert not opens(rule("udp", 22, 22, **PUBLIC), closed)


@given(st.sets(st.integers(0, LAST_PORT), max_size=5), st.integers(0, LAST_PORT))
def test_all_but_some_ports_is_every_other_port(kept: set[int], port: int) -> None:
    events = {"ClosedTcpPorts": all_but(sorted(kept)), "ClosedUdpPorts": ""}
    assert opens(rule("tcp", port, port, **PUBLIC), events) is (port not in kept)


def test_all_but_has_no_empty_range() -> None:
    assert all_but((443, 80)) == "0-79,81-442,444-65535"
    assert all_but((0, 1, LAST_PORT)) == "2-65534"
    assert all_but(()) == "0-65535"


def test_tags_that_only_aws_can_set_are_not_saved() -> None:
    tags = [{"Key": "owner", "Value": "it"}, {"Key": "aws:cloudformation:stack-name", "Value": "x"}]
    found = rule("tcp", 22, 22, **PUBLIC, SecurityGroupRuleId="sgr-1", GroupId="sg-1", Description="all", Tags=tags)
    assert saved(found) == {
        "IpProtocol": "tcp",
        "FromPort": 22,
        "ToPort": 22,
        "CidrIpv4": "0.0.0.0/0",
        "Description": "all",
        "Tags": [{"Key": "owner", "Value": "it"}],
    }


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """EC2 of moto, a double of AWS."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    with mock_aws():
        client = boto3.client("ec2")
        monkeypatch.setattr(boto3, "client", lambda *_: client)
        yield client


@pytest.fixture
def events(client: Any) -> dict[str, Any]:
    """A group that opens SSH to everybody over IPv4 and IPv6, and to an office."""
    vpc = client.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    group = client.create_security_group(GroupName="ssh", Description="ssh", VpcId=vpc)["GroupId"]
    for source in (
        {"IpRanges": [{"CidrIp": "0.0.0.0/0"}, {"CidrIp": "192.0.2.0/24"}]},
        {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
    ):
        permission = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, **source}
        client.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    return {"GroupId": group, **SSH}


def test_rules_on_every_page_are_found(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pages:
        def paginate(self, **_: Any) -> list[dict[str, Any]]:
            return [{"SecurityGroupRules": [rule("tcp", 22, 22, **PUBLIC)]}] * 2

    monkeypatch.setattr(client, "get_paginator", lambda _: Pages())
    assert len(open_rules({"GroupId": "sg-1", **SSH})) == 2


def test_a_repair_of_a_group_without_such_a_rule_calls_nothing(
    client: Any, events: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    repair(events, None)
    revoked: list[Any] = []
    monkeypatch.setattr(client, "revoke_security_group_ingress", lambda **given: revoked.append(given))
    repair(events, None)
    assert revoked == []


def test_restore_leaves_rules_that_are_there_and_ones_that_came_after(client: Any, events: dict[str, Any]) -> None:
    before = json.dumps(read(events))
    repair(events, None)
    later = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    client.authorize_security_group_ingress(GroupId=events["GroupId"], IpPermissions=[later])
    back = events | {"Restore": [before]}
    restore(back, None)
    restore(back, None)
    assert read(back) == json.loads(before)
    assert len(open_rules(events)) == 3


def test_restore_fails_where_ec2_refuses_a_rule(
    client: Any, events: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "RulesPerSecurityGroupLimitExceeded"}}, "AuthorizeSecurityGroupIngress")

    before = json.dumps(read(events))
    repair(events, None)
    monkeypatch.setattr(client, "authorize_security_group_ingress", refuse)
    with pytest.raises(ClientError, match="RulesPerSecurityGroupLimitExceeded"):
        restore(events | {"Restore": [before]}, None)


def test_the_runbook_hands_the_ports_to_every_script() -> None:
    runbook = open_ports_runbook("CloseTelnet", "Closes Telnet.", tcp="23", udp="69")
    payloads = [step["inputs"]["InputPayload"] for step in runbook.steps if "InputPayload" in step["inputs"]]
    assert len(payloads) == 5
    assert {(each["ClosedTcpPorts"], each["ClosedUdpPorts"]) for each in payloads} == {("23", "69")}
    assert runbook.description == "Closes Telnet. Restore puts the revoked rules back."
