import pytest

from generator.blocks.db_instance import modify
from generator.controls.rds_enhanced_monitoring_enabled import CONTROL, complies
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE, instance_is_changed_by, payload
from tests.controls.stubbed_client import stubbed


@pytest.mark.parametrize(("seconds", "content"), [(0, False), (1, True), (60, True)])
def test_every_interval_complies(seconds: int, content: bool) -> None:
    assert complies({"MonitoringInterval": seconds}, {}) is content


def test_a_repair_gives_the_role_and_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"MonitoringInterval": 60, "MonitoringRoleArn": "{{ MonitoringRoleArn }}"}
    instance_is_changed_by(monkeypatch, CONTROL, given)


def test_a_restore_gives_no_role_because_rds_takes_none_without_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    events = payload(CONTROL, "Restore") | {"DbiResourceId": INSTANCE_ID, "Restore": ['{"MonitoringInterval":0}']}
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_instances", {"DBInstances": [{"DBInstanceIdentifier": "shop"}]}, ONE_INSTANCE)
        asked = {"DBInstanceIdentifier": "shop", "ApplyImmediately": False, "MonitoringInterval": 0}
        rds.add_response("modify_db_instance", {}, asked)
        rds.add_response("describe_db_instances", {"DBInstances": [{"MonitoringInterval": 0}]}, ONE_INSTANCE)
        modify(events, None)
