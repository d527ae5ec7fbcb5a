import re
from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.blocks.load_balancer_attribute import complies, read, restore, tags
from generator.controls.alb_http_drop_invalid_header_enabled import CONTROL
from tests.controls.stubbed_client import stubbed

ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer"
EVENTS = {
    "LoadBalancerArn": f"{ARN}/app/web/50dc6c495c0c9188",
    "Attribute": "routing.http.drop_invalid_header_fields.enabled",
}


@pytest.fixture
def elbv2(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "elbv2") as stub:
        yield stub


@pytest.mark.parametrize(
    ("attributes", "enabled"),
    [
        ([{"Key": EVENTS["Attribute"], "Value": "true"}], True),
        ([{"Key": EVENTS["Attribute"], "Value": "false"}, {"Key": "routing.http2.enabled", "Value": "true"}], False),
        ([], False),
    ],
)
def test_only_the_value_true_of_this_attribute_complies(
    elbv2: Stubber, attributes: list[dict[str, str]], enabled: bool
) -> None:
    given = {"LoadBalancerArn": EVENTS["LoadBalancerArn"]}
    elbv2.add_response("describe_load_balancer_attributes", {"Attributes": attributes}, given)
    state = read(EVENTS)
    assert state == {"Enabled": enabled}
    assert complies(state, EVENTS) is enabled


@pytest.mark.parametrize(("before", "value"), [("true", "true"), ("false", "false")])
def test_restore_sets_what_was_there(elbv2: Stubber, before: str, value: str) -> None:
    wanted = {
        "LoadBalancerArn": EVENTS["LoadBalancerArn"],
        "Attributes": [{"Key": EVENTS["Attribute"], "Value": value}],
    }
    elbv2.add_response("modify_load_balancer_attributes", {}, wanted)
    restore(EVENTS | {"Restore": [f'{{"Enabled":{before}}}']}, None)


def test_tags_are_those_of_the_load_balancer(elbv2: Stubber) -> None:
    answer = {"TagDescriptions": [{"ResourceArn": EVENTS["LoadBalancerArn"], "Tags": [{"Key": "a", "Value": "1"}]}]}
    elbv2.add_response("describe_tags", answer, {"ResourceArns": [EVENTS["LoadBalancerArn"]]})
    assert tags(EVENTS) == ["a"]


@pytest.mark.parametrize(
    ("arn", "taken"),
    [
        (EVENTS["LoadBalancerArn"], True),
        ("arn:aws-cn:elasticloadbalancing:cn-north-1:123456789012:loadbalancer/app/my-web/0", True),
        (f"{ARN}/net/tcp/50dc6c495c0c9188", False),
        (f"{ARN}/gwy/firewall/50dc6c495c0c9188", False),
        (f"{ARN}/classic", False),
        ("web", False),
    ],
)
def test_the_runbook_takes_application_load_balancers_only(arn: str, taken: bool) -> None:
    assert CONTROL.runbook is not None
    pattern = CONTROL.runbook.inputs[0].allowed_pattern
    assert pattern is not None
    assert bool(re.fullmatch(pattern, arn)) is taken
