from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.autoscaling_group_elb_healthcheck_required import complies, read, repair, tags
from tests.controls.stubbed_client import stubbed

NAME = "web: blue/green"
EVENTS = {"Group": f"arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:0-1:autoScalingGroupName/{NAME}"}
GROUP: dict[str, Any] = {"AutoScalingGroupName": NAME, "HealthCheckType": "EC2"}
# What the API's model demands of a group in an answer.
SIZES = {"MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0, "DefaultCooldown": 300, "AvailabilityZones": ["eu-west-1a"]}


@pytest.fixture
def autoscaling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "autoscaling") as stub:
        yield stub


def found(autoscaling: Stubber, *groups: dict[str, Any]) -> None:
    answer = {"AutoScalingGroups": [{**SIZES, "CreatedTime": "2026-01-01T00:00:00Z", **each} for each in groups]}
    autoscaling.add_response("describe_auto_scaling_groups", answer, {"AutoScalingGroupNames": [NAME]})


@pytest.mark.parametrize(
    ("more", "balanced"),
    [
        ({}, False),
        ({"LoadBalancerNames": ["web"]}, True),
        ({"TargetGroupARNs": ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0"]}, True),
        ({"TrafficSources": [{"Identifier": "web", "Type": "elbv2"}]}, True),
        ({"TrafficSources": [{"Identifier": "tg-1", "Type": "vpc-lattice"}]}, False),
    ],
)
def test_only_a_load_balancer_demands_its_checks(autoscaling: Stubber, more: dict[str, Any], balanced: bool) -> None:
    found(autoscaling, GROUP | more)
    state = read(EVENTS)
    assert state == {"HealthCheckType": "EC2", "LoadBalanced": balanced}
    assert complies(state, EVENTS) is not balanced


@pytest.mark.parametrize(("kinds", "content"), [("ELB", True), ("EC2,EBS,ELB", True), ("EBS", False), ("EC2", False)])
def test_the_checks_may_stand_among_others(kinds: str, content: bool) -> None:
    assert complies({"HealthCheckType": kinds, "LoadBalanced": True}, EVENTS) is content


@pytest.mark.parametrize(
    ("before", "after"), [("EC2", "ELB"), ("EBS", "EBS,ELB"), ("EC2,EBS,VPC_LATTICE", "EBS,VPC_LATTICE,ELB")]
)
def test_other_checks_stay(autoscaling: Stubber, before: str, after: str) -> None:
    found(autoscaling, GROUP | {"HealthCheckType": before})
    wanted = {"AutoScalingGroupName": NAME, "HealthCheckType": after}
    autoscaling.add_response("update_auto_scaling_group", {}, wanted)
    repair(EVENTS, None)


def test_a_group_that_is_gone_is_no_group_that_complies(autoscaling: Stubber) -> None:
    found(autoscaling)
    with pytest.raises(ValueError, match=f"there is no Auto Scaling group {NAME}"):
        read(EVENTS)


def test_tags_are_read_by_their_keys(autoscaling: Stubber) -> None:
    found(autoscaling, GROUP | {"Tags": [{"Key": "a", "Value": "1"}]})
    assert tags(EVENTS) == ["a"]
