"""DynamoDB tables for the scenarios.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
"""

from typing import Any

from generator.rehearsal.scenario import Session


def table(session: Session, name: str, *, tags: dict[str, str] | None = None, **given: Any) -> str:
    """A table; returns its name, by which Config knows it."""
    session.client("dynamodb").create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        Tags=[{"Key": key, "Value": value} for key, value in (tags or {}).items()],
        **given,
    )
    return name
