"""The runbook that gives a bucket one lifecycle rule, which clears up unfinished uploads and touches no object.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
"""

from typing import Any

from awacs import s3
from awacs.aws import Action

from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, Function, StateFunctions, state_steps
from generator.model import Runbook, Text

RULE_ID = "AbortIncompleteMultipartUploads"
DAYS = 7
"""Longer than any upload goes on, as S3's own guide and Trusted Advisor have it."""
DANGER = Text(
    f"After a repair, uploads that are not completed within {DAYS} days are discarded; no object is touched.",
    f"修復後は、{DAYS} 日以内に完了しないアップロードが破棄されます。オブジェクトは変更されません。",
)


def read(events: Events) -> dict[str, Any]:
    """The bucket's lifecycle rules and the size below which objects do not move; dates as text, None where there are none."""
    import json

    import boto3
    from botocore.exceptions import ClientError

    try:
        found = boto3.client("s3").get_bucket_lifecycle_configuration(Bucket=events["BucketName"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchLifecycleConfiguration":
            raise
        return {"Rules": None, "TransitionDefaultMinimumObjectSize": None}
    return {
        "Rules": json.loads(json.dumps(found["Rules"], default=lambda date: date.isoformat())),
        "TransitionDefaultMinimumObjectSize": found.get("TransitionDefaultMinimumObjectSize"),
    }


def rule_enabled(state: dict[str, Any]) -> bool:
    """At least one rule is enabled."""
    return any(rule["Status"] == "Enabled" for rule in state["Rules"] or [])


def put(events: Events, state: dict[str, Any]) -> None:
    """Replace the lifecycle configuration by ``state``."""
    import boto3

    size = state["TransitionDefaultMinimumObjectSize"]
    boto3.client("s3").put_bucket_lifecycle_configuration(
        Bucket=events["BucketName"],
        LifecycleConfiguration={"Rules": state["Rules"]},
        **({"TransitionDefaultMinimumObjectSize": size} if size else {}),
    )


def repair(events: Events, context: object) -> None:
    """Add the rule after the others; where one of them is ours and disabled, the new one gets a name that is free."""
    state = read(events)
    others = state["Rules"] or []
    taken, name = {rule.get("ID") for rule in others}, events["RuleId"]
    while name in taken:
        name += "-"
    rule = {
        "ID": name,
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": int(events["Days"])},
    }
    put(events, {**state, "Rules": [*others, rule]})


def restore(events: Events, context: object) -> None:
    """Put the former rules back, or none where there were none."""
    import json

    import boto3

    before = json.loads("".join(events["Restore"]))
    if before["Rules"] is None:
        boto3.client("s3").delete_bucket_lifecycle(Bucket=events["BucketName"])
    else:
        put(events, before)


def lifecycle_runbook(name: str, which: str, complies: Function, *asks: Action) -> Runbook:
    """The runbook ``name`` for ``which`` buckets; ``asks`` are the actions that ``complies`` needs besides the rules."""
    functions = StateFunctions(
        read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(put, rule_enabled)
    )
    return Runbook(
        name=name,
        description=(
            f"Adds one lifecycle rule to {which}, which discards uploads that are not completed within"
            f" {DAYS} days; Restore puts the former rules back."
        ),
        inputs=BUCKET_INPUTS,
        undo=Text("The former lifecycle rules.", "以前のライフサイクルルール。"),
        steps=state_steps(functions, payload={**THE_BUCKET, "RuleId": RULE_ID, "Days": DAYS}),
        permissions=(on_buckets(s3.GetLifecycleConfiguration, s3.PutLifecycleConfiguration, *asks),),
    )
