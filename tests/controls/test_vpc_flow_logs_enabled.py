import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from generator.controls.vpc_flow_logs_enabled import RETENTION_IN_DAYS, complies, read, repair, restore

GROUP = "/aws/vpc-flow-logs/baseline"


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A VPC of moto, a double of AWS."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    with mock_aws():
        yield {
            "VpcId": boto3.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"],
            "TrafficType": "REJECT",
            "LogGroupName": GROUP,
            "DeliveryRoleArn": "arn:aws:iam::123456789012:role/baseline-VpcFlowLogs",
            "RetentionInDays": RETENTION_IN_DAYS,
        }


class Refusing:
    """An EC2 that answers 200 and says in the answer that nothing was done."""

    def __init__(self, ec2: Any) -> None:
        self.ec2 = ec2

    def __getattr__(self, name: str) -> Any:
        if name in ("create_flow_logs", "delete_flow_logs"):
            return lambda **_: {"Unsuccessful": [{"ResourceId": "vpc-1", "Error": {"Code": "403"}}]}
        return getattr(self.ec2, name)


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    clients = {"ec2": Refusing(boto3.client("ec2")), "logs": boto3.client("logs")}
    monkeypatch.setattr(boto3, "client", clients.__getitem__)


def groups() -> list[tuple[str, int]]:
    found = boto3.client("logs").describe_log_groups()["logGroups"]
    return [(each["logGroupName"], each["retentionInDays"]) for each in found]


def test_an_answer_that_nothing_was_made_is_a_failure(events: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch)
    with pytest.raises(ValueError, match=r"no flow log: .*vpc-1.*403"):
        repair(events, None)


def test_an_answer_that_nothing_was_deleted_is_a_failure(
    events: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    repair(events, None)
    refuse(monkeypatch)
    with pytest.raises(ValueError, match=r"not deleted: .*403"):
        restore(events | {"Restore": ["[]"]}, None)


@pytest.mark.parametrize("days", [1, 3653])
def test_a_log_group_that_is_there_keeps_its_retention(events: dict[str, Any], days: int) -> None:
    logs = boto3.client("logs")
    logs.create_log_group(logGroupName=GROUP)
    logs.put_retention_policy(logGroupName=GROUP, retentionInDays=days)
    repair(events, None)
    assert groups() == [(GROUP, days)]
    assert complies(read(events), events)


def test_restore_deletes_our_flow_log_only_and_keeps_the_records(events: dict[str, Any]) -> None:
    repair(events, None)
    boto3.client("s3").create_bucket(
        Bucket="amzn-s3-demo-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    boto3.client("ec2").create_flow_logs(
        ResourceType="VPC",
        ResourceIds=[events["VpcId"]],
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::amzn-s3-demo-bucket",
    )
    back = events | {"Restore": [json.dumps([])]}
    restore(back, None)
    assert read(back) == []
    assert read(events) == ["arn:aws:s3:::amzn-s3-demo-bucket"]
    assert groups() == [(GROUP, RETENTION_IN_DAYS)]


def test_restore_leaves_a_flow_log_that_was_there_before(events: dict[str, Any]) -> None:
    repair(events, None)
    restore(events | {"Restore": [json.dumps([GROUP])]}, None)
    assert read(events) == [GROUP]


def test_a_flow_log_that_is_not_active_does_not_count(events: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    class Pages:
        def paginate(self, **_: Any) -> list[dict[str, Any]]:
            return [{"FlowLogs": [{"FlowLogStatus": status, "LogGroupName": status}]} for status in ("GONE", "ACTIVE")]

    ec2 = boto3.client("ec2")
    monkeypatch.setattr(ec2, "get_paginator", lambda _: Pages())
    monkeypatch.setattr(boto3, "client", lambda _: ec2)
    assert read(events) == ["ACTIVE"]
