from typing import Any

import boto3
import pytest

from generator.controls.multi_region_cloud_trail_enabled import complies, read, records_all, repair

ACCOUNT = "123456789012"
EVENTS = {"AccountId": ACCOUNT, "TrailName": "new", "TrailBucketName": ""}
MANAGEMENT = {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}
READ_ONLY = {"FieldSelectors": [*MANAGEMENT["FieldSelectors"], {"Field": "readOnly", "Equals": ["true"]}]}
DATA = {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]}


class Trails:
    """CloudTrail as one account sees it: trails by name, with their selectors; calls that change something are kept."""

    def __init__(self, **trails: dict[str, Any]) -> None:
        self.trails = trails
        self.calls: list[Any] = []

    def describe_trails(self, includeShadowTrails: bool) -> Any:  # noqa: N803  # the API's name
        assert includeShadowTrails
        return {"trailList": [{"IsMultiRegionTrail": False, **each} for each in self.trails.values()]}

    def get_trail_status(self, Name: str) -> Any:  # noqa: N803  # the API's name
        assert Name.split(":")[4] == ACCOUNT
        return {"IsLogging": self.trails[Name.split("/")[1]].get("logs", True)}

    def get_event_selectors(self, TrailName: str) -> Any:  # noqa: N803  # the API's name
        return self.trails[TrailName.split("/")[1]].get("selectors", {"EventSelectors": [{}]})

    def update_trail(self, **call: Any) -> None:
        self.calls.append(call)


def arn(name: str, account: str = ACCOUNT, region: str = "eu-west-1") -> str:
    return f"arn:aws:cloudtrail:{region}:{account}:trail/{name}"


def of(monkeypatch: pytest.MonkeyPatch, **trails: dict[str, Any]) -> Trails:
    seen = Trails(**{name: {"TrailARN": arn(name), **facts} for name, facts in trails.items()})
    monkeypatch.setattr(boto3, "client", lambda service, region_name="eu-west-1": seen)
    return seen


@pytest.mark.parametrize(
    ("selectors", "wanted"),
    [
        ({}, True),
        ({"EventSelectors": []}, True),
        ({"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": True}]}, True),
        ({"EventSelectors": [{"ReadWriteType": "WriteOnly"}]}, False),
        ({"EventSelectors": [{"IncludeManagementEvents": False}]}, False),
        ({"EventSelectors": [{"ExcludeManagementEventSources": ["kms.amazonaws.com"]}]}, False),
        ({"AdvancedEventSelectors": [DATA, MANAGEMENT]}, True),
        ({"AdvancedEventSelectors": [READ_ONLY]}, False),
        ({"AdvancedEventSelectors": [DATA]}, False),
    ],
)
def test_all_management_events_are_those_that_no_selector_leaves_out(selectors: dict[str, Any], wanted: bool) -> None:
    assert records_all(Trails(all={"selectors": selectors}), arn("all")) is wanted


def test_the_trail_of_an_organization_counts_and_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = {"TrailARN": arn("org", "111122223333"), "IsMultiRegionTrail": True}
    of(monkeypatch, org=foreign, own={})
    assert complies(read(EVENTS), EVENTS)
    assert read(EVENTS)["TrailARN"] == foreign["TrailARN"]


def test_an_organization_s_trail_of_one_region_is_not_widened_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    of(monkeypatch, org={"TrailARN": arn("org", "111122223333")})
    assert read(EVENTS) == {"TrailARN": None, "IsMultiRegionTrail": False}


def test_a_trail_that_does_not_log_or_leaves_events_out_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    of(
        monkeypatch,
        off={"logs": False, "IsMultiRegionTrail": True},
        data={"IsMultiRegionTrail": True, "selectors": {"AdvancedEventSelectors": [DATA]}},
    )
    assert read(EVENTS) == {"TrailARN": None, "IsMultiRegionTrail": False}


def test_of_two_trails_the_wide_one_counts_and_of_two_narrow_ones_one_is_widened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of(monkeypatch, a={}, b={"IsMultiRegionTrail": True})
    assert read(EVENTS) == {"TrailARN": arn("b"), "IsMultiRegionTrail": True}
    seen = of(monkeypatch, b={}, a={})
    repair(EVENTS, None)
    assert seen.calls == [{"Name": "a", "IsMultiRegionTrail": True}]


def test_without_a_trail_and_a_bucket_the_user_is_told_which_template_makes_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = of(monkeypatch)
    with pytest.raises(ValueError, match="launch the template cloudtrail"):
        repair(EVENTS, None)
    assert seen.calls == []
