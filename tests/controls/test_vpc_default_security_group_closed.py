from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from generator.blocks.runbook_script import in_pieces
from generator.controls.vpc_default_security_group_closed import (
    CONTROL,
    permission,
    plan,
    restore,
    rules_of,
    saved,
    verify_closed,
)
from generator.model import Mode

REGION = "eu-west-1"
WEB: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """EC2 of moto, a double of AWS; every test has a VPC of its own in it."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.delenv("AWS_PROFILE", raising=False)
        yield boto3.client("ec2")


@pytest.fixture
def group(client: Any) -> str:
    """The default security group of a new VPC, with one rule of every kind and the outbound rule that AWS gives it."""
    vpc = client.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    (found,) = client.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    group_id = str(found["GroupId"])
    other = client.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    for each in (
        {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "office"}]},
        {"Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]},
        {"UserIdGroupPairs": [{"GroupId": other}]},
    ):
        client.authorize_security_group_ingress(GroupId=group_id, IpPermissions=[WEB | each])
    tagged: dict[str, Any] = {
        "IpProtocol": "udp",
        "FromPort": 53,
        "ToPort": 53,
        "IpRanges": [{"CidrIp": "10.0.0.2/32"}],
    }
    client.authorize_security_group_egress(
        GroupId=group_id,
        IpPermissions=[tagged],
        TagSpecifications=[{"ResourceType": "security-group-rule", "Tags": [{"Key": "owner", "Value": "dns"}]}],
    )
    return group_id


def planned(group_id: str, *, dry_run: bool = False, before: list[str] | None = None) -> dict[str, Any]:
    return plan({"GroupId": group_id, "DryRun": dry_run, "Restore": before or []}, None)


def close(client: Any, group_id: str) -> list[str]:
    """What the runbook's steps do between Plan and VerifyClosed; returns Before."""
    found = planned(group_id)
    if found["HasIngress"]:
        client.revoke_security_group_ingress(GroupId=group_id, SecurityGroupRuleIds=found["IngressRuleIds"])
    if found["HasEgress"]:
        client.revoke_security_group_egress(GroupId=group_id, SecurityGroupRuleIds=found["EgressRuleIds"])
    before: list[str] = found["Before"]
    return before


def state(client: Any, group_id: str) -> list[str]:
    return sorted(map(str, (saved(rule) for rule in rules_of(client, group_id))))


def test_an_open_group_is_to_be_repaired_rule_by_rule(client: Any, group: str) -> None:
    found = planned(group)
    assert (found["Outcome"], found["Next"]) == ("REPAIRED", "Revoke")
    rules = rules_of(client, group)
    assert len(rules) == 5
    assert found["IngressRuleIds"] == [rule["SecurityGroupRuleId"] for rule in rules if not rule["IsEgress"]]
    assert found["EgressRuleIds"] == [rule["SecurityGroupRuleId"] for rule in rules if rule["IsEgress"]]
    assert found["HasIngress"] is found["HasEgress"] is True


def test_before_is_every_rule_in_pieces_that_restore_takes(client: Any, group: str) -> None:
    before = planned(group)["Before"]
    assert before == in_pieces([saved(rule) for rule in rules_of(client, group)])
    assert len(before) > 1
    assert max(map(len, before)) <= 512
    assert "office" in "".join(before)


def test_a_preview_says_so_and_changes_nothing(client: Any, group: str) -> None:
    state_before = state(client, group)
    found = planned(group, dry_run=True)
    assert (found["Outcome"], found["Next"]) == ("PREVIEW", "Stop")
    assert found["Before"] == planned(group)["Before"]
    assert state(client, group) == state_before


def test_a_closed_group_is_unchanged_e12(client: Any, group: str) -> None:
    close(client, group)
    found = planned(group)
    assert (found["Outcome"], found["Next"], found["Before"]) == ("UNCHANGED", "Stop", ["[]"])
    assert found["HasIngress"] is found["HasEgress"] is False
    assert planned(group, dry_run=True)["Outcome"] == "UNCHANGED"


def test_a_group_with_rules_of_one_direction_has_nothing_to_revoke_in_the_other_e12(client: Any, group: str) -> None:
    found = planned(group)
    client.revoke_security_group_egress(GroupId=group, SecurityGroupRuleIds=found["EgressRuleIds"])
    found = planned(group)
    assert (found["HasIngress"], found["HasEgress"], found["EgressRuleIds"]) == (True, False, [])
    assert found["Next"] == "Revoke"


def test_closing_is_verified_and_a_rule_that_is_left_is_named_e12(client: Any, group: str) -> None:
    left = rules_of(client, group)[0]["SecurityGroupRuleId"]
    with pytest.raises(ValueError, match=f"{group} still has .*{left}"):
        verify_closed({"GroupId": group}, None)
    close(client, group)
    verify_closed({"GroupId": group}, None)
    assert rules_of(client, group) == []


def test_restore_brings_back_exactly_what_was_there(client: Any, group: str) -> None:
    state_before = state(client, group)
    before = close(client, group)
    assert (planned(group, before=before)["Outcome"], planned(group, before=before)["Next"]) == ("RESTORED", "Restore")
    restore({"GroupId": group, "Restore": before}, None)
    assert state(client, group) == state_before
    assert {"Key": "owner", "Value": "dns"} in [tag for rule in rules_of(client, group) for tag in rule.get("Tags", [])]


def test_restoring_again_is_unchanged_and_its_preview_changes_nothing(client: Any, group: str) -> None:
    before = close(client, group)
    found = planned(group, dry_run=True, before=before)
    assert (found["Outcome"], found["Next"]) == ("PREVIEW", "Stop")
    assert rules_of(client, group) == []
    restore({"GroupId": group, "Restore": before}, None)
    assert planned(group, before=before)["Outcome"] == "UNCHANGED"
    restore({"GroupId": group, "Restore": before}, None)
    assert len(rules_of(client, group)) == 5


def test_restore_adds_what_is_missing_and_leaves_what_is_there(client: Any, group: str) -> None:
    before = planned(group)["Before"]
    first = rules_of(client, group)[0]
    revoke = client.revoke_security_group_egress if first["IsEgress"] else client.revoke_security_group_ingress
    revoke(GroupId=group, SecurityGroupRuleIds=[first["SecurityGroupRuleId"]])
    kept = {rule["SecurityGroupRuleId"] for rule in rules_of(client, group)}
    restore({"GroupId": group, "Restore": before}, None)
    now = {rule["SecurityGroupRuleId"] for rule in rules_of(client, group)}
    assert kept < now
    assert len(now) == 5


def test_restore_fails_where_a_rule_does_not_come_back(
    client: Any, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = close(client, group)
    for direction in ("ingress", "egress"):
        monkeypatch.setattr(type(client), f"authorize_security_group_{direction}", lambda *_, **__: None)
    monkeypatch.setattr(boto3, "client", lambda *_: client)
    with pytest.raises(ValueError, match="lacks a rule that was to be restored"):
        restore({"GroupId": group, "Restore": before}, None)


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (WEB | {"CidrIpv4": "10.0.0.0/8"}, WEB | {"IpRanges": [{"CidrIp": "10.0.0.0/8"}]}),
        (
            WEB | {"CidrIpv4": "10.0.0.0/8", "Description": "office"},
            WEB | {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "office"}]},
        ),
        (WEB | {"CidrIpv6": "2001:db8::/32"}, WEB | {"Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}),
        (WEB | {"PrefixListId": "pl-1"}, WEB | {"PrefixListIds": [{"PrefixListId": "pl-1"}]}),
        (
            WEB | {"ReferencedGroupInfo": {"GroupId": "sg-1", "UserId": "111122223333", "VpcId": "vpc-1"}},
            WEB | {"UserIdGroupPairs": [{"GroupId": "sg-1", "UserId": "111122223333"}]},
        ),
        (
            {"IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "CidrIpv4": "0.0.0.0/0"},
            {"IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        ),
    ],
    ids=["IPv4", "description", "IPv6", "prefix list", "group", "all traffic"],
)
def test_a_rule_of_every_kind_becomes_the_permission_that_brings_it_back(
    rule: dict[str, Any], wanted: dict[str, Any]
) -> None:
    model = boto3.client("ec2", REGION, aws_access_key_id="test", aws_secret_access_key="test").meta.service_model
    members = model.operation_model("AuthorizeSecurityGroupIngress").input_shape.members["IpPermissions"].member.members
    assert permission(rule | {"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-0", "Tags": []}) == wanted
    assert wanted.keys() <= members.keys()


def test_more_rules_than_restore_could_bring_back_stop_the_run_before_anything_changes(
    client: Any, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = WEB | {"CidrIpv4": "10.0.0.0/8", "IsEgress": False}
    many = [rule | {"SecurityGroupRuleId": f"sgr-{number}"} for number in range(400)]
    monkeypatch.setattr("generator.controls.vpc_default_security_group_closed.rules_of", lambda *_: many)
    with pytest.raises(ValueError, match="nothing was changed"):
        planned(group)


def test_the_control_is_ec2_2_and_waits_for_a_person_e36() -> None:
    assert CONTROL.framework.security_hub == ("EC2.2",)
    assert CONTROL.framework.anti_patterns == (8,)
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None


def test_the_runbook_refuses_any_group_but_a_default_one_first_e12() -> None:
    assert CONTROL.runbook is not None
    first = CONTROL.runbook.steps[0]
    assert first["action"] == "aws:assertAwsResourceProperty"
    assert first["inputs"]["PropertySelector"] == "$.SecurityGroups[0].GroupName"
    assert first["inputs"]["DesiredValues"] == ["default"]
    (group_id,) = CONTROL.runbook.inputs
    assert group_id.value == "RESOURCE_ID"
    assert group_id.allowed_pattern == "^sg-[0-9a-f]{8,17}$"
