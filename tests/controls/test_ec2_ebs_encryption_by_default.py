import json

import boto3
import pytest

from generator.controls.ec2_ebs_encryption_by_default import CONTROL, complies, restore


@pytest.mark.parametrize("encrypted", [True, False])
def test_restore_turns_off_only_what_was_off(monkeypatch: pytest.MonkeyPatch, encrypted: bool) -> None:
    calls: list[str] = []

    class Region:
        def disable_ebs_encryption_by_default(self) -> None:
            calls.append("disable")

    monkeypatch.setattr(boto3, "client", lambda _: Region())
    state = {"Encrypted": encrypted}
    assert complies(state, {}) is encrypted
    restore({"Restore": [json.dumps(state)]}, None)
    assert calls == ([] if encrypted else ["disable"])


def test_the_runbook_may_not_choose_another_key() -> None:
    assert CONTROL.runbook is not None
    actions = [each.JSONrepr() for statement in CONTROL.runbook.permissions for each in statement.properties["Action"]]
    assert "ec2:EnableEbsEncryptionByDefault" in actions
    assert [each for each in actions if "Kms" in each or each.startswith("kms:")] == []
