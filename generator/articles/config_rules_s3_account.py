"""Emits templates/config-rules-s3-account.yaml: the AWS Config rule for the account's own S3 settings, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import s3_account_level_public_access_blocks_periodic
from generator.model import Article, Element, Scope, Text

CONTROLS = (s3_account_level_public_access_blocks_periodic.CONTROL,)


def elements() -> Iterator[Element]:
    """The control, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("S3Account", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("S3 controls of the account", "アカウントの S3 のコントロール"),
    summary=Text(
        "An AWS Config rule finds an account that lets its S3 buckets be public, and a runbook blocks it.",
        "S3 バケットの公開を許すアカウント設定を AWS Config が検出し、ランブックがブロックします。",
    ),
    scope=Scope.HOME,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
