import re
from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.controls.sns_encrypted_kms import CONTROL, KEY_PATTERN, complies, read, repair, restore, tags
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders"
EVENTS = {"TopicArn": TOPIC, "KmsKeyId": "alias/topics"}


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "kms") as stub:
        yield stub


@pytest.fixture
def sns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "sns") as stub:
        yield stub


def test_without_a_key_to_give_nothing_is_asked_and_nothing_is_set() -> None:
    with pytest.raises(ValueError, match=r"no key is given.*TopicKmsKeyId"):
        repair(EVENTS | {"KmsKeyId": ""}, None)


@pytest.mark.parametrize("state", ["Disabled", "PendingDeletion", "PendingImport", "Unavailable"])
def test_a_key_that_cannot_encrypt_is_refused_before_the_topic_is_touched(kms: Stubber, state: str) -> None:
    kms.add_response("describe_key", {"KeyMetadata": {"KeyId": "1", "KeyState": state}}, {"KeyId": "alias/topics"})
    with pytest.raises(ValueError, match=f"alias/topics is {state}"):
        repair(EVENTS, None)


@pytest.mark.parametrize("key", ["alias/aws/sns", "1234abcd-12ab-34cd-56ef-1234567890ab"])
def test_a_topic_with_any_key_complies_and_keeps_it(sns: Stubber, key: str) -> None:
    sns.add_response("get_topic_attributes", {"Attributes": {"KmsMasterKeyId": key}}, {"TopicArn": TOPIC})
    state = read(EVENTS)
    assert state == {"KmsMasterKeyId": key}
    assert complies(state, EVENTS)


def test_an_empty_key_is_none(sns: Stubber) -> None:
    sns.add_response("get_topic_attributes", {"Attributes": {"KmsMasterKeyId": ""}}, {"TopicArn": TOPIC})
    assert not complies(read(EVENTS), EVENTS)


def test_restore_sets_the_very_key_of_before(sns: Stubber) -> None:
    wanted = {"TopicArn": TOPIC, "AttributeName": "KmsMasterKeyId", "AttributeValue": "alias/old"}
    sns.add_response("set_topic_attributes", {}, wanted)
    restore(EVENTS | {"Restore": ['{"KmsMasterKeyId":', '"alias/old"}']}, None)


def test_tags_are_read_by_their_keys(sns: Stubber) -> None:
    answer = {"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]}
    sns.add_response("list_tags_for_resource", answer, {"ResourceArn": TOPIC})
    assert tags(EVENTS) == ["a", "b"]


@pytest.mark.parametrize(
    "key",
    ["", "alias/topics", "alias/aws/sns", "arn:aws-cn:kms:cn-north-1:123456789012:alias/x", "mrk-0123456789abcdef"],
)
def test_every_form_of_a_key_can_be_given(key: str) -> None:
    assert re.fullmatch(KEY_PATTERN, key)


def test_a_person_decides_because_publishers_may_be_cut_off() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
    assert "CloudWatch" in CONTROL.danger.en
