from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.controls.ssm_document_not_public import EVERYBODY, complies, read, restore
from tests.controls.stubbed_client import stubbed

EVENTS = {"DocumentName": "hello", "Everybody": EVERYBODY}
ASKED = {"Name": "hello", "PermissionType": "Share"}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "ssm") as stubber:
        yield stubber


def share(account: str, version: str | None = "$DEFAULT") -> dict[str, str]:
    return {"AccountId": account} | ({"SharedDocumentVersion": version} if version else {})


@pytest.mark.parametrize(
    ("shares", "version"),
    [
        ([], None),
        ([share("111122223333", "$ALL")], None),
        ([share("all", "$LATEST")], "$LATEST"),
        ([share("All", "$ALL")], "$ALL"),
        ([share("111122223333"), share("all", None)], "$DEFAULT"),
    ],
    ids=["nobody", "an account", "latest version", "all versions", "version not told"],
)
def test_a_document_is_public_where_it_is_shared_with_all(
    service: Stubber, shares: list[dict[str, str]], version: str | None
) -> None:
    service.add_response("describe_document_permission", {"AccountSharingInfoList": shares}, ASKED)
    state = read(EVENTS)
    assert state == {"PublicVersion": version}
    assert complies(state, EVENTS) is (version is None)


def test_a_public_share_on_a_later_page_is_found(service: Stubber) -> None:
    first = {"AccountSharingInfoList": [share("111122223333")], "NextToken": "1"}
    service.add_response("describe_document_permission", first, ASKED)
    last = {"AccountSharingInfoList": [share("all")]}
    service.add_response("describe_document_permission", last, ASKED | {"NextToken": "1"})
    assert read(EVENTS) == {"PublicVersion": "$DEFAULT"}


def test_the_version_that_was_public_is_public_again(service: Stubber) -> None:
    wanted = ASKED | {"AccountIdsToAdd": ["all"], "SharedDocumentVersion": "$LATEST"}
    service.add_response("modify_document_permission", {}, wanted)
    restore(EVENTS | {"Restore": ['{"PublicVersion":"$LATEST"}']}, None)


def test_a_document_that_was_private_stays_so() -> None:
    restore(EVENTS | {"Restore": ['{"PublicVersion":null}']}, None)
