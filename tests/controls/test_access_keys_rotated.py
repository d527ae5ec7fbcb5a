import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.access_keys_rotated import CONTROL, MAX_AGE, complies, read, repair, restore
from tests.controls.stubbed_client import stubbed

NOW = 1_767_225_600.0
DAY = 86_400
EVENTS = {"UserId": "AIDA0123456789ABCDEF0", "MaxAge": MAX_AGE}
LIMIT = int(MAX_AGE)


def key(key_id: str, age: float, status: str = "Active") -> dict[str, Any]:
    made = datetime.fromtimestamp(NOW - age * DAY, UTC)
    return {"UserName": "ann", "AccessKeyId": key_id.ljust(16, "0"), "Status": status, "CreateDate": made}


@pytest.fixture
def iam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    monkeypatch.setattr(time, "time", lambda: NOW)
    with stubbed(monkeypatch, "iam") as stubber:
        yield stubber


def users(iam: Stubber, *pages: list[str]) -> None:
    """ListUsers answers with these names, page by page; only ann has the id that is looked for."""
    marker = None
    for number, names in enumerate(pages, 1):
        found = [
            {
                "UserName": name,
                "UserId": EVENTS["UserId"] if name == "ann" else "AIDA" + name.upper().rjust(17, "0"),
                "Path": "/",
                "Arn": f"arn:aws:iam::123456789012:user/{name}",
                "CreateDate": datetime.fromtimestamp(NOW, UTC),
            }
            for name in names
        ]
        more = {"IsTruncated": True, "Marker": str(number)} if number < len(pages) else {"IsTruncated": False}
        iam.add_response("list_users", {"Users": found, **more}, {"Marker": marker} if marker else {})
        marker = str(number)


def keys(iam: Stubber, *found: dict[str, Any]) -> None:
    iam.add_response("list_access_keys", {"AccessKeyMetadata": list(found), "IsTruncated": False}, {"UserName": "ann"})


def test_the_rule_and_the_runbook_have_one_age() -> None:
    assert CONTROL.inputs == {"maxAccessKeyAge": MAX_AGE}
    assert CONTROL.runbook is not None
    payloads = [step["inputs"]["InputPayload"] for step in CONTROL.runbook.steps if "InputPayload" in step["inputs"]]
    assert {each["MaxAge"] for each in payloads} == {MAX_AGE}


@pytest.mark.parametrize(
    ("age", "status", "too_old"),
    [
        (LIMIT, "Active", False),
        (LIMIT + 0.001, "Active", True),
        (LIMIT + 0.001, "Inactive", False),
        (0, "Active", False),
    ],
)
def test_a_key_is_too_old_once_it_is_older_than_the_rule_allows_and_active(
    iam: Stubber, age: float, status: str, too_old: bool
) -> None:
    users(iam, ["ann"])
    keys(iam, key("AKIA1", age, status))
    assert complies(read(EVENTS), EVENTS) is not too_old


def test_the_user_of_the_id_is_found_on_a_later_page(iam: Stubber) -> None:
    users(iam, ["bob"], ["eve", "ann"])
    keys(iam)
    assert read(EVENTS) == {"ActiveKeys": []}


def test_an_id_that_no_user_has_stops_the_run(iam: Stubber) -> None:
    users(iam, ["bob"])
    with pytest.raises(ValueError, match=f"no user with the id {EVENTS['UserId']}"):
        read(EVENTS)


def test_a_repair_deactivates_old_keys_alone(iam: Stubber) -> None:
    users(iam, ["ann"])
    users(iam, ["ann"])
    keys(iam, key("AKIANEW", 1), key("AKIAOLD", LIMIT + 1))
    wanted = {"UserName": "ann", "AccessKeyId": "AKIAOLD".ljust(16, "0"), "Status": "Inactive"}
    iam.add_response("update_access_key", {}, wanted)
    repair(EVENTS, None)


def test_a_key_made_since_then_neither_hinders_nor_is_touched_by_the_way_back(iam: Stubber) -> None:
    former = key("AKIAOLD", LIMIT + 1)["AccessKeyId"]
    events = EVENTS | {"Restore": [json.dumps({"ActiveKeys": [former]})]}
    users(iam, ["ann"])
    iam.add_response("update_access_key", {}, {"UserName": "ann", "AccessKeyId": former, "Status": "Active"})
    restore(events, None)
    users(iam, ["ann"])
    keys(iam, key("AKIAOLD", LIMIT + 2), key("AKIANEW", LIMIT + 1))
    assert read(events) == {"ActiveKeys": [former]}
