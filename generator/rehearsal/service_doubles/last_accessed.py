"""IAM's last accessed data, which moto does not have: jobs that take a while, and answers in pages.

Whom policies let use what is not worked out: an entity's services are those that ``uses`` put down, and sts, which none has used.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
"""

import uuid
from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.account_region import AccountRegion
from generator.rehearsal.api_call import Answer, Call

USED, JOBS = "last accessed services", "last accessed jobs"
LAG: Final = 2
"""How often a job is asked about before it is done."""
PAGE: Final = 2
"""Services on a page."""
LISTS: Final = {"user": "Users", "group": "Groups", "role": "Roles", "policy": "Policies"}


def uses(account: AccountRegion, arn: str, *services: str, when: datetime) -> None:
    """Put down that the entity may use ``services``, and has used them."""
    account.store(USED)[arn] = [
        {
            "ServiceName": service.upper(),
            "ServiceNamespace": service,
            "LastAuthenticated": when,
            "LastAuthenticatedEntity": arn,
            "LastAuthenticatedRegion": account.region,
            "TotalAuthenticatedEntities": 1,
        }
        for service in services
    ]


def generate(call: Call) -> Answer:
    """A job about an existing entity."""
    arn = str(call.parameters["Arn"])
    if arn not in _entities(call, arn.rpartition(":")[2].partition("/")[0]):
        raise call.refuse("NoSuchEntity", f"ARN {arn} not found.")
    jobs = call.account.store(JOBS)
    job = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{len(jobs)}/{arn}"))
    jobs[job] = {"arn": arn, "asked": 0}
    return {"JobId": job}


def get(call: Call) -> Answer:
    """IN_PROGRESS for a while, then the pages."""
    job = call.account.store(JOBS).get(str(call.parameters["JobId"]))
    if job is None:
        raise call.refuse("NoSuchEntity", "The job was not found.")
    job["asked"] += 1
    began = datetime(2026, 1, 1, tzinfo=UTC)
    told: dict[str, Any] = {"JobType": "SERVICE_LEVEL", "JobCreationDate": began, "ServicesLastAccessed": []}
    if job["asked"] <= LAG:
        return {**told, "JobStatus": "IN_PROGRESS", "IsTruncated": False}
    never = {"ServiceName": "AWS Security Token Service", "ServiceNamespace": "sts", "TotalAuthenticatedEntities": 0}
    every = [*call.account.store(USED).get(job["arn"], ()), never]
    start = int(call.parameters.get("Marker", 0))
    more = start + PAGE < len(every)
    return {
        **told,
        "JobStatus": "COMPLETED",
        "JobCompletionDate": began,
        "ServicesLastAccessed": every[start : start + PAGE],
        "IsTruncated": more,
        **({"Marker": str(start + PAGE)} if more else {}),
    }


def _entities(call: Call, kind: str) -> set[str]:
    members = LISTS.get(kind, "")
    if not members:
        return set()
    pages = call.account.client("iam").get_paginator(f"list_{members.lower()}").paginate()
    return {entity["Arn"] for page in pages for entity in page[members]}


DOUBLES: Final = {
    ("iam", "GenerateServiceLastAccessedDetails"): generate,
    ("iam", "GetServiceLastAccessedDetails"): get,
}
