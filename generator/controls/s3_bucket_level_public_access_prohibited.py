"""Buckets block public access; the runbook turns all four settings on, and can put the former ones back.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-level-public-access-prohibited.html
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_public_access import read, restore
from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

SETTINGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def complies(state: dict[str, Any], events: Events) -> bool:
    """All four settings are on."""
    block = state["PublicAccessBlock"] or {}
    return all(block.get(setting) for setting in events["Settings"])


CONTROL = Control(
    identifier="S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    title=Text("Buckets block public access", "バケットはパブリックアクセスをブロックする"),
    why=Text(
        "One policy or ACL by mistake opens a bucket to everybody, unless the bucket blocks public access.",
        "パブリックアクセスをブロックしていないバケットは、ポリシーや ACL の 1 つの誤りで全世界に公開されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair takes public websites and downloads that a bucket serves by itself off the net.",
        "修復すると、バケットから直接公開している Web サイトやダウンロードが停止します。",
    ),
    framework=Framework(
        # Security Hub's own check looks at the buckets of trails.
        security_hub=("S3.8", "CloudTrail.6"),
        cis={"1.2.0": ("2.3",), "1.4.0": ("2.1.5", "3.3"), "3.0.0": ("2.1.4",), "5.0.0": ("2.1.4",)},
        trusted_advisor=("Pfx0RwqBli",),
        anti_patterns=(6,),
    ),
    runbook=Runbook(
        name="BlockBucketPublicAccess",
        description="Turns on the four block public access settings of a bucket; Restore puts the former ones back.",
        inputs=BUCKET_INPUTS,
        undo=Text("The former settings of the bucket.", "バケットの以前の設定。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "BlockPublicAccess",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "s3",
                            "Api": "PutPublicAccessBlock",
                            "Bucket": "{{ BucketName }}",
                            "PublicAccessBlockConfiguration": dict.fromkeys(SETTINGS, True),
                        },
                    },
                ),
                restore=restore,
                tags=tags,
            ),
            payload={**THE_BUCKET, "Settings": list(SETTINGS)},
        ),
        permissions=(on_buckets(s3.GetBucketPublicAccessBlock, s3.PutBucketPublicAccessBlock),),
    ),
)
