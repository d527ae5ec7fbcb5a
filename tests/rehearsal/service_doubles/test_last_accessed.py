from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.service_doubles.last_accessed import LAG, uses

WHEN = datetime(2026, 5, 1, tzinfo=UTC)


def answers(iam: Any, job: str) -> list[dict[str, Any]]:
    found = [iam.get_service_last_accessed_details(JobId=job)]
    while found[-1]["JobStatus"] == "IN_PROGRESS" or found[-1]["IsTruncated"]:
        marker = {"Marker": found[-1]["Marker"]} if found[-1]["IsTruncated"] else {}
        found.append(iam.get_service_last_accessed_details(JobId=job, **marker))
    return found


def test_a_job_takes_a_while_and_answers_in_pages(account: StrictAccount) -> None:
    iam = account.session().client("iam")
    arn = iam.create_user(UserName="ann")["User"]["Arn"]
    uses(account.account_region(), arn, "ec2", "s3", when=WHEN)
    found = answers(iam, iam.generate_service_last_accessed_details(Arn=arn)["JobId"])
    assert [each["JobStatus"] for each in found] == ["IN_PROGRESS"] * LAG + ["COMPLETED"] * 2
    services = [service for page in found for service in page["ServicesLastAccessed"]]
    assert [(each["ServiceNamespace"], each.get("LastAuthenticated")) for each in services] == [
        ("ec2", WHEN),
        ("s3", WHEN),
        ("sts", None),
    ]


@pytest.mark.parametrize("arn", ["user/nobody", "role/nobody", "group/nobody", "policy/nobody", "server-certificate/x"])
def test_nothing_is_told_of_what_is_not_there(account: StrictAccount, arn: str) -> None:
    iam = account.session().client("iam")
    with pytest.raises(ClientError, match="NoSuchEntity"):
        iam.generate_service_last_accessed_details(Arn=f"arn:aws:iam::{account.account_id}:{arn}")
    with pytest.raises(ClientError, match="NoSuchEntity"):
        iam.get_service_last_accessed_details(JobId="0" * 36)
