from typing import Any

import boto3
import pytest

from generator.controls.ec2_imdsv2_check import CONTROL, DAYS_WITHOUT_VERSION_1, complies, read, repair


class Instance:
    """One instance and its metric, for EC2 and CloudWatch in turn."""

    def __init__(self, facts: dict[str, Any], sums: tuple[float, ...] = ()) -> None:
        self.facts, self.sums = facts, sums
        self.asked: dict[str, Any] = {}
        self.options: dict[str, str] = {}

    def describe_instances(self, **_: Any) -> dict[str, Any]:
        return {"Reservations": [{"Instances": [self.facts]}]}

    def get_metric_statistics(self, **asked: Any) -> dict[str, Any]:
        self.asked = asked
        return {"Datapoints": [{"Sum": each} for each in self.sums]}

    def modify_instance_metadata_options(self, **options: str) -> None:
        self.options = options


EVENTS = {"InstanceId": "i-0123456789abcdef0", "Days": DAYS_WITHOUT_VERSION_1}


def placed(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> Instance:
    monkeypatch.setattr(boto3, "client", lambda _: instance)
    return instance


def test_an_instance_that_is_gone_needs_no_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    placed(monkeypatch, Instance({"State": {"Name": "terminated"}}))
    assert complies(read(EVENTS), EVENTS)


@pytest.mark.parametrize("sums", [(), (0.0, 0.0)])
def test_nothing_but_the_token_is_set(monkeypatch: pytest.MonkeyPatch, sums: tuple[float, ...]) -> None:
    instance = placed(monkeypatch, Instance({}, sums))
    repair(EVENTS, None)
    assert instance.options == {"InstanceId": EVENTS["InstanceId"], "HttpTokens": "required"}
    assert (instance.asked["EndTime"] - instance.asked["StartTime"]).days == 14


def test_a_request_without_a_token_on_any_day_stops_the_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = placed(monkeypatch, Instance({}, (0.0, 1.0, 2.0)))
    with pytest.raises(ValueError, match="asked 3 times without a token in 14 days; update its software first"):
        repair(EVENTS, None)
    assert instance.options == {}


def test_the_words_say_how_many_days() -> None:
    assert CONTROL.danger is not None
    assert CONTROL.runbook is not None
    assert f"in {DAYS_WITHOUT_VERSION_1} days" in CONTROL.danger.en
    assert f"in {DAYS_WITHOUT_VERSION_1} days" in CONTROL.runbook.description
