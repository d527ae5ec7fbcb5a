"""Emits templates/s3-encryption.yaml: Config finds buckets whose data is in plain text somewhere, Systems Manager encrypts them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryption.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    s3_bucket_server_side_encryption_enabled,
    s3_bucket_ssl_requests_only,
    s3_default_encryption_kms,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    s3_bucket_server_side_encryption_enabled.CONTROL,
    s3_default_encryption_kms.CONTROL,
    s3_bucket_ssl_requests_only.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("S3Encryption", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("S3 encryption", "S3 の暗号化"),
    summary=Text(
        "Buckets encrypt what they store, with KMS keys if you like, and refuse plain HTTP. Config finds the ones that do not.",
        "バケットの保存データを(必要に応じて KMS キーで)暗号化し、平文の HTTP を拒否します。違反は Config が検出します。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "Three Config rules: USD 0.001 per evaluation, and the Automation steps of each repair; KMS requests with a key.",
        "Config ルール 3 つ: 評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。KMS キー使用時はリクエスト料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
