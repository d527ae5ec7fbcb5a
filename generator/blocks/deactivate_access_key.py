"""The runbook that deactivates one access key, whoever's it is, and can activate it again.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys-admin-managed.html
"""

from awacs import iam

from generator.blocks.iam_user import EVERY_USER
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Input, Runbook, Text


def owner(events: Events) -> str:
    """The name of the user whose key it is."""
    import boto3

    return str(boto3.client("iam").get_access_key_last_used(AccessKeyId=events["AccessKeyId"])["UserName"])


def read(events: Events) -> dict[str, str]:
    """The status of the key; raises ValueError where no user of the account has it."""
    import boto3

    pages = boto3.client("iam").get_paginator("list_access_keys").paginate(UserName=owner(events))
    for key in (key for page in pages for key in page["AccessKeyMetadata"]):
        if key["AccessKeyId"] == events["AccessKeyId"]:
            return {"Status": key["Status"]}
    raise ValueError(f"no user of this account has the key {events['AccessKeyId']}")


def complies(state: dict[str, str], events: Events) -> bool:
    """It opens nothing any more."""
    return state["Status"] == "Inactive"


def repair(events: Events, context: object) -> None:
    """Deactivate it; it is not deleted, because it is evidence."""
    import boto3

    boto3.client("iam").update_access_key(UserName=owner(events), AccessKeyId=events["AccessKeyId"], Status="Inactive")


def restore(events: Events, context: object) -> None:
    """Give it the status that it had."""
    import json

    import boto3

    status = json.loads("".join(events["Restore"]))["Status"]
    boto3.client("iam").update_access_key(UserName=owner(events), AccessKeyId=events["AccessKeyId"], Status=status)


RUNBOOK = Runbook(
    name="DeactivateAccessKey",
    description=(
        "Deactivates an access key of a user; deletes nothing. Sessions that were made with it live on until they expire."
        " Restore activates it again."
    ),
    inputs=(
        Input(
            name="AccessKeyId",
            type="String",
            description="The id of the access key, which begins with AKIA.",
            allowed_pattern="^AKIA[A-Z0-9]{12,124}$",
        ),
    ),
    undo=Text("The key is active again.", "キーを再び有効にします。"),
    steps=state_steps(
        StateFunctions(read=read, complies=complies, repair=repair, restore=restore, shared=(owner,)),
        payload={"AccessKeyId": "{{ AccessKeyId }}"},
    ),
    permissions=(allow(iam.GetAccessKeyLastUsed, iam.ListAccessKeys, iam.UpdateAccessKey, on=EVERY_USER),),
)
