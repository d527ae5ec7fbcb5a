import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.sqs_queue_encrypted import CONTROL, POLICY, complies, read, restore, tags
from tests.controls.guard_evaluation import (
    COMPLIANT,
    NON_COMPLIANT,
    NOT_APPLICABLE,
    configuration_item,
    evaluate,
)
from tests.controls.stubbed_client import stubbed

URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
EVENTS = {"QueueUrl": URL}
ASKED = {"QueueUrl": URL, "AttributeNames": ["KmsMasterKeyId", "SqsManagedSseEnabled"]}
QUEUE = "AWS::SQS::Queue"
ITEMS = {
    "keys of SQS": (configuration_item(QUEUE, {"QueueUrl": URL, "SqsManagedSseEnabled": "true"}), COMPLIANT),
    "keys of SQS, as a boolean": (configuration_item(QUEUE, {"SqsManagedSseEnabled": True}), COMPLIANT),
    "a key of KMS": (
        configuration_item(QUEUE, {"KmsMasterKeyId": "alias/aws/sqs", "SqsManagedSseEnabled": "false"}),
        COMPLIANT,
    ),
    "in the clear": (configuration_item(QUEUE, {"QueueUrl": URL, "SqsManagedSseEnabled": "false"}), NON_COMPLIANT),
    "an empty key": (
        configuration_item(QUEUE, {"KmsMasterKeyId": "", "SqsManagedSseEnabled": False}),
        NON_COMPLIANT,
    ),
    "no key": (configuration_item(QUEUE, {"KmsMasterKeyId": None}), NON_COMPLIANT),
    "neither attribute": (configuration_item(QUEUE, {"QueueUrl": URL}), NON_COMPLIANT),
    "deleted": (configuration_item(QUEUE, None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_queues(name: str) -> None:
    item, result = ITEMS[name]
    assert evaluate(POLICY, item) == result


@pytest.fixture
def sqs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "sqs") as stubber:
        yield stubber


@pytest.mark.parametrize(
    ("attributes", "key", "managed", "content"),
    [
        ({}, "", "false", False),
        ({"SqsManagedSseEnabled": "false"}, "", "false", False),
        ({"SqsManagedSseEnabled": "true"}, "", "true", True),
        ({"KmsMasterKeyId": "alias/a", "SqsManagedSseEnabled": "false"}, "alias/a", "false", True),
    ],
)
def test_either_encryption_will_do(
    sqs: Stubber, attributes: dict[str, str], key: str, managed: str, content: bool
) -> None:
    sqs.add_response("get_queue_attributes", {"Attributes": attributes} if attributes else {}, ASKED)
    state = read(EVENTS)
    assert state == {"KmsMasterKeyId": key, "SqsManagedSseEnabled": managed}
    assert complies(state, EVENTS) is content


def answer(sqs: Stubber, **attributes: Any) -> None:
    sqs.add_response("get_queue_attributes", {"Attributes": attributes}, ASKED)


BEFORE = {"Restore": ['{"KmsMasterKeyId": "", ', '"SqsManagedSseEnabled": "false"}']}


def test_a_restore_waits_until_sqs_shows_the_former_setting(sqs: Stubber, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    answer(sqs, SqsManagedSseEnabled="true")
    sqs.add_response("set_queue_attributes", {}, {"QueueUrl": URL, "Attributes": {"SqsManagedSseEnabled": "false"}})
    answer(sqs, SqsManagedSseEnabled="true")
    answer(sqs, SqsManagedSseEnabled="false")
    restore(EVENTS | BEFORE, None)
    assert pauses == [10]


def test_a_restore_that_does_not_show_fails(sqs: Stubber, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    answer(sqs, SqsManagedSseEnabled="true")
    sqs.add_response("set_queue_attributes", {})
    for _ in range(12):
        answer(sqs, SqsManagedSseEnabled="true")
    with pytest.raises(ValueError, match="after two minutes"):
        restore(EVENTS | BEFORE, None)


def test_a_restore_takes_no_key_away_that_came_later(sqs: Stubber) -> None:
    answer(sqs, KmsMasterKeyId="alias/new", SqsManagedSseEnabled="false")
    with pytest.raises(ValueError, match="nothing was changed"):
        restore(EVENTS | BEFORE, None)


@pytest.mark.parametrize(("given", "keys"), [({"Tags": {"a": "1", "b": "2"}}, ["a", "b"]), ({}, [])])
def test_tags_are_read_by_their_keys(sqs: Stubber, given: dict[str, Any], keys: list[str]) -> None:
    sqs.add_response("list_queue_tags", given, {"QueueUrl": URL})
    assert tags(EVENTS) == keys


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        (URL, True),
        (f"{URL}.fifo", True),
        ("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders", True),
        ("arn:aws:sqs:eu-west-1:123456789012:orders", False),
        ("https://example.com/123456789012/orders", False),
    ],
)
def test_the_runbook_takes_the_id_that_config_has_for_a_queue(url: str, taken: bool) -> None:
    assert CONTROL.runbook is not None
    assert bool(re.fullmatch(str(CONTROL.runbook.inputs[0].allowed_pattern), url)) is taken
