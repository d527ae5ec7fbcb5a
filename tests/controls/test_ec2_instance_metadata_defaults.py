import json
from typing import Any

import boto3
import pytest

from generator.controls.ec2_instance_metadata_defaults import CONTROL, complies, read, restore
from generator.model import Mode


@pytest.mark.parametrize(("tokens", "content"), [("required", True), ("optional", False), ("no-preference", False)])
def test_only_required_tokens_comply(tokens: str, content: bool) -> None:
    assert complies({"HttpTokens": tokens}, {}) is content


class Region:
    def __init__(self, **defaults: Any) -> None:
        self.defaults = defaults
        self.calls: list[dict[str, Any]] = []

    def get_instance_metadata_defaults(self) -> dict[str, Any]:
        return {"AccountLevel": self.defaults}

    def modify_instance_metadata_defaults(self, **given: Any) -> None:
        self.calls.append(given)


@pytest.mark.parametrize(
    ("defaults", "tokens"), [({}, "no-preference"), ({"HttpTokens": "optional", "HttpEndpoint": "enabled"}, "optional")]
)
def test_restore_puts_back_what_was_read_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, defaults: dict[str, str], tokens: str
) -> None:
    region = Region(**defaults)
    monkeypatch.setattr(boto3, "client", lambda _: region)
    state = read({})
    assert state == {"HttpTokens": tokens}
    restore({"Restore": [json.dumps(state)]}, None)
    assert region.calls == [{"HttpTokens": tokens}]


def test_old_software_on_new_instances_waits_for_a_person() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
    assert "Old SDKs" in CONTROL.danger.en


def test_a_repair_changes_the_tokens_alone() -> None:
    assert CONTROL.runbook is not None
    (write,) = [step for step in CONTROL.runbook.steps if step["action"] == "aws:executeAwsApi"]
    assert write["inputs"] == {
        "Service": "ec2",
        "Api": "ModifyInstanceMetadataDefaults",
        "HttpTokens": "required",
    }
