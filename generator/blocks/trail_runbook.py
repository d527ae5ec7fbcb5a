"""What the runbooks of trails share: the trail that Config names, its home Region, its tags, and permissions on trails.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from awacs import cloudtrail
from awacs.aws import Action, Statement

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION
from generator.model import Input

TRAIL = Input(
    name="Trail",
    type="String",
    description="The trail, by its name or its ARN.",
    allowed_pattern=(
        "^(arn:[a-z-]+:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/)?[a-zA-Z0-9][a-zA-Z0-9._-]{1,126}[a-zA-Z0-9]$"
    ),
    value="RESOURCE_ID",
)
TRAIL_INPUTS = (TRAIL, EXEMPTION)
THE_TRAIL: Mapping[str, str] = MappingProxyType({"Trail": "{{ Trail }}", "AccountId": "{{ global:ACCOUNT_ID }}"})
"""The events that tell a script which trail it is about, and which account it is in."""


def trail(events: Mapping[str, Any]) -> dict[str, Any]:
    """What CloudTrail says of the trail; one of all Regions is seen in each of them."""
    import boto3

    parts = events["Trail"].split(":")
    client = boto3.client("cloudtrail", region_name=parts[3]) if len(parts) > 1 else boto3.client("cloudtrail")
    return dict(client.get_trail(Name=events["Trail"])["Trail"])


def tags(events: Mapping[str, Any]) -> list[str]:
    """The keys of the trail's tags; of an organization's trail only its own account sees them."""
    import boto3

    arn = trail(events)["TrailARN"]
    if arn.split(":")[4] != events["AccountId"]:
        return []
    client = boto3.client("cloudtrail", region_name=arn.split(":")[3])
    pages = client.get_paginator("list_tags").paginate(ResourceIdList=[arn])
    return [tag["Key"] for page in pages for each in page["ResourceTagList"] for tag in each.get("TagsList", [])]


def update(events: Mapping[str, Any], **changes: Any) -> None:
    """Change the trail in its home Region; raises ValueError for an organization's trail of another account."""
    import boto3

    found = trail(events)
    region, owner = found["TrailARN"].split(":")[3:5]
    if owner != events["AccountId"]:
        raise ValueError(f"{found['TrailARN']} belongs to the account {owner}: change it there")
    boto3.client("cloudtrail", region_name=region).update_trail(Name=found["Name"], **changes)


def on_trails(*actions: Action) -> Statement:
    """Allow ``actions``, and reading trails and their tags, on the trails of this account."""
    every = arn("cloudtrail", "trail/*", region="*")
    return allow(cloudtrail.GetTrail, cloudtrail.ListTags, *actions, on=every)
