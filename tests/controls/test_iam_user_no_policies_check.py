import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.blocks.runbook_script import in_pieces
from generator.controls.iam_user_no_policies_check import CONTROL, complies, read, repair, restore
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"UserId": "AIDA0123456789ABCDEF0"}
ANN = {"UserName": "ann"}
ALLOW = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
DENY = {"Effect": "Deny", "Action": "*", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [ALLOW]}
ARNS = [f"arn:aws:iam::123456789012:policy/{name}" for name in ("one", "two")]


@pytest.fixture
def iam(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "iam") as stubber:
        yield stubber


def the_user(iam: Stubber) -> None:
    arn, made = "arn:aws:iam::123456789012:user/ann", datetime(2026, 1, 1, tzinfo=UTC)
    user = {**ANN, "UserId": EVENTS["UserId"], "Path": "/", "Arn": arn, "CreateDate": made}
    iam.add_response("list_users", {"Users": [user]}, {})


def policies(iam: Stubber, attached: list[list[str]], inline: list[list[str]], read_inline: list[str]) -> None:
    """The answers to ``read``, page by page."""
    the_user(iam)
    for method, pages, body in (
        (
            "list_attached_user_policies",
            attached,
            lambda page: {"AttachedPolicies": [{"PolicyArn": arn} for arn in page]},
        ),
        ("list_user_policies", inline, lambda page: {"PolicyNames": page}),
    ):
        for number, page in enumerate(pages):
            more = number + 1 < len(pages)
            token = {"Marker": str(number)} if number else {}
            following = {"IsTruncated": more} | ({"Marker": str(number + 1)} if more else {})
            iam.add_response(method, body(page) | following, ANN | token)
    for name in read_inline:
        answer = {**ANN, "PolicyName": name, "PolicyDocument": json.dumps(DOCUMENT)}
        iam.add_response("get_user_policy", answer, {**ANN, "PolicyName": name})


def saved(attached: list[str], *inline: str) -> dict[str, Any]:
    return {"Attached": attached, "Inline": dict.fromkeys(inline, DOCUMENT)}


def test_policies_on_every_page_are_saved_in_a_stable_order(iam: Stubber) -> None:
    policies(iam, [[ARNS[1]], [ARNS[0]]], [["b"], ["a"]], ["a", "b"])
    state = read(EVENTS)
    assert json.dumps(state) == json.dumps(json.loads(json.dumps(saved(ARNS, "a", "b"))))


def managed(iam: Stubber, policy: str, *statements: dict[str, Any]) -> None:
    """The answers about the default version of a managed policy."""
    iam.add_response("get_policy", {"Policy": {"DefaultVersionId": "v3"}}, {"PolicyArn": policy})
    version = {"VersionId": "v3", "Document": json.dumps({"Version": "2012-10-17", "Statement": statements})}
    iam.add_response("get_policy_version", {"PolicyVersion": version}, {"PolicyArn": policy, "VersionId": "v3"})


def test_one_policy_of_either_kind_is_enough(iam: Stubber) -> None:
    assert complies(saved([]), EVENTS)
    assert not complies(saved([], "a"), EVENTS)
    managed(iam, ARNS[0], ALLOW)
    assert not complies(saved(ARNS[:1]), EVENTS)


def test_a_policy_that_denies_something_is_left_to_a_person(iam: Stubber) -> None:
    managed(iam, ARNS[0], ALLOW)
    managed(iam, ARNS[1], ALLOW, DENY)
    with pytest.raises(ValueError, match=f"{ARNS[1]} denies something"):
        complies(saved(ARNS, "a"), EVENTS)
    with pytest.raises(ValueError, match="inline denies something"):
        complies({"Attached": [], "Inline": {"inline": {"Statement": DENY}}}, EVENTS)


def test_just_what_was_saved_is_taken_away(iam: Stubber) -> None:
    the_user(iam)
    iam.add_response("detach_user_policy", {}, {**ANN, "PolicyArn": ARNS[0]})
    iam.add_response("delete_user_policy", {}, {**ANN, "PolicyName": "a"})
    repair(EVENTS | {"Before": in_pieces(saved(ARNS[:1], "a"))}, None)


def test_the_way_back_neither_sees_nor_touches_what_the_user_got_since_then(iam: Stubber) -> None:
    events = EVENTS | {"Restore": in_pieces(saved(ARNS[:1], "a"))}
    the_user(iam)
    iam.add_response("attach_user_policy", {}, {**ANN, "PolicyArn": ARNS[0]})
    iam.add_response("put_user_policy", {}, {**ANN, "PolicyName": "a", "PolicyDocument": json.dumps(DOCUMENT)})
    restore(events, None)
    policies(iam, [ARNS], [["a", "newer"]], ["a"])
    assert read(events) == saved(ARNS[:1], "a")


def test_a_repair_waits_for_a_person() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
