"""The account blocks public access to all its buckets; the runbook turns all four settings on, and can put the former ones back.

https://docs.aws.amazon.com/config/latest/developerguide/s3-account-level-public-access-blocks-periodic.html
"""

from typing import Any

from awacs import s3

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

SETTINGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def read(events: Events) -> dict[str, Any]:
    """The account's block public access settings; None where it never had any."""
    import boto3
    from botocore.exceptions import ClientError

    try:
        found = boto3.client("s3control").get_public_access_block(AccountId=events["AccountId"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchPublicAccessBlockConfiguration":
            raise
        return {"PublicAccessBlock": None}
    return {"PublicAccessBlock": found["PublicAccessBlockConfiguration"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """All four settings are on."""
    block = state["PublicAccessBlock"] or {}
    return all(block.get(setting) for setting in events["Settings"])


def restore(events: Events, context: object) -> None:
    """Put the former settings back, or none where there were none."""
    import json

    import boto3

    client, block = boto3.client("s3control"), json.loads("".join(events["Restore"]))["PublicAccessBlock"]
    if block is None:
        client.delete_public_access_block(AccountId=events["AccountId"])
    else:
        client.put_public_access_block(AccountId=events["AccountId"], PublicAccessBlockConfiguration=block)


CONTROL = Control(
    identifier="S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
    title=Text(
        "The account blocks public access to all its buckets",
        "アカウントは全バケットのパブリックアクセスをブロックする",
    ),
    why=Text(
        "Without it, every new bucket depends on its own settings to stay private.",
        "設定がない場合、新しいバケットが非公開かどうかは個々のバケットの設定に依存します。",
    ),
    scope=Scope.HOME,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair takes every public website and download that this account's buckets serve by themselves off the net.",
        "修復すると、このアカウントのバケットから直接公開している Web サイトやダウンロードがすべて停止します。",
    ),
    framework=Framework(
        security_hub=("S3.1",),
        cis={"1.4.0": ("2.1.5",), "3.0.0": ("2.1.4",), "5.0.0": ("2.1.4",)},
        anti_patterns=(6,),
    ),
    inputs=dict.fromkeys(SETTINGS, "True"),
    runbook=Runbook(
        name="BlockAccountPublicAccess",
        description="Turns on the account's four block public access settings; Restore puts the former ones back.",
        inputs=(ACCOUNT_ID,),
        undo=Text("The former settings of the account.", "アカウントの以前の設定。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "BlockPublicAccess",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "s3control",
                            "Api": "PutPublicAccessBlock",
                            **THE_ACCOUNT,
                            "PublicAccessBlockConfiguration": dict.fromkeys(SETTINGS, True),
                        },
                    },
                ),
                restore=restore,
            ),
            payload={**THE_ACCOUNT, "Settings": list(SETTINGS)},
        ),
        permissions=(allow(s3.GetAccountPublicAccessBlock, s3.PutAccountPublicAccessBlock, on="*"),),
    ),
)
