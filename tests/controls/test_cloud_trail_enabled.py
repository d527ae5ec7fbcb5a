import json
from typing import Any

import boto3
import pytest

from generator.controls.cloud_trail_enabled import CONTROL, complies, read, repair, restore
from generator.model import Mode

ACCOUNT = "123456789012"
EVENTS = {"AccountId": ACCOUNT, "TrailName": "new", "TrailBucketName": ""}


class Trails:
    """CloudTrail as one account sees it: whether a trail logs, by ARN; calls that change something are kept."""

    def __init__(self, **trails: tuple[bool, bool]) -> None:
        self.trails = {arn(name): facts for name, facts in trails.items()}
        self.calls: list[Any] = []

    def describe_trails(self, includeShadowTrails: bool) -> Any:  # noqa: N803  # the API's name
        assert includeShadowTrails
        return {
            "trailList": [{"TrailARN": each, "IsMultiRegionTrail": wide} for each, (_, wide) in self.trails.items()]
        }

    def get_trail_status(self, Name: str) -> Any:  # noqa: N803  # the API's name
        assert Name.split(":")[4] == ACCOUNT
        return {"IsLogging": self.trails[Name][0]}

    def start_logging(self, **call: Any) -> None:
        self.calls.append(call)


def arn(name: str) -> str:
    owner = "111122223333" if name == "org" else ACCOUNT
    return f"arn:aws:cloudtrail:eu-west-1:{owner}:trail/{name}"


def of(monkeypatch: pytest.MonkeyPatch, **trails: tuple[bool, bool]) -> Trails:
    seen = Trails(**trails)
    monkeypatch.setattr(boto3, "client", lambda service, region_name="eu-west-1": seen)
    return seen


def test_one_trail_that_logs_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    of(monkeypatch, a=(False, True), b=(True, False))
    assert read(EVENTS) == {"TrailARN": arn("b"), "IsLogging": True}
    assert complies(read(EVENTS), EVENTS)


def test_the_trail_of_an_organization_counts_and_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    of(monkeypatch, org=(False, True), own=(False, True))
    assert read(EVENTS) == {"TrailARN": arn("org"), "IsLogging": True}


def test_of_stopped_trails_one_of_all_regions_is_started_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = of(monkeypatch, a=(False, False), b=(False, True), c=(False, True))
    assert not complies(read(EVENTS), EVENTS)
    repair(EVENTS, None)
    assert seen.calls == [{"Name": arn("b")}]


def test_without_a_trail_and_a_bucket_the_user_is_told_which_template_makes_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = of(monkeypatch)
    with pytest.raises(ValueError, match="launch the template cloudtrail"):
        repair(EVENTS, None)
    assert seen.calls == []


def test_what_was_started_is_not_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    of(monkeypatch, a=(True, False))
    with pytest.raises(ValueError, match="stop it by hand"):
        restore({**EVENTS, "Restore": [json.dumps({"TrailARN": arn("a"), "IsLogging": False})]}, None)


def test_a_trail_that_somebody_stopped_waits_for_a_person() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
    assert "paid for" in CONTROL.danger.en
