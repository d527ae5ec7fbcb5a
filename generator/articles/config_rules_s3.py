"""Emits templates/config-rules-s3.yaml: AWS Config rules for Amazon S3 buckets, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    s3_bucket_acl_prohibited,
    s3_bucket_level_public_access_prohibited,
    s3_bucket_logging_enabled,
    s3_bucket_public_read_prohibited,
    s3_bucket_public_write_prohibited,
    s3_bucket_server_side_encryption_enabled,
    s3_bucket_ssl_requests_only,
    s3_bucket_versioning_enabled,
    s3_default_encryption_kms,
    s3_event_notifications_enabled,
    s3_lifecycle_policy_check,
    s3_version_lifecycle_policy_check,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    s3_bucket_level_public_access_prohibited.CONTROL,
    s3_bucket_ssl_requests_only.CONTROL,
    s3_bucket_versioning_enabled.CONTROL,
    s3_bucket_logging_enabled.CONTROL,
    s3_bucket_acl_prohibited.CONTROL,
    s3_event_notifications_enabled.CONTROL,
    s3_lifecycle_policy_check.CONTROL,
    s3_version_lifecycle_policy_check.CONTROL,
    s3_bucket_public_read_prohibited.CONTROL,
    s3_bucket_public_write_prohibited.CONTROL,
    s3_default_encryption_kms.CONTROL,
    s3_bucket_server_side_encryption_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("S3", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("S3 controls", "S3 のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon S3 buckets, each with a runbook that repairs what it finds.",
        "Amazon S3 バケットの AWS Config ルールと、検出した違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
