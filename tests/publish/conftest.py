"""One strict account for all tests, a release small enough to read, and a bucket to publish it to."""

from collections.abc import Iterator
from typing import Any

import pytest

from generator.publish.bucket import Bucket
from generator.rehearsal.account import StrictAccount
from tests.publish.small_release import NAME


@pytest.fixture(scope="session")
def kept_account() -> StrictAccount:
    return StrictAccount()


@pytest.fixture
def account(kept_account: StrictAccount) -> Iterator[StrictAccount]:
    with kept_account:
        yield kept_account


@pytest.fixture
def s3(account: StrictAccount) -> Any:
    client = account.session().client("s3")
    client.create_bucket(Bucket=NAME)
    client.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Enabled"})
    return client


@pytest.fixture
def bucket(account: StrictAccount, s3: Any) -> Bucket:
    return Bucket(account.session(), NAME)


@pytest.fixture
def one_write_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto looks whether a key is free and then writes, in two steps; S3 does it in one."""
    from threading import RLock

    from moto.s3.responses import S3Response

    lock, original = RLock(), S3Response.put_object

    def put_object(*arguments: Any, **named: Any) -> Any:
        with lock:
            return original(*arguments, **named)

    monkeypatch.setattr(S3Response, "put_object", put_object)
