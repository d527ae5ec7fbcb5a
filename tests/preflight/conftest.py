"""One strict account for all tests of preflight, its clients kept because making them is slow."""

from collections.abc import Iterator

import pytest

from generator.rehearsal.account import StrictAccount


@pytest.fixture(scope="session")
def kept_account() -> StrictAccount:
    return StrictAccount()


@pytest.fixture
def account(kept_account: StrictAccount) -> Iterator[StrictAccount]:
    with kept_account:
        yield kept_account
