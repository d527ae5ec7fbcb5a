from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.service_doubles.rds import cluster_state, db_cluster, db_instance, instance_state


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with StrictAccount() as account:
        yield account.session()


def modify(session: Any, name: str, **given: Any) -> None:
    session.client("rds").modify_db_instance(DBInstanceIdentifier=name, **given)


def test_every_instance_has_a_resource_id_of_its_own(session: Any) -> None:
    first, second = db_instance(session, "first"), db_instance(session, "second")
    assert first != second
    assert instance_state(session, second)["DBInstanceIdentifier"] == "second"


def test_a_cluster_is_found_by_its_resource_id(session: Any) -> None:
    db_cluster(session, "one")
    assert cluster_state(session, db_cluster(session, "two"))["DBClusterIdentifier"] == "two"


def test_a_standby_waits_until_it_is_taken_back_or_wanted_at_once(session: Any) -> None:
    found = db_instance(session, "waits")
    modify(session, "waits", MultiAZ=True)
    assert (instance_state(session, found)["MultiAZ"], instance_state(session, found)["Waiting"]) == (
        False,
        {"MultiAZ": True},
    )
    modify(session, "waits", MultiAZ=False)
    assert instance_state(session, found)["Waiting"] == {}
    modify(session, "waits", MultiAZ=True, ApplyImmediately=True)
    assert instance_state(session, found)["MultiAZ"] is True


def test_backups_are_turned_on_in_the_window_and_prolonged_at_once(session: Any) -> None:
    off = db_instance(session, "off", BackupRetentionPeriod=0)
    short = db_instance(session, "short", BackupRetentionPeriod=1)
    modify(session, "off", BackupRetentionPeriod=7)
    modify(session, "short", BackupRetentionPeriod=7)
    assert instance_state(session, off)["Waiting"] == {"BackupRetentionPeriod": 7}
    assert instance_state(session, short)["BackupRetentionPeriod"] == 7


def test_a_stopped_instance_takes_no_change(session: Any) -> None:
    db_instance(session, "stopped")
    session.client("rds").stop_db_instance(DBInstanceIdentifier="stopped")
    with pytest.raises(ClientError, match="InvalidDBInstanceState"):
        modify(session, "stopped", DeletionProtection=True)


def test_a_monitoring_role_needs_an_interval(session: Any) -> None:
    db_instance(session, "monitored")
    role = "arn:aws:iam::123456789012:role/monitoring"
    with pytest.raises(ClientError, match="InvalidParameterCombination"):
        modify(session, "monitored", MonitoringInterval=0, MonitoringRoleArn=role)
