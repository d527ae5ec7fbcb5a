"""GuardDuty watches the account; the runbook enables it, and can suspend it again.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-enabled-centralized.html
"""

from typing import Any

from awacs import guardduty

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow, arn
from generator.blocks.service_linked_role import allow_service_linked_role
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def detectors(client: Any) -> list[str]:
    """The ids of the Region's detectors: one, or none where GuardDuty has never been enabled."""
    return [each for page in client.get_paginator("list_detectors").paginate() for each in page["DetectorIds"]]


def read(events: Events) -> dict[str, bool]:
    """Whether there is a detector that is not suspended."""
    import boto3

    client = boto3.client("guardduty")
    return {"Enabled": any(client.get_detector(DetectorId=each)["Status"] == "ENABLED" for each in detectors(client))}


def complies(state: dict[str, bool], events: Events) -> bool:
    """GuardDuty is watching."""
    return state["Enabled"]


def repair(events: Events, context: object) -> None:
    """Let the suspended detector go on, or create one; what it watches besides stays as it is."""
    import boto3

    client = boto3.client("guardduty")
    found = detectors(client)
    for each in found:
        client.update_detector(DetectorId=each, Enable=True)
    if not found:
        client.create_detector(Enable=True)


def restore(events: Events, context: object) -> None:
    """Suspend GuardDuty where it did not watch; to delete the detector would delete its findings."""
    import json

    import boto3

    if not json.loads("".join(events["Restore"]))["Enabled"]:
        client = boto3.client("guardduty")
        for each in detectors(client):
            client.update_detector(DetectorId=each, Enable=False)


CONTROL = Control(
    identifier="GUARDDUTY_ENABLED_CENTRALIZED",
    title=Text("GuardDuty watches the account", "GuardDuty がアカウントを監視している"),
    why=Text(
        "Without it nobody sees a stolen key at work, or an instance that talks to an attacker.",
        "有効でないと、盗まれたキーの使用や、攻撃者と通信するインスタンスに誰も気付きません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    danger=Text(
        "A repair starts a service that is billed by the events it reads, after a trial.",
        "修復により、分析したイベント数に応じて課金されるサービスが開始されます(試用期間後)。",
    ),
    framework=Framework(security_hub=("GuardDuty.1",), anti_patterns=(20,)),
    runbook=Runbook(
        name="EnableGuardDuty",
        description=(
            "Enables GuardDuty in this Region, or lets a suspended detector go on."
            " Restore suspends it where it did not watch; detector and findings stay."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text(
            "GuardDuty is suspended again; the detector and its findings stay.",
            "GuardDuty を再び一時停止します。ディテクターと検出結果は残ります。",
        ),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, shared=(detectors,)),
            payload=THE_ACCOUNT,
        ),
        permissions=(
            allow(guardduty.ListDetectors, guardduty.CreateDetector, on="*"),
            allow(guardduty.GetDetector, guardduty.UpdateDetector, on=arn("guardduty", "detector/*")),
            allow_service_linked_role("guardduty", "malware-protection.guardduty"),
        ),
    ),
)
