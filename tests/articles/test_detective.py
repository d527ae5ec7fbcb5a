from typing import Any

import pytest

from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, made

NAME = "detective"
GRAPH = f"arn:aws:detective:{HOME}:{ACCOUNT}:graph:{'0' * 32}"
MEMBER = {"GraphMember1": "444455556666", "GraphMember1Email": "security@example.com"}
INVITATION = "AWS::Detective::MemberInvitation"


def test_the_graph_alone_is_the_default_and_enables_nobody_by_itself() -> None:
    assert made(NAME).of_type("AWS::Detective::Graph") == {"DetectiveGraph": {"AutoEnableMembers": False}}
    assert made(NAME).of_type(INVITATION) == {}
    chosen = made(NAME, GraphMembers="NEW_ACCOUNTS").properties("DetectiveGraph")
    assert chosen["AutoEnableMembers"] is True


@pytest.mark.parametrize("region", ["cn-north-1", "ap-east-2", "ap-northeast-3", "mx-central-1", "ca-west-1"])
def test_a_region_without_detective_gets_nothing(region: str) -> None:
    found = made(NAME, region=region, **MEMBER)
    assert (found.resources, found.outputs) == ({}, {})
    assert made(NAME, region=region, Graph="EXISTING", GraphArn=GRAPH, **MEMBER).resources == {}


@pytest.mark.parametrize("region", ["us-gov-west-1", "us-gov-east-1", "af-south-1", "eu-south-1"])
def test_a_region_with_detective_gets_a_graph(region: str) -> None:
    assert set(made(NAME, region=region).resources) == {"DetectiveGraph"}


def test_each_named_account_is_invited_into_the_graph() -> None:
    found = made(NAME, **MEMBER, GraphMember3="777788889999", GraphMember3Email="root@example.com")
    assert {each["MemberId"]: each["MemberEmailAddress"] for each in found.of_type(INVITATION).values()} == {
        "444455556666": "security@example.com",
        "777788889999": "root@example.com",
    }
    assert "DetectiveGraph" in found.waits_for("DetectiveMemberInvitation1")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"GraphMember2": "444455556666"}, "GraphMember2 needs GraphMember2Email"),
        ({"Graph": "EXISTING", **MEMBER}, "Invitations to an EXISTING graph need GraphArn"),
    ],
)
def test_an_invitation_that_cannot_be_sent_is_refused(given: dict[str, str], words: str) -> None:
    with pytest.raises(RequestRefused, match=words):
        made(NAME, **given)


def test_an_existing_graph_is_left_alone_and_can_invite() -> None:
    assert made(NAME, Graph="EXISTING").resources == {}
    found = made(NAME, Graph="EXISTING", GraphArn=GRAPH, **MEMBER)
    (invitation,) = found.of_type(INVITATION).values()
    assert (invitation["GraphArn"], found.outputs) == (GRAPH, {"GraphArnInUse": GRAPH})


def test_an_arn_that_is_not_in_use_changes_nothing() -> None:
    given: dict[str, Any] = {"GraphArn": GRAPH, **MEMBER}
    (invitation,) = made(NAME, **given).of_type(INVITATION).values()
    assert invitation["GraphArn"] == "made-detectivegraph"
