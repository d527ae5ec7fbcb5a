import time
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.eks_cluster_logging_enabled import LOGS, complies, read, repair, restore, wait_for
from tests.controls.stubbed_client import stubbed

EVENTS: dict[str, Any] = {"Cluster": "arn:aws:eks:eu-west-1:123456789012:cluster/web", "Logs": list(LOGS)}


@pytest.fixture
def eks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    """EKS, and a clock that does not wait."""
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with stubbed(monkeypatch, "eks") as stub:
        yield stub


def has(eks: Stubber, *logs: str) -> None:
    logging = {"clusterLogging": [{"types": list(logs), "enabled": True}, {"types": ["api"], "enabled": False}]}
    eks.add_response("describe_cluster", {"cluster": {"name": "web", "logging": logging}}, {"name": "web"})


def update(eks: Stubber, status: str, **more: Any) -> None:
    answer = {"update": {"id": "u", "status": status, **more}}
    eks.add_response("describe_update", answer, {"name": "web", "updateId": "u"})


def test_a_log_that_is_named_as_off_is_off(eks: Stubber) -> None:
    has(eks, "audit", "scheduler")
    assert read(EVENTS) == ["audit", "scheduler"]


def test_more_logs_than_are_known_comply_and_fewer_do_not() -> None:
    assert complies([*LOGS, "karpenter"], EVENTS)
    assert not complies(list(LOGS[1:]), EVENTS)


def test_an_update_that_fails_says_why(eks: Stubber) -> None:
    update(eks, "InProgress")
    update(eks, "Failed", errors=[{"errorCode": "AccessDenied", "errorMessage": "no log group"}])
    with pytest.raises(ValueError, match=r"the update of web is Failed.*no log group"):
        wait_for("web", "u")


def test_an_update_that_does_not_end_fails_before_the_script_is_killed(
    eks: Stubber, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    for _ in range(54):
        update(eks, "InProgress")
    with pytest.raises(ValueError, match="longer than 9 minutes"):
        wait_for("web", "u")
    assert sum(waited) == 540


def test_restore_turns_off_what_was_off_and_on_what_was_on(eks: Stubber) -> None:
    has(eks, "audit")
    has(eks, "audit")
    changes = [{"types": ["scheduler"], "enabled": True}, {"types": ["audit"], "enabled": False}]
    wanted = {"name": "web", "logging": {"clusterLogging": changes}}
    eks.add_response("update_cluster_config", {"update": {"id": "u"}}, wanted)
    update(eks, "Successful")
    restore(EVENTS | {"Restore": ['["scheduler"]']}, None)


@pytest.mark.parametrize("status", ["UPDATING", "CREATING", "DELETING", "FAILED"])
def test_a_cluster_that_is_not_active_is_left_alone(eks: Stubber, status: str) -> None:
    eks.add_response("describe_cluster", {"cluster": {"name": "web", "status": status}}, {"name": "web"})
    with pytest.raises(ValueError, match=f"the cluster is {status}.*nothing was changed"):
        repair(EVENTS, None)
