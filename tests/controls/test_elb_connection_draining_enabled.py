from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.elb_connection_draining_enabled import POLICY, complies, read, restore, tags
from tests.controls.guard_evaluation import COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, configuration_item, evaluate
from tests.controls.stubbed_client import stubbed

EVENTS = {"LoadBalancerName": "web"}


def balancer(attributes: Any) -> dict[str, Any]:
    more = {"LoadBalancerAttributes": attributes, "Tags": []}
    balancer_type = "AWS::ElasticLoadBalancing::LoadBalancer"
    return configuration_item(balancer_type, {"loadBalancerName": "web"}, supplementaryConfiguration=more)


CROSS_ZONE = {"crossZoneLoadBalancing": {"enabled": False}}
ITEMS = {
    "drains": (balancer(CROSS_ZONE | {"connectionDraining": {"enabled": True, "timeout": 300}}), COMPLIANT),
    "cuts off": (balancer(CROSS_ZONE | {"connectionDraining": {"enabled": False, "timeout": 300}}), NON_COMPLIANT),
    "nothing said": (balancer(CROSS_ZONE), NON_COMPLIANT),
    "null": (balancer({"connectionDraining": None}), NON_COMPLIANT),
    "without attributes": (balancer(None), NOT_APPLICABLE),
    "deleted": (configuration_item("AWS::ElasticLoadBalancing::LoadBalancer", None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_load_balancers(name: str) -> None:
    item, result = ITEMS[name]
    assert evaluate(POLICY, item) == result


@pytest.fixture
def elb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "elb") as stubber:
        yield stubber


@pytest.mark.parametrize(
    ("attributes", "state", "content"),
    [
        ({"ConnectionDraining": {"Enabled": True, "Timeout": 20}}, {"Enabled": True, "Timeout": 20}, True),
        ({"ConnectionDraining": {"Enabled": False, "Timeout": 300}}, {"Enabled": False, "Timeout": 300}, False),
        ({}, {"Enabled": False}, False),
    ],
)
def test_any_time_will_do(elb: Stubber, attributes: dict[str, Any], state: dict[str, Any], content: bool) -> None:
    elb.add_response("describe_load_balancer_attributes", {"LoadBalancerAttributes": attributes}, EVENTS)
    assert read(EVENTS) == state
    assert complies(state, EVENTS) is content


def test_a_restore_brings_back_the_time_too(elb: Stubber) -> None:
    wanted = {"ConnectionDraining": {"Enabled": False, "Timeout": 60}}
    elb.add_response("modify_load_balancer_attributes", {}, EVENTS | {"LoadBalancerAttributes": wanted})
    restore(EVENTS | {"Restore": ['{"Enabled": false,', '"Timeout": 60}']}, None)


def test_tags_are_read_by_their_keys(elb: Stubber) -> None:
    found = {"TagDescriptions": [{"LoadBalancerName": "web", "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b"}]}]}
    elb.add_response("describe_tags", found, {"LoadBalancerNames": ["web"]})
    assert tags(EVENTS) == ["a", "b"]
