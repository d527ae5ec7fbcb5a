import json
import time
from typing import Any

import boto3
import pytest

from generator.controls.ec2_image_block_public_access import CONTROL, complies, restore


@pytest.mark.parametrize(
    ("state", "content"), [("unblocked", False), ("block-new-sharing", True), ("block-all-sharing", True)]
)
def test_every_block_complies_so_that_a_stricter_one_stays(state: str, content: bool) -> None:
    assert complies({"State": state}, {}) is content


class Region:
    """EC2 in a Region that tells a change after ``lag`` answers."""

    def __init__(self, lag: int) -> None:
        self.lag = lag
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.pauses: list[float] = []

    def disable_image_block_public_access(self, **given: Any) -> None:
        self.calls.append(("disable", given))

    def enable_image_block_public_access(self, **given: Any) -> None:
        self.calls.append(("enable", given))

    def get_image_block_public_access_state(self) -> dict[str, str]:
        states = ["unblocked", "block-new-sharing"]
        now, former = states if self.calls[0][0] == "disable" else states[::-1]
        self.lag -= 1
        return {"ImageBlockPublicAccessState": former if self.lag >= 0 else now}


def restored(monkeypatch: pytest.MonkeyPatch, state: str, lag: int) -> Region:
    region = Region(lag)
    monkeypatch.setattr(boto3, "client", lambda _: region)
    monkeypatch.setattr(time, "sleep", region.pauses.append)
    restore({"Restore": [json.dumps({"State": state})]}, None)
    return region


@pytest.mark.parametrize(
    ("state", "call"),
    [
        ("unblocked", ("disable", {})),
        ("block-new-sharing", ("enable", {"ImageBlockPublicAccessState": "block-new-sharing"})),
    ],
)
def test_restore_goes_back_to_the_former_state_and_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, state: str, call: tuple[str, dict[str, str]]
) -> None:
    region = restored(monkeypatch, state, lag=3)
    assert region.calls == [call]
    assert region.pauses == [15, 15, 15]


def test_restore_ends_before_automation_ends_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(restored(monkeypatch, "unblocked", lag=1000).pauses) < 600


def test_a_repair_waits_longer_than_aws_takes() -> None:
    assert CONTROL.runbook is not None
    (wait,) = [step for step in CONTROL.runbook.steps if step["action"] == "aws:waitForAwsResourceProperty"]
    assert wait["timeoutSeconds"] > 600
