from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.blocks.last_accessed_report import SCRIPT, details, jobs, rows

NOW = datetime(2026, 11, 21, tzinfo=UTC)
LATE, EARLY = 0.0, 4e9


class Iam:
    """Answers in turn; an exception is raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers = iter(answers)
        self.asked: list[dict[str, str]] = []

    def _next(self, **given: str) -> Any:
        self.asked.append(given)
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    generate_service_last_accessed_details = get_service_last_accessed_details = _next


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": code}}, "GenerateServiceLastAccessedDetails")


def test_an_entity_that_is_deleted_meanwhile_has_no_job_and_stops_nobody() -> None:
    assert jobs(Iam({"JobId": "1"}, refused("NoSuchEntity"), {"JobId": "3"}), ["a", "b", "c"], EARLY) == {
        "a": "1",
        "b": "",
        "c": "3",
    }
    with pytest.raises(ClientError, match="Throttling"):
        jobs(Iam(refused("Throttling")), ["a"], EARLY)
    assert jobs(Iam(), ["a"], LATE) == {}


def test_a_job_is_read_to_its_last_page_and_not_at_all_when_time_is_over() -> None:
    iam = Iam(
        {"JobStatus": "COMPLETED", "IsTruncated": True, "Marker": "m"},
        {"JobStatus": "COMPLETED", "IsTruncated": False},
    )
    assert len(list(details(iam, "1", EARLY))) == 2
    assert iam.asked == [{"JobId": "1"}, {"JobId": "1", "Marker": "m"}]
    assert list(details(Iam(), "1", LATE)) == []


def test_a_line_says_who_used_what_where_and_when() -> None:
    used = {
        "ServiceNamespace": "s3",
        "LastAuthenticated": NOW,
        "LastAuthenticatedEntity": "arn:x",
        "LastAuthenticatedRegion": "eu-west-1",
        "TotalAuthenticatedEntities": 2,
    }
    assert rows("arn:y", [{"ServicesLastAccessed": [used]}]) == [
        {
            "arn": "arn:y",
            "error": None,
            "service": "s3",
            "lastAuthenticated": "2026-11-21T00:00:00+00:00",
            "lastAuthenticatedEntity": "arn:x",
            "lastAuthenticatedRegion": "eu-west-1",
            "totalAuthenticatedEntities": 2,
        }
    ]


def test_an_entity_that_may_use_nothing_and_one_that_iam_cannot_tell_of_have_a_line() -> None:
    (nothing,) = rows("arn:y", [{"ServicesLastAccessed": []}])
    assert (nothing["service"], nothing["error"]) == (None, None)
    (failed,) = rows("arn:y", [{"JobStatus": "FAILED", "Error": {"Message": "Internal", "Code": "X"}}])
    assert (failed["service"], failed["error"]) == (None, "Internal")


def test_the_script_holds_every_function_that_it_calls() -> None:
    assert [function.__name__ for function in SCRIPT] == [
        "entities",
        "jobs",
        "details",
        "rows",
        "write_last_accessed_report",
    ]
