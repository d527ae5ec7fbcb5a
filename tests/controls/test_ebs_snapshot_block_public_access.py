import json
from typing import Any

import boto3
import pytest

from generator.controls.ebs_snapshot_block_public_access import complies, restore


@pytest.mark.parametrize(
    ("state", "content"), [("unblocked", False), ("block-new-sharing", False), ("block-all-sharing", True)]
)
def test_only_a_block_of_all_sharing_complies(state: str, content: bool) -> None:
    assert complies({"State": state}, {}) is content


@pytest.mark.parametrize(
    ("state", "call"),
    [("unblocked", ("disable", {})), ("block-new-sharing", ("enable", {"State": "block-new-sharing"}))],
)
def test_restore_goes_back_to_the_former_state(
    monkeypatch: pytest.MonkeyPatch, state: str, call: tuple[str, dict[str, str]]
) -> None:
    calls: list[tuple[str, dict[str, Any]]] = []

    class Region:
        def disable_snapshot_block_public_access(self, **given: Any) -> None:
            calls.append(("disable", given))

        def enable_snapshot_block_public_access(self, **given: Any) -> None:
            calls.append(("enable", given))

    monkeypatch.setattr(boto3, "client", lambda _: Region())
    restore({"Restore": [json.dumps({"State": state})]}, None)
    assert calls == [call]
