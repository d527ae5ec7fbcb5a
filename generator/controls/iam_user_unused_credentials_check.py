"""Credentials of IAM users are in use; the runbook deactivates access keys that are not, and leaves passwords to a person.

https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html
"""

from typing import Any

from awacs import iam

from generator.blocks.iam_user import EVERY_USER, THE_USER, USER_ID, tags, user_name
from generator.blocks.policy import allow
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

MAX_IDLE = "45"
"""Days, for the rule and for the runbook: CIS wants 45, Security Hub's IAM.8 is content with 90."""


def last_life(client: Any, key: dict[str, Any]) -> float:
    """When the key was used last, in seconds since the epoch; when it was made, if it has never been used."""
    used = client.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"].get("LastUsedDate")
    return max(float(each.timestamp()) for each in (key["CreateDate"], used) if each)


def read(events: Events) -> dict[str, list[str]]:
    """The user's active keys that nobody uses or, to compare with what is to be restored, that an earlier run deactivated."""
    import json
    import time

    import boto3

    client = boto3.client("iam")
    oldest = time.time() - int(events["MaxIdle"]) * 86400
    wanted = json.loads("".join(events["Restore"]))["ActiveKeys"] if events.get("Restore") else None
    pages = client.get_paginator("list_access_keys").paginate(UserName=user_name(events))
    active = [key for page in pages for key in page["AccessKeyMetadata"] if key["Status"] == "Active"]
    found = [
        key["AccessKeyId"]
        for key in active
        if (last_life(client, key) < oldest if wanted is None else key["AccessKeyId"] in wanted)
    ]
    return {"ActiveKeys": sorted(found)}


def complies(state: dict[str, list[str]], events: Events) -> bool:
    """No active key is unused. A password cannot be deactivated, only deleted for ever: a person does that."""
    return not state["ActiveKeys"]


def repair(events: Events, context: object) -> None:
    """Deactivate the unused keys; they are not deleted."""
    import boto3

    name = user_name(events)
    for key in read(events)["ActiveKeys"]:
        boto3.client("iam").update_access_key(UserName=name, AccessKeyId=key, Status="Inactive")


def restore(events: Events, context: object) -> None:
    """Activate the keys that an earlier run deactivated, and no others."""
    import json

    import boto3

    name = user_name(events)
    for key in json.loads("".join(events["Restore"]))["ActiveKeys"]:
        boto3.client("iam").update_access_key(UserName=name, AccessKeyId=key, Status="Active")


CONTROL = Control(
    identifier="IAM_USER_UNUSED_CREDENTIALS_CHECK",
    title=Text(
        f"Passwords and access keys have been used within {MAX_IDLE} days",
        f"パスワードとアクセスキーは過去 {MAX_IDLE} 日以内に使用されている",
    ),
    why=Text(
        "Nobody notices when a credential that nobody uses is stolen. Passwords that are found here are deleted by hand.",
        "誰も使っていない認証情報は、盗まれても気付かれません。検出されたパスワードは手動で削除します。",
    ),
    scope=Scope.HOME,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair stops jobs that use a key less often; tag break-glass users as exempt. It leaves passwords alone.",
        "修復すると、まれにしか実行されない処理が停止します。緊急用ユーザーには除外タグを付けてください。パスワードは変更しません。",
    ),
    framework=Framework(
        security_hub=("IAM.8", "IAM.22"),
        cis={"1.2.0": ("1.3",), "1.4.0": ("1.12",), "3.0.0": ("1.12",), "5.0.0": ("1.11",)},
        trusted_advisor=("DqdJqYeRm5",),
        anti_patterns=(3,),
    ),
    inputs={"maxCredentialUsageAge": MAX_IDLE},
    runbook=Runbook(
        name="DeactivateUnusedAccessKeys",
        description=(
            f"Deactivates a user's access keys that were not used for {MAX_IDLE} days, deletes none, and leaves the password"
            " alone. Restore activates the keys that an earlier run deactivated."
        ),
        inputs=(USER_ID, EXEMPTION),
        undo=Text("The keys that the run deactivated are active again.", "実行時に無効化したキーを再び有効にします。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(user_name, last_life)
            ),
            payload={**THE_USER, "MaxIdle": MAX_IDLE},
        ),
        permissions=(
            allow(iam.ListUsers, on="*"),
            allow(
                iam.ListUserTags,
                iam.ListAccessKeys,
                iam.GetAccessKeyLastUsed,
                iam.UpdateAccessKey,
                on=EVERY_USER,
            ),
        ),
    ),
)
