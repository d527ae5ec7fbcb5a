from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from generator import registry
from generator.blocks.runbook_document import content
from tests.controls.runbook_faults import runbook_faults


@cache
def example() -> dict[str, Any]:
    runbook = registry.controls()["VPC_DEFAULT_SECURITY_GROUP_CLOSED"].runbook
    assert runbook is not None
    return content(runbook)


def step(document: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in document["mainSteps"] if each["name"] == name)


def edit(name: str, *keys: Any, value: Any = None) -> Callable[[dict[str, Any]], None]:
    """Put ``value`` at ``keys`` of a step; without a value, take away what is there."""

    def change(document: dict[str, Any]) -> None:
        node: Any = step(document, name)
        for key in keys[:-1]:
            node = node[key]
        if value is None:
            del node[keys[-1]]
        else:
            node[keys[-1]] = value

    return change


def without(*names: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        document["mainSteps"] = [each for each in document["mainSteps"] if each["name"] not in names]

    return change


def script(name: str, old: str, new: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        inputs = step(document, name)["inputs"]
        assert old in inputs["Script"]
        inputs["Script"] = inputs["Script"].replace(old, new)

    return change


def top(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda document: document.update({key: value})


def unplanned(document: dict[str, Any]) -> None:
    """The first step revokes at once, as the article's own runbook does."""
    document["mainSteps"].insert(0, step(document, "RevokeEgress") | {"name": "RevokeFirst"})
    document["mainSteps"][0]["inputs"]["SecurityGroupRuleIds"] = ["sgr-0123"]


CHECK, PLAN, REVOKE, RESTORE = "CheckGroupIsDefault", "Plan", "RevokeIngress", "RestoreRules"
PLANTED: tuple[tuple[Callable[[dict[str, Any]], None], str], ...] = (
    (edit(REVOKE, "inputs", "Service", value="ec3"), "ec3"),
    (edit(REVOKE, "inputs", "Api", value="RevokeSecurityGroupIngres"), "RevokeSecurityGroupIngres"),
    (edit(REVOKE, "inputs", "GroupID", value="sg-1"), "unknown member GroupID"),
    (edit(REVOKE, "inputs", "SecurityGroupRuleIds", value=7), "SecurityGroupRuleIds is Integer, not a list"),
    (edit(REVOKE, "inputs", "SecurityGroupRuleIds", value="{{ Plan.HasIngress }}"), "Plan.HasIngress }} is Boolean"),
    (
        edit(REVOKE, "inputs", value={"Service": "s3", "Api": "PutBucketPolicy", "Bucket": "b"}),
        "required member Policy",
    ),
    (edit(CHECK, "inputs", "PropertySelector", value="$.SecurityGroups[0].Name"), "no Name there"),
    (
        edit(REVOKE, "outputs", value=[{"Name": "Ids", "Selector": "$.Revoked", "Type": "StringList"}]),
        "no Revoked there",
    ),
    (edit(REVOKE, "inputs", "GroupId", value="{{ SecurityGroupId }}"), "SecurityGroupId"),
    (edit(CHECK, "inputs", "GroupIds", value=["{{ Plan.Outcome }}"]), "Plan.Outcome"),
    (edit(PLAN, "inputs", "Handler", value="decide"), "Handler 'decide' is no function"),
    (script(PLAN, "def plan(", "def plan(("), "Script line"),
    (script(PLAN, "    import boto3\n", ""), "the script knows no boto3"),
    (script(PLAN, "import boto3\n", "import requests, boto3\n"), "module requests is not there"),
    (script(PLAN, "import boto3\n", "import boto3 \n"), "ends in a space"),
    (script(PLAN, "def plan(", "#" * 70_000 + "\ndef plan("), "Systems Manager takes 65536"),
    (without("VerifyClosed"), "VerifyClosed"),
    (edit("RevokeEgress", "isEnd", value=True), "nothing verifies what RevokeEgress"),
    (script("VerifyClosed", "raise ValueError", "print"), "nothing verifies what"),
    (script(RESTORE, "    raise ValueError", "    print"), "nothing verifies what RestoreRules"),
    (unplanned, "before Plan has decided"),
    (edit(REVOKE, "onFailure", value="Continue"), "goes on after it failed"),
    (top("outputs", ["Plan.Outcome"]), "the outputs are"),
    (top("assumeRole", ""), "whoever starts it"),
    (lambda document: document["parameters"]["DryRun"].update(default=False), "DryRun"),
    (lambda document: document["parameters"]["GroupId"].pop("allowedPattern"), "GroupId: it takes any text"),
    (
        lambda document: document["parameters"].update(Spare={"type": "Boolean", "default": True}),
        "Spare: nothing uses it",
    ),
    (edit(CHECK, "action", value="aws:checkProperty"), "unknown action"),
)


@pytest.mark.parametrize(("plant", "complaint"), PLANTED, ids=[complaint for _, complaint in PLANTED])
def test_a_planted_fault_of_a_runbook_is_found(plant: Callable[[dict[str, Any]], Any], complaint: str) -> None:
    document = deepcopy(example())
    plant(document)
    faults = runbook_faults(document)
    assert any(complaint in fault for fault in faults), faults
