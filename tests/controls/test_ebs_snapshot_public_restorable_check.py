import json
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from generator.blocks.runbook_script import in_pieces
from generator.controls.ebs_snapshot_public_restorable_check import read, repair, restore

EVENTS = {"ExemptionTagKey": "baseline-exempt"}


class Snapshots:
    """Public snapshots on pages of two, some of which refuse to change."""

    exceptions = SimpleNamespace(ClientError=ClientError)

    def __init__(self, *ids: str, refuse: tuple[str, ...] = (), tagged: tuple[str, ...] = ()) -> None:
        self.ids, self.refuse, self.tagged = list(ids), refuse, tagged
        self.changes: list[tuple[str, str]] = []
        self.asked: dict[str, Any] = {}

    def get_paginator(self, _: str) -> "Snapshots":
        return self

    def paginate(self, **asked: Any) -> list[dict[str, Any]]:
        self.asked = asked
        tag = {"Tags": [{"Key": "baseline-exempt", "Value": ""}]}
        found = [{"SnapshotId": each, **(tag if each in self.tagged else {})} for each in self.ids]
        return [{"Snapshots": found[start : start + 2]} for start in range(0, len(found), 2)]

    def modify_snapshot_attribute(self, **given: Any) -> None:
        assert (given["Attribute"], given["GroupNames"]) == ("createVolumePermission", ["all"])
        if given["SnapshotId"] in self.refuse:
            raise ClientError({"Error": {"Code": "InvalidSnapshot.InUse"}}, "ModifySnapshotAttribute")
        self.changes.append((given["OperationType"], given["SnapshotId"]))


def placed(monkeypatch: pytest.MonkeyPatch, snapshots: Snapshots) -> Snapshots:
    monkeypatch.setattr(boto3, "client", lambda _: snapshots)
    return snapshots


def test_own_public_snapshots_of_every_page_are_found_exempt_ones_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots = placed(monkeypatch, Snapshots("snap-3", "snap-1", "snap-2", tagged=("snap-1",)))
    assert read(EVENTS) == ["snap-2", "snap-3"]
    assert (snapshots.asked["OwnerIds"], snapshots.asked["RestorableByUserIds"]) == (["self"], ["all"])


def test_one_that_refuses_does_not_keep_the_others_public_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots = placed(monkeypatch, Snapshots("snap-1", "snap-2", "snap-3", refuse=("snap-2",)))
    with pytest.raises(ValueError, match=r"1 of 3 failed: snap-2: .*InvalidSnapshot\.InUse"):
        repair(EVENTS, None)
    assert snapshots.changes == [("remove", "snap-1"), ("remove", "snap-3")]


def test_restore_shares_the_former_ones_that_are_private_now_and_says_which_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    snapshots = placed(monkeypatch, Snapshots("snap-1", "snap-9", refuse=("snap-3",)))
    back = EVENTS | {"Restore": [json.dumps(["snap-1", "snap-2", "snap-3"])]}
    assert read(back) == ["snap-1"]
    with pytest.raises(ValueError, match="1 of 2 failed: snap-3"):
        restore(back, None)
    assert snapshots.changes == [("add", "snap-2")]


def test_a_thousand_snapshots_can_be_restored_and_more_are_left_alone() -> None:
    ids = [f"snap-{number:017x}" for number in range(1000)]
    assert json.loads("".join(in_pieces(ids))) == ids
    with pytest.raises(ValueError, match="nothing was changed"):
        in_pieces(ids * 2)
