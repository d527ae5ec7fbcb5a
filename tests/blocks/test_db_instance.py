import time
from typing import Any

import pytest

from generator.blocks.db_instance import instance, modify, read, tags
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE
from tests.controls.stubbed_client import stubbed

EVENTS = {"DbiResourceId": INSTANCE_ID, "Wanted": {"PubliclyAccessible": False}}
SHOP = {"DBInstanceIdentifier": "shop", "DBInstanceStatus": "modifying", "PubliclyAccessible": True}
ASKED = {"DBInstanceIdentifier": "shop", "ApplyImmediately": False, "PubliclyAccessible": False}


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds: list[float] = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


def described(*found: dict[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "describe_db_instances", {"DBInstances": list(found)}, ONE_INSTANCE


def test_an_instance_that_is_gone_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described())
        with pytest.raises(ValueError, match=f"no DB instance with the resource id {INSTANCE_ID}"):
            instance(EVENTS)


def test_an_instance_without_tags_has_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_response(*described(SHOP | {"TagList": [{"Key": "owner", "Value": "web"}]}))
        assert (tags(EVENTS), tags(EVENTS)) == ([], ["owner"])


def test_what_waits_for_the_maintenance_window_is_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"MultiAZ": False, "PendingModifiedValues": {"MultiAZ": True, "DBInstanceIdentifier": "renamed"}}
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(found))
        assert read({**EVENTS, "Wanted": {"MultiAZ": True}}) == {"MultiAZ": True}


def test_a_busy_instance_is_asked_again_and_the_change_awaited(
    monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_client_error("modify_db_instance", "InvalidDBInstanceState", expected_params=ASKED)
        rds.add_response("modify_db_instance", {}, ASKED)
        rds.add_response(*described(SHOP))
        rds.add_response(*described(SHOP | {"PubliclyAccessible": False}))
        modify(EVENTS, None)
    assert len(slept) == 2


def test_a_change_that_does_not_come_is_a_failure_before_the_script_s_ten_minutes(
    monkeypatch: pytest.MonkeyPatch, slept: list[float]
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_response("modify_db_instance", {}, ASKED)
        for _ in range(37):
            rds.add_response(*described(SHOP))
        with pytest.raises(ValueError, match="shop has not taken the change in nine minutes: modifying"):
            modify(EVENTS, None)
    assert sum(slept) == 540


def test_another_error_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, slept: list[float]) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_client_error("modify_db_instance", "InvalidParameterCombination")
        with pytest.raises(Exception, match="InvalidParameterCombination"):
            modify(EVENTS, None)
    assert slept == []


def test_a_restore_sends_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_response("modify_db_instance", {}, ASKED | {"PubliclyAccessible": True})
        rds.add_response(*described(SHOP))
        modify({**EVENTS, "Restore": ['{"Publicly', 'Accessible":true}']}, None)
