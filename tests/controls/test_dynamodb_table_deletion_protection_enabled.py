import pytest

from generator.blocks.dynamodb_table import tags
from generator.controls.dynamodb_table_deletion_protection_enabled import complies, read, restore
from tests.controls.stubbed_client import stubbed

EVENTS = {"TableName": "orders"}
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"


def test_a_table_that_says_nothing_is_not_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "dynamodb") as dynamodb:
        dynamodb.add_response("describe_table", {"Table": {}}, EVENTS)
        assert not complies(read(EVENTS), EVENTS)


def test_a_restore_changes_the_protection_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "dynamodb") as dynamodb:
        dynamodb.add_response("update_table", {}, {**EVENTS, "DeletionProtectionEnabled": False})
        restore({**EVENTS, "Restore": ['{"DeletionProtectionEnabled":false}']}, None)


def test_the_tag_of_exempt_tables_is_found_on_a_later_page(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "dynamodb") as dynamodb:
        dynamodb.add_response("describe_table", {"Table": {"TableArn": ARN}}, EVENTS)
        first = {"Tags": [{"Key": "owner", "Value": "shop"}], "NextToken": "more"}
        dynamodb.add_response("list_tags_of_resource", first, {"ResourceArn": ARN})
        last = {"Tags": [{"Key": "baseline-exempt", "Value": "ci"}]}
        dynamodb.add_response("list_tags_of_resource", last, {"ResourceArn": ARN, "NextToken": "more"})
        assert tags(EVENTS) == ["owner", "baseline-exempt"]
