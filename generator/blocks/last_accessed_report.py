"""The runbook that writes when each user, group, role and policy of the account last used each service that it may use.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import iam

from generator.blocks.policy import allow, arn
from generator.blocks.report_runbook import BUCKET, DESTINATION, may_write
from generator.blocks.runbook_script import reached, script_step
from generator.model import Runbook, Step

EVERY = ("Users", "Groups", "Roles", "Policies")
"""What is reported on, each by a step of its own: a script may run for ten minutes."""
SECONDS = 540
"""After these a script writes what it has, and fails."""


def entities(iam: Any, members: str) -> list[str]:
    """The ARNs of the account's own entities of one kind."""
    pages = iam.get_paginator(f"list_{members.lower()}").paginate(
        **({"Scope": "Local"} if members == "Policies" else {})
    )
    return [entity["Arn"] for page in pages for entity in page[members]]


def jobs(iam: Any, arns: list[str], ends: float) -> dict[str, str]:
    """The job that IAM starts for each entity, while there is time; without one that has been deleted meanwhile."""
    import time

    from botocore.exceptions import ClientError

    started = {}
    for each in arns:
        if time.time() >= ends:
            break
        try:
            started[each] = iam.generate_service_last_accessed_details(Arn=each)["JobId"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchEntity":
                raise
            started[each] = ""
    return started


def details(iam: Any, job: str, ends: float) -> Iterator[dict[str, Any]]:
    """All pages of a finished job; none where there is no more time to wait for it."""
    import time

    while time.time() < ends:
        page = iam.get_service_last_accessed_details(JobId=job)
        if page["JobStatus"] != "IN_PROGRESS":
            break
        time.sleep(2)
    else:
        return
    yield page
    while page.get("IsTruncated"):
        page = iam.get_service_last_accessed_details(JobId=job, Marker=page["Marker"])
        yield page


def rows(entity: str, pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A line for each service that the entity may use; one line where it may use none, or where IAM could not tell."""
    about = {"arn": entity, "error": pages[0].get("Error", {}).get("Message")}
    services = [service for page in pages for service in page.get("ServicesLastAccessed", [])]
    return [
        {
            **about,
            "service": service.get("ServiceNamespace"),
            "lastAuthenticated": service["LastAuthenticated"].isoformat() if "LastAuthenticated" in service else None,
            "lastAuthenticatedEntity": service.get("LastAuthenticatedEntity"),
            "lastAuthenticatedRegion": service.get("LastAuthenticatedRegion"),
            "totalAuthenticatedEntities": service.get("TotalAuthenticatedEntities"),
        }
        for service in services or [{}]
    ]


def write_last_accessed_report(events: dict[str, Any], context: object) -> dict[str, Any]:
    """One object of JSON lines for all entities of a kind; raises TimeoutError after writing what there was time for."""
    import json
    import time
    from datetime import UTC, datetime

    import boto3
    from botocore.config import Config

    # IAM throttles, and an account may have thousands of roles.
    iam = boto3.client("iam", config=Config(retries={"mode": "adaptive", "max_attempts": 10}))
    now = datetime.fromtimestamp(time.time(), UTC)
    ends = time.time() + int(events["Seconds"])
    every = entities(iam, events["Members"])
    lines, done = [], 0
    for entity, job in jobs(iam, every, ends).items():
        pages = list(details(iam, job, ends)) if job else []
        done += bool(pages) or not job
        lines += [json.dumps(row) for row in (rows(entity, pages) if pages else [])]
    whole = "" if done == len(every) else "-partial"
    key = (
        f"{events['Prefix']}last-accessed/{now:%Y/%m/%d}/{now:%Y%m%dT%H%M%SZ}-{events['Members'].lower()}{whole}.jsonl"
    )
    body = "".join(f"{line}\n" for line in lines)
    boto3.client("s3").put_object(
        Bucket=events["BucketName"], Key=key, Body=body.encode(), ContentType="application/x-ndjson"
    )
    if whole:
        raise TimeoutError(
            f"{done} of {len(every)} {events['Members'].lower()} in {events['Seconds']} seconds: see s3://{events['BucketName']}/{key}"
        )
    return {"Object": f"s3://{events['BucketName']}/{key}"}


SCRIPT = reached(entities, jobs, details, rows, write_last_accessed_report)


def _step(members: str, last: bool) -> Step:
    payload = {**DESTINATION, "Members": members, "Seconds": SECONDS}
    flow = {"isEnd": True} if last else {"onFailure": "Continue", "isCritical": True}
    return script_step(members, *SCRIPT, payload=payload, outputs={"Object": "String"}, **flow)


def last_accessed_report(objects: Any) -> Runbook:
    """The runbook, whose role writes ``objects``."""
    made_for = [arn("iam", f"{kind}/*", region="") for kind in ("user", "group", "role", "policy")]
    return Runbook(
        name="WriteLastAccessedReport",
        description="Writes to a bucket when users, groups, roles and policies last used each service, as JSON lines.",
        inputs=(BUCKET,),
        undo=None,
        steps=tuple(_step(members, members == EVERY[-1]) for members in EVERY),
        permissions=(
            allow(
                iam.GetServiceLastAccessedDetails,
                iam.ListGroups,
                iam.ListPolicies,
                iam.ListRoles,
                iam.ListUsers,
                on="*",
            ),
            allow(iam.GenerateServiceLastAccessedDetails, on=made_for),
            may_write(objects),
        ),
    )
