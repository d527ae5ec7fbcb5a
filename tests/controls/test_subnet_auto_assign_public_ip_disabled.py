import json
from typing import Any

import boto3
import pytest

from generator.controls.subnet_auto_assign_public_ip_disabled import complies, read, restore, tags

EVENTS = {"SubnetId": "subnet-0123456789abcdef0"}


@pytest.mark.parametrize("former", [True, False])
def test_restore_sets_what_was_there(monkeypatch: pytest.MonkeyPatch, former: bool) -> None:
    given: list[dict[str, Any]] = []

    class Subnets:
        def describe_subnets(self, **_: Any) -> dict[str, Any]:
            return {"Subnets": [{"MapPublicIpOnLaunch": former}]}

        def modify_subnet_attribute(self, **attributes: Any) -> None:
            given.append(attributes)

    monkeypatch.setattr(boto3, "client", lambda _: Subnets())
    before = read(EVENTS)
    assert complies(before, EVENTS) is not former
    assert tags(EVENTS) == []
    restore(EVENTS | {"Restore": [json.dumps(before)]}, None)
    assert given == [{**EVENTS, "MapPublicIpOnLaunch": {"Value": former}}]
