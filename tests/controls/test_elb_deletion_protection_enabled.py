import re

import pytest

from generator.controls.elb_deletion_protection_enabled import CONTROL

ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer"


@pytest.mark.parametrize(
    ("arn", "taken"),
    [
        (f"{ARN}/app/web/50dc6c495c0c9188", True),
        (f"{ARN}/net/tcp/50dc6c495c0c9188", True),
        (f"{ARN}/gwy/firewall/50dc6c495c0c9188", True),
        (f"{ARN}/classic", False),
        (f"{ARN}/app/web/50dc6c495c0c9188/extra", False),
    ],
)
def test_the_runbook_takes_every_load_balancer_that_can_be_protected(arn: str, taken: bool) -> None:
    assert CONTROL.runbook is not None
    pattern = CONTROL.runbook.inputs[0].allowed_pattern
    assert pattern is not None
    assert bool(re.fullmatch(pattern, arn)) is taken


def test_it_sets_deletion_protection_and_nothing_else() -> None:
    assert CONTROL.runbook is not None
    (write,) = [step for step in CONTROL.runbook.steps if step["action"] == "aws:executeAwsApi"]
    assert write["inputs"]["Attributes"] == [{"Key": "deletion_protection.enabled", "Value": "true"}]


def test_only_load_balancers_of_the_kinds_that_it_takes_may_be_changed() -> None:
    assert CONTROL.runbook is not None
    resources = [each.data["Fn::Sub"] for each in CONTROL.runbook.permissions[1].properties["Resource"]]
    assert [resource.rpartition(":")[2] for resource in resources] == [
        "loadbalancer/app/*",
        "loadbalancer/net/*",
        "loadbalancer/gwy/*",
    ]
