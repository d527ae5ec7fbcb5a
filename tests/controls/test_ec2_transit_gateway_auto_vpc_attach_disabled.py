import time
from typing import Any

import boto3
import pytest

from generator.controls.ec2_transit_gateway_auto_vpc_attach_disabled import read

EVENTS = {"TransitGatewayId": "tgw-0123456789abcdef0"}


class Gateway:
    """A transit gateway whose change takes some looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def describe_transit_gateways(self, **_: Any) -> dict[str, Any]:
        self.looks -= 1
        state, accepts = ("modifying", "enable") if self.looks > 0 else ("available", "disable")
        return {"TransitGateways": [{"State": state, "Options": {"AutoAcceptSharedAttachments": accepts}}]}


@pytest.mark.parametrize(("looks", "seen", "waits"), [(1, "disable", 0), (3, "disable", 2), (99, "enable", 18)])
def test_a_change_that_is_under_way_is_awaited_for_three_minutes(
    monkeypatch: pytest.MonkeyPatch, looks: int, seen: str, waits: int
) -> None:
    slept: list[float] = []
    gateway = Gateway(looks)
    monkeypatch.setattr(boto3, "client", lambda _: gateway)
    monkeypatch.setattr(time, "sleep", slept.append)
    assert read(EVENTS) == {"AutoAcceptSharedAttachments": seen}
    assert slept == [10] * waits
