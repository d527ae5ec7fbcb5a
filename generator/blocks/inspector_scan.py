"""The runbook that lets Amazon Inspector scan one type of resource in this account and Region, and what that scan builds on.

https://docs.aws.amazon.com/inspector/latest/user/activate-scans.html
"""

from collections.abc import Mapping
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
    """Which of the types of resources are scanned, or are about to be."""
    import boto3

    answer = boto3.client("inspector2").batch_get_account_status(accountIds=[events["AccountId"]])
    raise_failures(answer)
    (account,) = answer["accounts"]
    states = {kind: account["resourceState"].get(member, {}) for kind, member in events["Scans"].items()}
    return {kind: state.get("status") in ("ENABLED", "ENABLING") for kind, state in states.items()}


def complies(state: dict[str, bool], events: Events) -> bool:
    """All of them are scanned."""
    return all(state.values())


def enable(events: Events, context: object) -> None:
    """Begin to scan those that are not scanned yet, and no others."""
    import boto3

    kinds = [kind for kind, scanned in read(events).items() if not scanned]
    raise_failures(boto3.client("inspector2").enable(accountIds=[events["AccountId"]], resourceTypes=kinds))


def restore(events: Events, context: object) -> None:
    """Stop the scans that were not there."""
    import json

    import boto3

    kinds = [kind for kind, scanned in json.loads("".join(events["Restore"])).items() if not scanned]
    if kinds:
        raise_failures(boto3.client("inspector2").disable(accountIds=[events["AccountId"]], resourceTypes=kinds))


def inspector_scan(name: str, scans: Mapping[str, str], of: str, *services: str) -> Runbook:
    """The runbook ``name``; ``of`` is what people call what is scanned.

    ``scans`` are types of resources, with what Inspector's answers call them; the last one is what the rule asks for, the others are what
    it builds on. ``services`` are those of the service-linked roles that Inspector makes besides its own.
    """
    payload = {**THE_ACCOUNT, "Scans": dict(scans)}
    status = f"$.accounts[0].resourceState.{list(scans.values())[-1]}.status"
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
                    script_step("Enable", raise_failures, read, enable, payload=payload),
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
