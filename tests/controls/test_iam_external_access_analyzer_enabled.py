from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.iam_external_access_analyzer_enabled import complies, read, restore
from tests.controls.stubbed_client import stubbed

EVENTS: dict[str, Any] = {"AnalyzerName": "baseline-external-access"}
NOTHING_BEFORE = EVENTS | {"Restore": ['{"Analyzers":[]}']}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "accessanalyzer") as stubber:
        yield stubber


def analyzer(name: str, kind: str = "ACCOUNT", status: str = "ACTIVE") -> dict[str, Any]:
    arn = f"arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/{name}"
    return {"arn": arn, "name": name, "type": kind, "createdAt": datetime(2026, 1, 1, tzinfo=UTC), "status": status}


@pytest.mark.parametrize(
    ("kind", "status", "content"),
    [
        ("ACCOUNT", "ACTIVE", True),
        ("ORGANIZATION", "ACTIVE", True),
        ("ACCOUNT", "DISABLED", False),
        ("ACCOUNT", "FAILED", False),
        ("ACCOUNT_UNUSED_ACCESS", "ACTIVE", False),
        ("ACCOUNT_INTERNAL_ACCESS", "ACTIVE", False),
    ],
)
def test_only_an_active_analyzer_of_external_access_counts(
    service: Stubber, kind: str, status: str, content: bool
) -> None:
    service.add_response("list_analyzers", {"analyzers": [analyzer("a", kind, status)]}, {})
    assert complies(read(EVENTS), EVENTS) is content


def test_an_analyzer_on_a_later_page_is_found(service: Stubber) -> None:
    service.add_response(
        "list_analyzers", {"analyzers": [analyzer("b", "ACCOUNT_UNUSED_ACCESS")], "nextToken": "1"}, {}
    )
    service.add_response("list_analyzers", {"analyzers": [analyzer("a")]}, {"nextToken": "1"})
    assert read(EVENTS) == {"Analyzers": ["a"]}


def test_the_way_back_deletes_the_runbook_s_own_analyzer_and_sees_no_other(service: Stubber) -> None:
    found = {"analyzers": [analyzer("of-somebody"), analyzer("baseline-external-access")]}
    service.add_response("list_analyzers", found, {})
    assert read(NOTHING_BEFORE) == {"Analyzers": ["baseline-external-access"]}
    service.add_response("delete_analyzer", {}, {"analyzerName": "baseline-external-access"})
    restore(NOTHING_BEFORE, None)


def test_nothing_is_deleted_where_there_was_an_analyzer_before() -> None:
    restore(EVENTS | {"Restore": ['{"Analyzers":["a"]}']}, None)
