"""Emits templates/config-rules-ec2.yaml: AWS Config rules for Amazon EC2 and EBS, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    ebs_snapshot_block_public_access,
    ebs_snapshot_public_restorable_check,
    ec2_ebs_encryption_by_default,
    ec2_imdsv2_check,
    ec2_instance_managed_by_ssm,
    ec2_managedinstance_patch_compliance_status_check,
    ec2_stopped_instance,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    ec2_ebs_encryption_by_default.CONTROL,
    ebs_snapshot_public_restorable_check.CONTROL,
    ebs_snapshot_block_public_access.CONTROL,
    ec2_imdsv2_check.CONTROL,
    ec2_instance_managed_by_ssm.CONTROL,
    ec2_managedinstance_patch_compliance_status_check.CONTROL,
    ec2_stopped_instance.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("EC2", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("EC2 controls", "EC2 のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon EC2 and EBS, each with a runbook that repairs what it finds.",
        "Amazon EC2 と EBS の AWS Config ルールと、検出した違反を修復するランブック。",
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
