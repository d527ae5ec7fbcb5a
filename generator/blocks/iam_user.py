"""IAM users as AWS Config reports them: by the unique id ``AIDA...``, where IAM's API wants the name.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from generator.blocks.policy import arn
from generator.model import Input

USER_ID = Input(
    name="UserId",
    type="String",
    description="The unique id of the IAM user.",
    allowed_pattern="^AIDA[A-Z0-9]{12,124}$",
    value="RESOURCE_ID",
)
THE_USER: Mapping[str, str] = MappingProxyType({"UserId": "{{ UserId }}"})
"""The event that these functions read."""
EVERY_USER = arn("iam", "user/*", region="")


def user_name(events: Mapping[str, Any]) -> str:
    """The name of the user whose unique id AWS Config reports; raises ValueError where the account has no such user."""
    import boto3

    for page in boto3.client("iam").get_paginator("list_users").paginate():
        for user in page["Users"]:
            if user["UserId"] == events["UserId"]:
                return str(user["UserName"])
    raise ValueError(f"the account has no user with the id {events['UserId']}")


def tags(events: Mapping[str, Any]) -> list[str]:
    """The keys of the user's tags."""
    import boto3

    pages = boto3.client("iam").get_paginator("list_user_tags").paginate(UserName=user_name(events))
    return [tag["Key"] for page in pages for tag in page["Tags"]]
