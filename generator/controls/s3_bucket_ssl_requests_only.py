"""Buckets refuse plain HTTP; the runbook adds one statement to the policy, once, and can put the former policy back.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

SID = "DenyPlainHttp"


def listed(value: Any) -> list[Any]:
    """What a policy holds as one value or as a list."""
    return value if isinstance(value, list) else [value]


def read(events: Events) -> dict[str, Any]:
    """The bucket's policy; None where it has none."""
    import json

    import boto3
    from botocore.exceptions import ClientError

    try:
        found = boto3.client("s3").get_bucket_policy(Bucket=events["BucketName"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucketPolicy":
            raise
        return {"Policy": None}
    return {"Policy": json.loads(found["Policy"])}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Deny statements for everyone and every action, on nothing but plain HTTP, cover the bucket and its objects."""
    covered = set()
    for statement in listed((state["Policy"] or {}).get("Statement", [])):
        condition = {
            (operator.lower(), key.lower(), str(value).lower())
            for operator, pairs in statement.get("Condition", {}).items()
            for key, values in pairs.items()
            for value in listed(values)
        }
        everyone = statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})
        everything = {"*", "s3:*"} & {str(action).lower() for action in listed(statement.get("Action", []))}
        plain = condition in (
            {("bool", "aws:securetransport", "false")},
            {("boolifexists", "aws:securetransport", "false")},
        )
        if statement["Effect"] == "Deny" and everyone and everything and plain:
            covered.update(listed(statement.get("Resource", [])))
    arn = f"arn:{events['Partition']}:s3:::{events['BucketName']}"
    return bool({"*", arn, f"{arn}*"} & covered) and bool({"*", f"{arn}/*", f"{arn}*"} & covered)


def website(events: Events) -> bool:
    """Whether the bucket serves a website, which S3 does over plain HTTP only."""
    import boto3
    from botocore.exceptions import ClientError

    try:
        boto3.client("s3").get_bucket_website(Bucket=events["BucketName"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchWebsiteConfiguration":
            raise
        return False
    return True


def repair(events: Events, context: object) -> None:
    """Add the statement after the others, with a name that none of them has; raises ValueError for a website."""
    import json

    import boto3

    if website(events):
        raise ValueError(f"{events['BucketName']} serves a website over plain HTTP; let CloudFront serve it first")
    policy = read(events)["Policy"] or {"Version": "2012-10-17"}
    others = listed(policy.get("Statement", []))
    arn = f"arn:{events['Partition']}:s3:::{events['BucketName']}"
    name = {} if any(each.get("Sid") == events["Sid"] for each in others) else {"Sid": events["Sid"]}
    deny = {
        **name,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    merged = {**policy, "Statement": [*others, deny]}
    boto3.client("s3").put_bucket_policy(Bucket=events["BucketName"], Policy=json.dumps(merged))


def restore(events: Events, context: object) -> None:
    """Put the former policy back, or none where there was none."""
    import json

    import boto3

    client, policy = boto3.client("s3"), json.loads("".join(events["Restore"]))["Policy"]
    if policy is None:
        client.delete_bucket_policy(Bucket=events["BucketName"])
    else:
        client.put_bucket_policy(Bucket=events["BucketName"], Policy=json.dumps(policy))


CONTROL = Control(
    identifier="S3_BUCKET_SSL_REQUESTS_ONLY",
    title=Text("Buckets refuse requests over plain HTTP", "バケットは平文の HTTP リクエストを拒否する"),
    why=Text(
        "Over plain HTTP, whoever sits on the line reads the objects and can change them.",
        "平文の HTTP では、経路上の第三者がオブジェクトを読み取り、改ざんできます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    danger=Text(
        "A repair stops clients that use plain HTTP; a bucket that is a website is left as it is.",
        "修復すると、平文の HTTP を使うクライアントは拒否されます。Web サイトのバケットは変更しません。",
    ),
    framework=Framework(security_hub=("S3.5",), cis={"1.4.0": ("2.1.2",), "3.0.0": ("2.1.1",), "5.0.0": ("2.1.1",)}),
    runbook=Runbook(
        name="DenyPlainHttpToBucket",
        description=(
            "Adds one statement to a bucket's policy that denies plain HTTP and leaves the others as they are;"
            " Restore puts the former policy back."
        ),
        inputs=BUCKET_INPUTS,
        undo=Text("The former policy of the bucket.", "バケットの以前のポリシー。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(listed, website)
            ),
            payload={**THE_BUCKET, "Partition": "{{ global:AWS_PARTITION }}", "Sid": SID},
        ),
        permissions=(on_buckets(s3.GetBucketPolicy, s3.GetBucketWebsite, s3.PutBucketPolicy, s3.DeleteBucketPolicy),),
    ),
)
