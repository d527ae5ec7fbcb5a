"""Buckets have no ACLs; the runbook takes the grants away and disables ACLs, and can put both back.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-acl-prohibited.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-migrating-acls-prerequisites.html
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Who owns the bucket's objects (None where nothing was ever set), and the bucket's ACL."""
    import boto3
    from botocore.exceptions import ClientError

    client, ownership = boto3.client("s3"), None
    try:
        found = client.get_bucket_ownership_controls(Bucket=events["BucketName"])
        ownership = found["OwnershipControls"]["Rules"][0]["ObjectOwnership"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "OwnershipControlsNotFoundError":
            raise
    acl = client.get_bucket_acl(Bucket=events["BucketName"])
    return {"ObjectOwnership": ownership, "Owner": acl["Owner"], "Grants": acl["Grants"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """ACLs are disabled, or the ACL gives nothing to anybody but the owner."""
    others = [grant for grant in state["Grants"] if grant["Grantee"].get("ID") != state["Owner"]["ID"]]
    return state["ObjectOwnership"] == "BucketOwnerEnforced" or not others


def repair(events: Events, context: object) -> None:
    """Reset the ACL, then disable ACLs; raises ValueError where access logs arrive through the ACL."""
    import boto3

    client, bucket = boto3.client("s3"), events["BucketName"]
    if any(grant["Grantee"].get("URI", "").endswith("/s3/LogDelivery") for grant in read(events)["Grants"]):
        raise ValueError(
            f"access logs reach {bucket} through its ACL: let logging.s3.amazonaws.com write by the bucket's policy first"
        )
    client.put_bucket_acl(Bucket=bucket, ACL="private")
    client.put_bucket_ownership_controls(
        Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    )


def restore(events: Events, context: object) -> None:
    """Put the former ownership back, then the former ACL, which S3 takes only where ACLs are not disabled."""
    import json

    import boto3

    client, bucket = boto3.client("s3"), events["BucketName"]
    before = json.loads("".join(events["Restore"]))
    if before["ObjectOwnership"] is None:
        client.delete_bucket_ownership_controls(Bucket=bucket)
    else:
        client.put_bucket_ownership_controls(
            Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": before["ObjectOwnership"]}]}
        )
    client.put_bucket_acl(Bucket=bucket, AccessControlPolicy={"Owner": before["Owner"], "Grants": before["Grants"]})


CONTROL = Control(
    identifier="S3_BUCKET_ACL_PROHIBITED",
    title=Text("Buckets give access by policies, not by ACLs", "バケットのアクセス許可は ACL ではなくポリシーで与える"),
    why=Text(
        "ACLs give access beside the policies, where reviews overlook it.",
        "ACL によるアクセス許可はポリシーの外にあり、レビューで見落とされます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts off whoever reaches the bucket or its objects through an ACL, and writers that send ACLs.",
        "修復すると、ACL でバケットやオブジェクトにアクセスする利用者と、ACL を指定する書き込みが拒否されます。",
    ),
    framework=Framework(security_hub=("S3.12",)),
    runbook=Runbook(
        name="DisableBucketAcl",
        description=(
            "Takes away the grants of a bucket's ACL and gives its owner all objects, which disables ACLs; Restore puts"
            " the former ownership and grants back."
        ),
        inputs=BUCKET_INPUTS,
        undo=Text("The former object ownership and ACL.", "以前のオブジェクト所有者設定と ACL。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags),
            payload=THE_BUCKET,
        ),
        permissions=(
            on_buckets(
                s3.GetBucketAcl,
                s3.GetBucketOwnershipControls,
                s3.PutBucketAcl,
                s3.PutBucketOwnershipControls,
            ),
        ),
    ),
)
