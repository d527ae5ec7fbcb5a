import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.cw_loggroup_retention_period_check import CONTROL, DAYS, GROUP, complies, group, repair, restore
from tests.controls.stubbed_client import stubbed

ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/web:*"
EVENTS = {"LogGroup": "/web", "Days": DAYS}


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "logs") as stubber:
        yield stubber


def groups(logs: Stubber, *found: dict[str, Any], more: str = "", token: str = "") -> None:
    following = {"nextToken": more} if more else {}
    asked = {"logGroupNamePrefix": "/web"} | ({"nextToken": token} if token else {})
    logs.add_response("describe_log_groups", {"logGroups": [*found], **following}, asked)


@pytest.mark.parametrize(("days", "wanted"), [(1, False), (364, False), (365, True), (400, True), (None, True)])
def test_a_longer_retention_complies_and_so_does_one_without_end(days: int | None, wanted: bool) -> None:
    assert complies({"RetentionInDays": days}, EVENTS) is wanted


@pytest.mark.parametrize("facts", [{}, {"retentionInDays": 365}, {"retentionInDays": 3653}])
def test_a_retention_that_was_raised_meanwhile_is_not_lowered(logs: Stubber, facts: dict[str, int]) -> None:
    groups(logs, {"logGroupName": "/web", **facts})
    repair(EVENTS, None)


def test_the_group_of_exactly_this_name_is_found_on_any_page(logs: Stubber) -> None:
    groups(logs, {"logGroupName": "/web/errors"}, more="2")
    groups(logs, {"logGroupName": "/web", "retentionInDays": 3}, token="2")
    assert group({**EVENTS, "LogGroup": ARN})["retentionInDays"] == 3


def test_a_group_that_is_gone_is_named(logs: Stubber) -> None:
    groups(logs, {"logGroupName": "/web/errors"})
    with pytest.raises(ValueError, match="there is no log group /web"):
        group(EVENTS)


def test_restore_changes_nothing_where_events_were_kept_for_ever(logs: Stubber) -> None:
    restore({**EVENTS, "Restore": ['{"RetentionInDays":null}']}, None)


def test_the_rule_demands_what_the_runbook_sets() -> None:
    assert CONTROL.inputs == {"MinRetentionTime": str(DAYS)}


@pytest.mark.parametrize(
    ("name", "taken"), [("/web", True), (ARN, True), (ARN[:-2], True), ("a b", False), ("", False)]
)
def test_a_log_group_is_taken_by_name_or_arn(name: str, taken: bool) -> None:
    assert bool(re.search(GROUP.allowed_pattern or "", name)) is taken
