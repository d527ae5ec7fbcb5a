import time

import pytest

from generator.controls.redshift_cluster_public_access_check import complies, modify, read
from tests.controls.stubbed_client import stubbed

NAMED = {"ClusterIdentifier": "sales"}
EVENTS = {**NAMED, "Wanted": {"PubliclyAccessible": False}}
PUBLIC = {"ClusterStatus": "available", "PubliclyAccessible": True, "ElasticIpStatus": {"ElasticIp": "192.0.2.7"}}
WITH_ADDRESS = '{"PubliclyAccessible":true,"ElasticIp":"192.0.2.7"}'


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)


def test_a_private_cluster_s_old_address_is_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "redshift") as redshift:
        redshift.add_response("describe_clusters", {"Clusters": [PUBLIC | {"PubliclyAccessible": False}]}, NAMED)
        state = read(EVENTS)
    assert state == {"PubliclyAccessible": False, "ElasticIp": None}
    assert complies(state, EVENTS)


def test_a_restore_gives_the_elastic_address_back(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "redshift") as redshift:
        asked = {**NAMED, "PubliclyAccessible": True, "ElasticIp": "192.0.2.7"}
        redshift.add_client_error("modify_cluster", "InvalidClusterState", expected_params=asked)
        redshift.add_response("describe_clusters", {"Clusters": [PUBLIC | {"PubliclyAccessible": False}]}, NAMED)
        redshift.add_response("modify_cluster", {}, asked)
        redshift.add_response("describe_clusters", {"Clusters": [PUBLIC]}, NAMED)
        modify({**EVENTS, "Restore": [WITH_ADDRESS]}, None)


def test_a_restore_without_an_elastic_address_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "redshift") as redshift:
        redshift.add_response("modify_cluster", {}, {**NAMED, "PubliclyAccessible": True})
        redshift.add_response("describe_clusters", {"Clusters": [{"PubliclyAccessible": True}]}, NAMED)
        modify({**EVENTS, "Restore": ['{"PubliclyAccessible":true,"ElasticIp":null}']}, None)
