"""Macie looks at the account's buckets; the runbook enables it, and can pause it again.

https://docs.aws.amazon.com/config/latest/developerguide/macie-status-check.html
"""

from awacs import macie2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.service_linked_role import allow_service_linked_role
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def session_status() -> str | None:
    """ENABLED, PAUSED, or None where Macie was never enabled, which Macie tells by a refusal."""
    import boto3

    client = boto3.client("macie2")
    try:
        return str(client.get_macie_session()["status"])
    except client.exceptions.ResourceNotFoundException:
        return None
    except client.exceptions.AccessDeniedException as error:
        if "Macie is not enabled" not in str(error):
            raise
        return None


def read(events: Events) -> dict[str, bool]:
    """Whether Macie is enabled and not paused."""
    return {"Enabled": session_status() == "ENABLED"}


def complies(state: dict[str, bool], events: Events) -> bool:
    """Macie is at work."""
    return state["Enabled"]


def repair(events: Events, context: object) -> None:
    """Enable Macie, or let it go on where it is paused; no job is made."""
    import boto3

    if session_status() == "PAUSED":
        boto3.client("macie2").update_macie_session(status="ENABLED")
    else:
        boto3.client("macie2").enable_macie(status="ENABLED")


def restore(events: Events, context: object) -> None:
    """Pause Macie where it was not at work; to disable it would delete its findings."""
    import json

    import boto3

    if not json.loads("".join(events["Restore"]))["Enabled"]:
        boto3.client("macie2").update_macie_session(status="PAUSED")


CONTROL = Control(
    identifier="MACIE_STATUS_CHECK",
    title=Text("Macie looks at the account's buckets", "Macie がアカウントのバケットを評価している"),
    why=Text(
        "Nobody protects personal data in a bucket of which nobody knows that it holds any.",
        "個人データが入っていると知られていないバケットは、誰も保護しません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair starts a service that is billed by buckets and by the data it samples, after a trial.",
        "修復により、バケット数と検査データ量に応じて課金されるサービスが開始されます(試用期間後)。",
    ),
    framework=Framework(security_hub=("Macie.1",), anti_patterns=(20,)),
    runbook=Runbook(
        name="EnableMacie",
        description=(
            "Enables Macie in this Region, or lets a paused session go on."
            " Restore pauses it where it was not at work; findings and settings stay."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text(
            "Macie is paused again; findings and settings stay.",
            "Macie を再び一時停止します。検出結果と設定は残ります。",
        ),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, shared=(session_status,)),
            payload=THE_ACCOUNT,
        ),
        permissions=(
            allow(macie2.GetMacieSession, macie2.EnableMacie, macie2.UpdateMacieSession, on="*"),
            allow_service_linked_role("macie"),
        ),
    ),
)
