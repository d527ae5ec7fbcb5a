from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from moto import mock_aws

from generator.automation.sessions import open_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    import boto3

HERE = Path(__file__).parent
REGION = "eu-west-1"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"},
    ],
}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    """A session in an empty account of the double."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    with mock_aws():
        yield open_session(REGION)


@pytest.fixture(scope="module")
def empty_account() -> Iterator[boto3.Session]:
    """A session for the tests of a file that change nothing."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.delenv("AWS_PROFILE", raising=False)
        yield open_session(REGION)


@pytest.fixture
def role_arn(session: boto3.Session) -> str:
    """A role that Systems Manager may assume."""
    role = session.client("iam").create_role(RoleName="runbook", AssumeRolePolicyDocument=json.dumps(TRUST))
    return str(role["Role"]["Arn"])


@pytest.fixture
def closing() -> dict[str, Any]:
    """The runbook that closes a default security group, fresh for changes."""
    return read("close_default_security_group.yaml")


@pytest.fixture
def fleet() -> dict[str, Any]:
    """The runbook that uses every other action, fresh for changes."""
    return read("fleet.yaml")


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((HERE / name).read_text())
    return content


@pytest.fixture
def group_id(session: boto3.Session) -> str:
    """The default security group of a new VPC, with rules of every kind."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    return fill_default_group(ec2, vpc)


def fill_default_group(ec2: Any, vpc: str) -> str:
    """Adds IPv4, IPv6, group and prefix-list rules to a VPC's default group and returns its id."""
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    group = str(ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]["GroupId"])
    prefix_list = ec2.create_managed_prefix_list(PrefixListName="offices", MaxEntries=1, AddressFamily="IPv4")
    port = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
    permissions = [
        {**port, "IpRanges": [{"CidrIp": "192.0.2.0/24"}]},
        {**port, "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]},
        {**port, "PrefixListIds": [{"PrefixListId": prefix_list["PrefixList"]["PrefixListId"]}]},
        {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]},
    ]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)
    return group


@pytest.fixture
def rules(session: boto3.Session, group_id: str) -> Any:
    """Reads the ids of the group's rules."""
    ec2 = session.client("ec2")

    def read_rules() -> list[str]:
        found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group_id]}])
        return sorted(rule["SecurityGroupRuleId"] for rule in found["SecurityGroupRules"])

    return read_rules
