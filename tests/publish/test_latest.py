from typing import Any

import pytest

from generator.model.errors import BadInput
from generator.publish.bucket import Bucket, Stored
from generator.publish.publication import publish
from generator.rehearsal.account import StrictAccount
from tests.publish.small_release import NAME, made, objects

POINTERS = pytest.mark.parametrize("pointer", ["latest/manifest.json", "latest/index.html"])


class Overtaken(Bucket):
    """Reads ``pointer`` only after another publisher has published ``version`` whole; each time a newer one."""

    def __init__(self, account: StrictAccount, pointer: str, versions: list[str]) -> None:
        super().__init__(account.session(), NAME)
        self.pointer, self.versions, self.other = pointer, versions, Bucket(account.session(), NAME)

    def read(self, key: str) -> Stored | None:
        found = super().read(key)
        if key == self.pointer and self.versions:
            publish(self.other, "", made(self.versions.pop(0)))
        return found


@POINTERS
def test_who_is_overtaken_by_a_newer_version_leaves_latest_to_it(account: StrictAccount, s3: Any, pointer: str) -> None:
    publish(Bucket(account.session(), NAME), "", made("1.0.0"))
    publish(Overtaken(account, pointer, ["1.2.0"]), "", made("1.1.0"))
    found = objects(s3)
    assert found["latest/manifest.json"] == made("1.2.0").manifest.content
    assert b"../1.2.0/" in found["latest/index.html"]


def test_who_is_overtaken_by_an_older_version_moves_latest_on(account: StrictAccount, s3: Any) -> None:
    publish(Bucket(account.session(), NAME), "", made("1.0.0"))
    publish(Overtaken(account, "latest/manifest.json", ["1.1.0", "1.2.0"]), "", made("1.3.0"))
    found = objects(s3)
    assert found["latest/manifest.json"] == made("1.3.0").manifest.content
    assert b"../1.3.0/" in found["latest/index.html"]


def test_a_pointer_that_is_no_manifest_is_left_and_told(bucket: Bucket, s3: Any) -> None:
    s3.put_object(Bucket=NAME, Key="latest/manifest.json", Body=b"{}")
    with pytest.raises(BadInput, match=r"latest/manifest\.json: it is no manifest of account-baseline"):
        publish(bucket, "", made())
    assert objects(s3)["latest/manifest.json"] == b"{}"
