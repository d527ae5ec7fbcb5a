"""What the runbooks of DynamoDB tables share: the table that Config names, its tags, and permissions on tables.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.html
"""

from types import MappingProxyType
from typing import Any

from generator.blocks.policy import arn
from generator.blocks.state_runbook import EXEMPTION, Events
from generator.model import Input

TABLE_NAME = Input(
    name="TableName",
    type="String",
    description="The DynamoDB table.",
    allowed_pattern="^[a-zA-Z0-9_.-]{3,255}$",
    value="RESOURCE_ID",
)
TABLE_INPUTS = (TABLE_NAME, EXEMPTION)
THE_TABLE: MappingProxyType[str, Any] = MappingProxyType({"TableName": "{{ TableName }}"})
"""The event that tells a script which table it is about."""
EVERY_TABLE = arn("dynamodb", "table/*", region="*")


def tags(events: Events) -> list[str]:
    """The keys of the table's tags."""
    import boto3

    client = boto3.client("dynamodb")
    arn = client.describe_table(TableName=events["TableName"])["Table"]["TableArn"]
    pages = client.get_paginator("list_tags_of_resource").paginate(ResourceArn=arn)
    return [tag["Key"] for page in pages for tag in page["Tags"]]
