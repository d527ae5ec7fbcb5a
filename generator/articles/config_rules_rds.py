"""Emits templates/config-rules-rds.yaml: AWS Config rules for Amazon RDS and Aurora, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.blocks.rds_monitoring_role import rds_monitoring_role
from generator.controls import (
    db_instance_backup_enabled,
    rds_automatic_minor_version_upgrade_enabled,
    rds_cluster_auto_minor_version_upgrade_enable,
    rds_cluster_copy_tags_to_snapshots_enabled,
    rds_cluster_deletion_protection_enabled,
    rds_cluster_iam_authentication_enabled,
    rds_db_security_group_not_allowed,
    rds_enhanced_monitoring_enabled,
    rds_instance_copy_tags_to_snapshots_enabled,
    rds_instance_deletion_protection_enabled,
    rds_instance_iam_authentication_enabled,
    rds_instance_public_access_check,
    rds_multi_az_support,
    rds_mysql_cluster_copy_tags_to_snapshot_check,
    rds_pgsql_cluster_copy_tags_to_snapshot_check,
    rds_snapshot_encrypted,
    rds_snapshots_public_prohibited,
    rds_storage_encrypted,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    rds_snapshots_public_prohibited.CONTROL,
    rds_instance_public_access_check.CONTROL,
    rds_cluster_deletion_protection_enabled.CONTROL,
    rds_instance_deletion_protection_enabled.CONTROL,
    rds_automatic_minor_version_upgrade_enabled.CONTROL,
    rds_cluster_auto_minor_version_upgrade_enable.CONTROL,
    db_instance_backup_enabled.CONTROL,
    rds_enhanced_monitoring_enabled.CONTROL,
    rds_instance_copy_tags_to_snapshots_enabled.CONTROL,
    rds_cluster_copy_tags_to_snapshots_enabled.CONTROL,
    rds_mysql_cluster_copy_tags_to_snapshot_check.CONTROL,
    rds_pgsql_cluster_copy_tags_to_snapshot_check.CONTROL,
    rds_instance_iam_authentication_enabled.CONTROL,
    rds_cluster_iam_authentication_enabled.CONTROL,
    rds_multi_az_support.CONTROL,
    rds_snapshot_encrypted.CONTROL,
    rds_storage_encrypted.CONTROL,
    rds_db_security_group_not_allowed.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, the role of monitored instances, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("RDS", *CONTROLS)
    yield from rds_monitoring_role("RoleForEnableRdsEnhancedMonitoring")
    yield from deployment()


ARTICLE = Article(
    title=Text("RDS controls", "RDS のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon RDS and Aurora, with runbooks that repair what they find.",
        "Amazon RDS と Aurora の AWS Config ルールと、検出した違反を修復するランブック。",
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
