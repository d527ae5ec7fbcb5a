import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from generator.blocks.trail_runbook import TRAIL, tags, trail, update

ACCOUNT, HOME = "123456789012", "us-west-2"
ARN = f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/all"
FOREIGN = ARN.replace(ACCOUNT, "111122223333")


@contextmanager
def regions(monkeypatch: pytest.MonkeyPatch, *names: str) -> Iterator[dict[str, Stubber]]:
    """One client of CloudTrail per Region; the first is the runbook's own."""
    session = boto3.Session("test", "test")
    clients: dict[str, Any] = {name: session.client("cloudtrail", name) for name in names}
    monkeypatch.setattr(boto3, "client", lambda service, region_name=names[0]: clients[region_name])
    stubbers = {name: Stubber(client) for name, client in clients.items()}
    for stubber in stubbers.values():
        stubber.activate()
    yield stubbers
    for stubber in stubbers.values():
        stubber.assert_no_pending_responses()


def events(name: str) -> dict[str, str]:
    return {"Trail": name, "AccountId": ACCOUNT}


def test_a_trail_by_its_arn_is_asked_for_in_its_home_region(monkeypatch: pytest.MonkeyPatch) -> None:
    with regions(monkeypatch, "eu-west-1", HOME) as stubs:
        stubs[HOME].add_response("get_trail", {"Trail": {"TrailARN": ARN}}, {"Name": ARN})
        assert trail(events(ARN)) == {"TrailARN": ARN}


def test_the_shadow_of_a_trail_is_changed_in_its_home_region_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with regions(monkeypatch, "eu-west-1", HOME) as stubs:
        stubs["eu-west-1"].add_response("get_trail", {"Trail": {"TrailARN": ARN, "Name": "all"}}, {"Name": "all"})
        stubs[HOME].add_response("update_trail", {}, {"Name": "all", "EnableLogFileValidation": True})
        update(events("all"), EnableLogFileValidation=True)


def test_an_organization_s_trail_is_changed_by_its_own_account_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with regions(monkeypatch, HOME) as stubs:
        for _ in range(2):
            stubs[HOME].add_response("get_trail", {"Trail": {"TrailARN": FOREIGN, "Name": "all"}}, {"Name": FOREIGN})
        assert tags(events(FOREIGN)) == []
        with pytest.raises(ValueError, match="belongs to the account 111122223333"):
            update(events(FOREIGN), EnableLogFileValidation=True)


def test_the_tags_of_all_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with regions(monkeypatch, HOME) as stubs:
        stubs[HOME].add_response("get_trail", {"Trail": {"TrailARN": ARN}})
        for key, token, following in (("a", {}, {"NextToken": "more"}), ("b", {"NextToken": "more"}, {})):
            page = {"ResourceTagList": [{"ResourceId": ARN, "TagsList": [{"Key": key, "Value": "1"}]}], **following}
            stubs[HOME].add_response("list_tags", page, {"ResourceIdList": [ARN], **token})
        assert tags(events(ARN)) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "taken"),
    [(ARN, True), ("all", True), (ARN.replace("aws:", "aws-cn:"), True), ("a", False), ("a b", False), ("-all", False)],
)
def test_a_trail_is_taken_by_name_or_arn(name: str, taken: bool) -> None:
    assert bool(re.search(TRAIL.allowed_pattern or "", name)) is taken
