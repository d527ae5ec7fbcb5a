"""Access keys of IAM users are at most 90 days old; the runbook deactivates older ones, and can activate them again.

https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html
"""

from awacs import iam

from generator.blocks.iam_user import EVERY_USER, THE_USER, USER_ID, tags, user_name
from generator.blocks.policy import allow
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

MAX_AGE = "90"
"""Days, for the rule and for the runbook."""


def read(events: Events) -> dict[str, list[str]]:
    """The user's active keys that are too old or, to compare with what is to be restored, that an earlier run deactivated."""
    import json
    import time

    import boto3

    oldest = time.time() - int(events["MaxAge"]) * 86400
    wanted = json.loads("".join(events["Restore"]))["ActiveKeys"] if events.get("Restore") else None
    pages = boto3.client("iam").get_paginator("list_access_keys").paginate(UserName=user_name(events))
    active = [key for page in pages for key in page["AccessKeyMetadata"] if key["Status"] == "Active"]
    found = [
        key["AccessKeyId"]
        for key in active
        if (key["CreateDate"].timestamp() < oldest if wanted is None else key["AccessKeyId"] in wanted)
    ]
    return {"ActiveKeys": sorted(found)}


def complies(state: dict[str, list[str]], events: Events) -> bool:
    """No active key is too old."""
    return not state["ActiveKeys"]


def repair(events: Events, context: object) -> None:
    """Deactivate the old keys; they are not deleted."""
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
    identifier="ACCESS_KEYS_ROTATED",
    title=Text(f"Access keys are at most {MAX_AGE} days old", f"アクセスキーは作成から {MAX_AGE} 日以内である"),
    why=Text(
        "The longer an access key lives, the more copies of it there are, and the longer a stolen one works.",
        "アクセスキーは古いほど複製が増え、盗まれた場合に長く悪用されます。",
    ),
    scope=Scope.HOME,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair stops everything that still works with an old key, until the key is activated again.",
        "修復すると、古いキーを使い続けている処理は、キーを再度有効にするまで停止します。",
    ),
    framework=Framework(
        security_hub=("IAM.3",),
        cis={"1.2.0": ("1.4",), "1.4.0": ("1.14",), "3.0.0": ("1.14",), "5.0.0": ("1.13",)},
        trusted_advisor=("DqdJqYeRm5",),
        anti_patterns=(3,),
    ),
    inputs={"maxAccessKeyAge": MAX_AGE},
    runbook=Runbook(
        name="DeactivateOldAccessKeys",
        description=(
            f"Deactivates a user's access keys that are older than {MAX_AGE} days, and deletes none."
            " Restore activates the keys that an earlier run deactivated."
        ),
        inputs=(USER_ID, EXEMPTION),
        undo=Text("The keys that the run deactivated are active again.", "実行時に無効化したキーを再び有効にします。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(user_name,)
            ),
            payload={**THE_USER, "MaxAge": MAX_AGE},
        ),
        permissions=(
            allow(iam.ListUsers, on="*"),
            allow(iam.ListUserTags, iam.ListAccessKeys, iam.UpdateAccessKey, on=EVERY_USER),
        ),
    ),
)
