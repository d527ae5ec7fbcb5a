"""Buckets allow no public writing; the runbook shuts the policy or ACL that allows it, and can open it again.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-public-write-prohibited.html
"""

from awacs import s3

from generator.blocks.bucket_public_access import complies, needed, read, repair, restore
from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

PERMISSIONS = ("WRITE", "WRITE_ACP", "FULL_CONTROL")
"""What an ACL must not give to everybody."""

CONTROL = Control(
    identifier="S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    title=Text("Buckets take nothing from the public", "バケットは公開書き込みを許可しない"),
    why=Text(
        "Where everybody can write, attackers store their files at your cost and replace yours.",
        "誰でも書き込めるバケットには、攻撃者がファイルを保存し、既存のものを置き換えます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair stops uploads that come without credentials of this account.",
        "修復すると、このアカウントの認証情報を使わないアップロードが拒否されます。",
    ),
    framework=Framework(security_hub=("S3.3",), trusted_advisor=("Pfx0RwqBli",), anti_patterns=(6,)),
    runbook=Runbook(
        name="BlockBucketPublicWrite",
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
