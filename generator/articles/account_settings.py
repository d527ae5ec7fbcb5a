"""Emits templates/account-settings.yaml: settings of the account that CloudFormation cannot make, kept on schedule without AWS Config.

https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-state.html
"""

from collections.abc import Iterator

from generator.blocks.account_setting import account_settings, enforced
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    ebs_snapshot_block_public_access,
    ec2_ebs_encryption_by_default,
    ec2_image_block_public_access,
    ec2_instance_metadata_defaults,
    iam_password_policy,
    inspector_ec2_scan_enabled,
    inspector_ecr_scan_enabled,
    inspector_lambda_standard_scan_enabled,
    s3_account_level_public_access_blocks_periodic,
    ssm_automation_block_public_sharing,
)
from generator.model import Article, Element, Scope, Text

SETTINGS = (
    iam_password_policy.CONTROL,
    s3_account_level_public_access_blocks_periodic.CONTROL,
    ec2_ebs_encryption_by_default.CONTROL,
    ebs_snapshot_block_public_access.CONTROL,
    ec2_image_block_public_access.CONTROL,
    ec2_instance_metadata_defaults.CONTROL,
    ssm_automation_block_public_sharing.CONTROL,
)
SCANS = (
    inspector_ec2_scan_enabled.CONTROL,
    inspector_ecr_scan_enabled.CONTROL,
    inspector_lambda_standard_scan_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The settings, then what every template has."""
    yield from account_settings(*SETTINGS)
    yield from account_settings(*SCANS, regions_of="AWS::InspectorV2::Filter")
    yield from control_notifications("AccountSettings", *(enforced(control) for control in (*SETTINGS, *SCANS)))
    yield from deployment()


ARTICLE = Article(
    title=Text("Account settings", "アカウント設定"),
    summary=Text(
        "Settings of the account that CloudFormation cannot make, kept by Systems Manager on a schedule, without AWS Config.",
        "CloudFormation では作成できないアカウント設定を、AWS Config なしで Systems Manager が定期的に維持します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Two Automation steps per setting and run, more where one is repaired (accounts new to Automation since 2025-08-14 have no free"
        " steps), and the scans of Inspector that a setting turns on.",
        "設定と実行ごとに Automation 2 ステップ (修復時はそれ以上。2025-08-14 以降に Automation を使い始めたアカウントに無料枠はない) と、"
        "有効にした Inspector のスキャン料金。",
    ),
    elements=elements,
    detected_by=(
        "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
        "EC2_EBS_ENCRYPTION_BY_DEFAULT",
        "EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS",
        "SSM_AUTOMATION_BLOCK_PUBLIC_SHARING",
        "IAM_PASSWORD_POLICY",
    ),
    controls=(*SETTINGS, *SCANS),
)
