"""Emits templates/config-rules-cloudtrail.yaml: AWS Config rules for AWS CloudTrail, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    cloud_trail_cloud_watch_logs_enabled,
    cloud_trail_enabled,
    cloud_trail_encryption_enabled,
    cloud_trail_log_file_validation_enabled,
    cloudtrail_s3_dataevents_enabled,
    cloudtrail_security_trail_enabled,
    multi_region_cloud_trail_enabled,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    cloud_trail_log_file_validation_enabled.CONTROL,
    cloud_trail_encryption_enabled.CONTROL,
    cloud_trail_cloud_watch_logs_enabled.CONTROL,
    multi_region_cloud_trail_enabled.CONTROL,
    cloud_trail_enabled.CONTROL,
    cloudtrail_security_trail_enabled.CONTROL,
    cloudtrail_s3_dataevents_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("CloudTrail", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("CloudTrail controls", "CloudTrail のコントロール"),
    summary=Text(
        "AWS Config rules for trails of AWS CloudTrail, with runbooks that repair what can be repaired.",
        "AWS CloudTrail の証跡の AWS Config ルールと、修復できる違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair; keys, log groups and trails as you choose them.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。キー、ロググループ、証跡は選択に応じた料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
