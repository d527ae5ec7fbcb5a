import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from generator.controls.iam_user_unused_credentials_check import CONTROL, MAX_IDLE, complies, last_life, read
from generator.model import Mode

NOW = 1_767_225_600.0
DAY = 86_400
LIMIT = int(MAX_IDLE)
EVENTS = {"UserId": "AIDA0123456789ABCDEF0", "MaxIdle": MAX_IDLE}


def moment(days_ago: float) -> datetime:
    return datetime.fromtimestamp(NOW - days_ago * DAY, UTC)


def iam(made: float, used: float | None, status: str = "Active") -> Any:
    """An IAM whose one user has one key, made and used so many days ago."""
    key = {"AccessKeyId": "AKIA1", "Status": status, "CreateDate": moment(made)}
    pages = {
        "list_users": [{"Users": [{"UserId": EVENTS["UserId"], "UserName": "ann"}]}],
        "list_access_keys": [{"AccessKeyMetadata": [key]}],
    }
    last_used = {"LastUsedDate": moment(used)} if used is not None else {"ServiceName": "N/A"}
    return SimpleNamespace(
        get_paginator=lambda name: SimpleNamespace(paginate=lambda **_: pages[name]),
        get_access_key_last_used=lambda AccessKeyId: {"AccessKeyLastUsed": last_used},  # noqa: N803  # boto3's name
    )


def test_the_rule_and_the_runbook_have_one_age() -> None:
    assert CONTROL.inputs == {"maxCredentialUsageAge": MAX_IDLE}
    assert CONTROL.runbook is not None
    payloads = [step["inputs"]["InputPayload"] for step in CONTROL.runbook.steps if "InputPayload" in step["inputs"]]
    assert {each["MaxIdle"] for each in payloads} == {MAX_IDLE}


@pytest.mark.parametrize(
    ("made", "used", "status", "idle"),
    [
        (400, LIMIT, "Active", False),
        (400, LIMIT + 0.001, "Active", True),
        (400, LIMIT + 1, "Inactive", False),
        (LIMIT, None, "Active", False),
        (LIMIT + 0.001, None, "Active", True),
    ],
)
def test_a_key_is_unused_since_its_last_use_or_since_it_was_made(
    monkeypatch: pytest.MonkeyPatch, made: float, used: float | None, status: str, idle: bool
) -> None:
    client = iam(made, used, status)
    monkeypatch.setattr(boto3, "client", lambda _: client)
    monkeypatch.setattr(time, "time", lambda: NOW)
    assert read(EVENTS) == {"ActiveKeys": ["AKIA1"] if idle else []}
    assert complies(read(EVENTS), EVENTS) is not idle


def test_a_key_lives_at_least_since_it_was_made() -> None:
    key = {"AccessKeyId": "AKIA1", "CreateDate": moment(5)}
    assert last_life(iam(5, 60), key) == moment(5).timestamp()


def test_a_password_is_never_deleted() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.runbook is not None
    granted = {action.JSONrepr() for statement in CONTROL.runbook.permissions for action in statement.Action}
    assert not [action for action in granted if "Delete" in action or "LoginProfile" in action]
