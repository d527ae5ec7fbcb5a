"""The runbook that lets Amazon Inspector scan one type of resource in this account and Region.

https://docs.aws.amazon.com/inspector/latest/user/activate-scans.html
"""

from typing import Any

from awacs import inspector2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.runbook_script import script_step
from generator.blocks.service_linked_role import allow_service_linked_role
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Runbook, Text

DANGER = Text(
    "A repair starts a service that is billed by what it scans, after a trial.",
    "修復により、スキャン対象に応じて課金されるサービスが開始されます(試用期間後)。",
)


def raise_failures(answer: dict[str, Any]) -> None:
    """Fail where Inspector answers with success and says in the answer that it failed."""
    for failed in answer.get("failedAccounts", []):
        raise ValueError(f"account {failed['accountId']}: {failed['errorCode']}: {failed['errorMessage']}")


def read(events: Events) -> dict[str, bool]:
    """Whether this type of resource is scanned, or is about to be."""
    import boto3

    answer = boto3.client("inspector2").batch_get_account_status(accountIds=[events["AccountId"]])
    raise_failures(answer)
    states = [account["resourceState"][events["Member"]]["status"] for account in answer["accounts"]]
    return {"Enabled": any(status in ("ENABLED", "ENABLING") for status in states)}


def complies(state: dict[str, bool], events: Events) -> bool:
    """It is scanned."""
    return state["Enabled"]


def enable(events: Events, context: object) -> None:
    """Begin to scan this type of resource, and no other."""
    import boto3

    account, kind = [events["AccountId"]], [events["ResourceType"]]
    raise_failures(boto3.client("inspector2").enable(accountIds=account, resourceTypes=kind))


def restore(events: Events, context: object) -> None:
    """Stop scanning where there was no scan."""
    import json

    import boto3

    if not json.loads("".join(events["Restore"]))["Enabled"]:
        account, kind = [events["AccountId"]], [events["ResourceType"]]
        raise_failures(boto3.client("inspector2").disable(accountIds=account, resourceTypes=kind))


def inspector_scan(name: str, resource_type: str, member: str, of: str, *services: str) -> Runbook:
    """The runbook ``name``; ``member`` is what Inspector's answers call the ``resource_type``, ``of`` what people call it.

    ``services`` are those of the service-linked roles that Inspector makes besides its own.
    """
    payload = {**THE_ACCOUNT, "ResourceType": resource_type, "Member": member}
    status = f"$.accounts[0].resourceState.{member}.status"
    return Runbook(
        name=name,
        description=(
            f"Lets Amazon Inspector scan {of} in this Region, and waits until it does;"
            " Restore stops the scans where there were none."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text("Scans that were off are off again.", "オフだったスキャンを再びオフにします。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    script_step("Enable", raise_failures, enable, payload=payload),
                    {
                        "name": "WaitUntilEnabled",
                        "action": "aws:waitForAwsResourceProperty",
                        "timeoutSeconds": 900,
                        "inputs": {
                            "Service": "inspector2",
                            "Api": "BatchGetAccountStatus",
                            "accountIds": ["{{ AccountId }}"],
                            "PropertySelector": status,
                            "DesiredValues": ["ENABLED"],
                        },
                    },
                ),
                restore=restore,
                shared=(raise_failures,),
            ),
            payload=payload,
        ),
        permissions=(
            allow(inspector2.BatchGetAccountStatus, inspector2.Enable, inspector2.Disable, on="*"),
            allow_service_linked_role("inspector2", *services),
        ),
    )
