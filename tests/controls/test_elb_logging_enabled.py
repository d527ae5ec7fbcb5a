import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.elb_logging_enabled import CONTROL, complies, read, repair, restore, tags
from tests.controls.stubbed_client import stubbed

ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188"
BALANCER = {"LoadBalancer": ARN, "BucketName": "logs"}
CLASSIC = {"LoadBalancer": "web", "BucketName": "logs"}


@pytest.fixture
def elbv2(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "elbv2") as stub:
        yield stub


@pytest.fixture
def elb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "elb") as stub:
        yield stub


@pytest.mark.parametrize("events", [BALANCER, CLASSIC])
def test_without_a_bucket_nothing_is_asked_and_nothing_is_changed(events: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"no bucket is given.*LoadBalancerLogBucket"):
        repair(events | {"BucketName": ""}, None)


@pytest.mark.parametrize(
    ("log", "state"),
    [
        ({"access_logs.s3.enabled": "false", "access_logs.s3.bucket": "old"}, {"Enabled": False}),
        ({"deletion_protection.enabled": "true"}, {"Enabled": False}),
        (
            {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": "old", "access_logs.s3.prefix": "web"},
            {"Enabled": True, "S3BucketName": "old", "S3BucketPrefix": "web"},
        ),
    ],
)
def test_where_a_log_goes_counts_only_while_it_is_on(
    elbv2: Stubber, log: dict[str, str], state: dict[str, Any]
) -> None:
    attributes = [{"Key": key, "Value": value} for key, value in log.items()]
    elbv2.add_response("describe_load_balancer_attributes", {"Attributes": attributes}, {"LoadBalancerArn": ARN})
    assert read(BALANCER) == state
    assert complies(state, BALANCER) is state["Enabled"]


def test_restore_brings_the_former_bucket_and_prefix_back(elbv2: Stubber) -> None:
    wanted = [
        {"Key": "access_logs.s3.enabled", "Value": "true"},
        {"Key": "access_logs.s3.bucket", "Value": "old"},
        {"Key": "access_logs.s3.prefix", "Value": ""},
    ]
    elbv2.add_response("modify_load_balancer_attributes", {}, {"LoadBalancerArn": ARN, "Attributes": wanted})
    before = {"Enabled": True, "S3BucketName": "old", "S3BucketPrefix": ""}
    restore(BALANCER | {"Restore": [json.dumps(before)]}, None)


def test_a_classic_load_balancer_gets_its_whole_log_back(elb: Stubber) -> None:
    log = {"Enabled": True, "S3BucketName": "old", "EmitInterval": 5, "S3BucketPrefix": "web"}
    answer = {"LoadBalancerAttributes": {"AccessLog": log, "CrossZoneLoadBalancing": {"Enabled": True}}}
    elb.add_response("describe_load_balancer_attributes", answer, {"LoadBalancerName": "web"})
    given = {"LoadBalancerName": "web", "LoadBalancerAttributes": {"AccessLog": log}}
    elb.add_response("modify_load_balancer_attributes", {}, given)
    restore(CLASSIC | {"Restore": [json.dumps(read(CLASSIC))]}, None)


def test_tags_of_a_classic_load_balancer_are_asked_for_by_its_name(elb: Stubber) -> None:
    answer = {"TagDescriptions": [{"LoadBalancerName": "web", "Tags": [{"Key": "a"}]}]}
    elb.add_response("describe_tags", answer, {"LoadBalancerNames": ["web"]})
    assert tags(CLASSIC) == ["a"]


@pytest.mark.parametrize(
    ("balancer", "taken"),
    [
        (ARN, True),
        ("web", True),
        ("my-classic-load-balancer", True),
        ("-web", False),
        (ARN.replace("/app/", "/net/"), False),
        ("x" * 33, False),
    ],
)
def test_the_runbook_takes_application_and_classic_load_balancers(balancer: str, taken: bool) -> None:
    assert CONTROL.runbook is not None
    assert bool(re.fullmatch(str(CONTROL.runbook.inputs[0].allowed_pattern), balancer)) is taken


@pytest.mark.parametrize(("bucket", "taken"), [("", True), ("logs.example", True), ("Logs", False), ("lo", False)])
def test_a_bucket_is_named_as_s3_names_them(bucket: str, taken: bool) -> None:
    assert CONTROL.runbook is not None
    given = next(each for each in CONTROL.runbook.inputs if each.name == "BucketName")
    assert given.allowed_pattern is not None
    assert bool(re.fullmatch(given.allowed_pattern, bucket)) is taken
