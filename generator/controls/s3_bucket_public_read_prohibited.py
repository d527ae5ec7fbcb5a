"""Buckets allow no public reading; the runbook shuts the policy or ACL that allows it, and can open it again.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-public-read-prohibited.html
"""

from awacs import s3

from generator.blocks.bucket_public_access import complies, needed, read, repair, restore
from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

PERMISSIONS = ("READ", "READ_ACP", "FULL_CONTROL")
"""What an ACL must not give to everybody."""

CONTROL = Control(
    identifier="S3_BUCKET_PUBLIC_READ_PROHIBITED",
    title=Text("Buckets give nothing to the public to read", "バケットは公開読み取りを許可しない"),
    why=Text(
        "What everybody can list or read, search engines and attackers find within hours.",
        "誰でも読み取れるオブジェクトは、数時間で検索エンジンや攻撃者に見つかります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair takes what the public reads from the bucket, a website or downloads, off the net.",
        "修復すると、バケットから公開している Web サイトやダウンロードが停止します。",
    ),
    framework=Framework(security_hub=("S3.2",), trusted_advisor=("Pfx0RwqBli",), anti_patterns=(6,)),
    runbook=Runbook(
        name="BlockBucketPublicRead",
        description=(
            "Turns on the block public access setting of a bucket that shuts its public policy or ACL and leaves both as"
            " they are; Restore puts the former settings back."
        ),
        inputs=BUCKET_INPUTS,
        undo=Text("The former block public access settings.", "以前のパブリックアクセスブロック設定。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(needed,)),
            payload={**THE_BUCKET, "Permissions": list(PERMISSIONS)},
        ),
        permissions=(
            on_buckets(
                s3.GetBucketAcl,
                s3.GetBucketPolicyStatus,
                s3.GetBucketPublicAccessBlock,
                s3.PutBucketPublicAccessBlock,
            ),
        ),
    ),
)
