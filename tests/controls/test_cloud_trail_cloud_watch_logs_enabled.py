import pytest

from generator.controls import cloud_trail_cloud_watch_logs_enabled
from generator.controls.cloud_trail_cloud_watch_logs_enabled import CONTROL, RETENTION, complies, repair
from generator.controls.cw_loggroup_retention_period_check import DAYS
from generator.model import Mode


def test_a_log_group_is_what_counts() -> None:
    assert complies({"CloudWatchLogsLogGroupArn": "arn", "CloudWatchLogsRoleArn": "role"}, {})
    assert not complies({"CloudWatchLogsLogGroupArn": None, "CloudWatchLogsRoleArn": None}, {})


def test_a_new_log_group_keeps_events_as_long_as_the_rule_for_log_groups_demands() -> None:
    assert RETENTION >= DAYS


def test_for_an_organization_s_trail_no_log_group_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    arn = "arn:aws:cloudtrail:us-west-2:111122223333:trail/all"
    monkeypatch.setattr(cloud_trail_cloud_watch_logs_enabled, "trail", lambda events: {"TrailARN": arn, "Name": "all"})
    with pytest.raises(ValueError, match="belongs to the account 111122223333"):
        repair({"Trail": arn, "AccountId": "123456789012"}, None)


def test_it_may_run_unattended() -> None:
    assert CONTROL.mode is Mode.AUTO
    assert CONTROL.framework.anti_patterns == (18,)
