import pytest

from generator.controls.redshift_audit_logging_enabled import CONTROL, complies, restore
from tests.controls.stubbed_client import stubbed


def test_logs_may_go_anywhere() -> None:
    assert complies({"LoggingEnabled": True}, {})
    assert not complies({"LoggingEnabled": False}, {})


def test_a_cluster_that_logged_is_not_silenced_by_a_restore(monkeypatch: pytest.MonkeyPatch) -> None:
    events = {"ClusterIdentifier": "sales", "Restore": ['{"LoggingEnabled":true}']}
    with stubbed(monkeypatch, "redshift"):
        restore(events, None)


def test_no_bucket_is_asked_for() -> None:
    assert CONTROL.runbook is not None
    (step,) = [each for each in CONTROL.runbook.steps if each["name"] == "EnableLogging"]
    assert step["inputs"]["LogDestinationType"] == "cloudwatch"
    assert "BucketName" not in step["inputs"]
