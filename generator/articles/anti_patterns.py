"""Emits templates/anti-patterns.yaml: twenty-one ways to run AWS insecurely, as AWS Config rules that find them, with repair.

https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html
"""

from collections.abc import Iterator

from generator.blocks.checklist import Row, checklist, controls_of
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    access_keys_rotated,
    alb_waf_enabled,
    cloud_trail_cloud_watch_logs_enabled,
    cloudfront_associated_with_waf,
    cloudfront_s3_origin_access_control_enabled,
    codebuild_project_envvar_awscred_check,
    cw_loggroup_retention_period_check,
    ec2_managedinstance_patch_compliance_status_check,
    ecr_private_image_scanning_enabled,
    ecs_no_environment_secrets,
    guardduty_enabled_centralized,
    iam_policy_no_statements_with_admin_access,
    iam_root_access_key_check,
    iam_user_no_policies_check,
    iam_user_unused_credentials_check,
    incoming_ssh_disabled,
    inspector_ec2_scan_enabled,
    macie_status_check,
    mfa_enabled_for_iam_console_access,
    multi_region_cloud_trail_enabled,
    nacl_no_unrestricted_ssh_rdp,
    rds_instance_public_access_check,
    restricted_incoming_traffic,
    root_account_mfa_enabled,
    s3_account_level_public_access_blocks_periodic,
    s3_bucket_public_read_prohibited,
    s3_bucket_public_write_prohibited,
    security_account_information_provided,
    securityhub_enabled,
    service_vpc_endpoint_enabled,
    vpc_endpoint_policy_not_open,
)
from generator.model import Article, Element, Scope, Text

ROWS = (
    Row(
        name="1. IAM policies that are too broad",
        controls=(iam_policy_no_statements_with_admin_access.CONTROL,),
        words="It reads customer managed policies, not inline ones.",
    ),
    Row(name="2. Policies attached to users", controls=(iam_user_no_policies_check.CONTROL,)),
    Row(
        name="3. Access keys that nobody manages",
        controls=(access_keys_rotated.CONTROL, iam_user_unused_credentials_check.CONTROL),
        words="That a key is shared cannot be seen.",
    ),
    Row(
        name="4. The root user in daily use",
        controls=(iam_root_access_key_check.CONTROL,),
        words="That somebody works as root shows in CloudTrail only: an alarm on its log finds it, no rule does.",
    ),
    Row(
        name="5. No MFA",
        controls=(mfa_enabled_for_iam_console_access.CONTROL, root_account_mfa_enabled.CONTROL),
    ),
    Row(
        name="6. Public S3 buckets",
        controls=(
            s3_account_level_public_access_blocks_periodic.CONTROL,
            s3_bucket_public_read_prohibited.CONTROL,
            s3_bucket_public_write_prohibited.CONTROL,
        ),
    ),
    Row(name="7. RDS on the internet", controls=(rds_instance_public_access_check.CONTROL,)),
    Row(
        name="8. Loose security groups",
        controls=(incoming_ssh_disabled.CONTROL, restricted_incoming_traffic.CONTROL),
    ),
    Row(
        name="9. Network ACLs that were never designed",
        controls=(nacl_no_unrestricted_ssh_rdp.CONTROL,),
        words="The ACL that AWS gives a VPC allows everything and is found too.",
    ),
    Row(
        name="10. VPC endpoint policies left open",
        controls=(service_vpc_endpoint_enabled.CONTROL, vpc_endpoint_policy_not_open.CONTROL),
        words="The first finds a missing endpoint of the EC2 API, the second the policy of one that is there.",
    ),
    Row(
        name="11. Unprotected CloudFront origins",
        controls=(cloudfront_s3_origin_access_control_enabled.CONTROL,),
        words="In us-east-1.",
    ),
    Row(
        name="12. No AWS WAF",
        controls=(cloudfront_associated_with_waf.CONTROL, alb_waf_enabled.CONTROL),
        words="Whether the rules of a web ACL fit the application is not seen.",
    ),
    Row(
        name="13. No patching",
        controls=(ec2_managedinstance_patch_compliance_status_check.CONTROL,),
        words="It sees instances that Systems Manager manages.",
    ),
    Row(
        name="14. AWS Config off",
        words="Without AWS Config no rule runs. The template config turns it on; Security Hub checks it as Config.1.",
    ),
    Row(name="15. CloudTrail off", controls=(multi_region_cloud_trail_enabled.CONTROL,)),
    Row(
        name="16. Credentials in the clear",
        controls=(ecs_no_environment_secrets.CONTROL, codebuild_project_envvar_awscred_check.CONTROL),
        words="Code and files are not read.",
    ),
    Row(
        name="17. Findings of ECR scans ignored",
        controls=(ecr_private_image_scanning_enabled.CONTROL,),
        words="That nobody reads a finding cannot be seen.",
    ),
    Row(
        name="18. No CloudWatch Logs",
        controls=(cloud_trail_cloud_watch_logs_enabled.CONTROL, cw_loggroup_retention_period_check.CONTROL),
        words="That an application logs nothing cannot be seen.",
    ),
    Row(
        name="19. No vulnerability assessment",
        controls=(securityhub_enabled.CONTROL, inspector_ec2_scan_enabled.CONTROL),
    ),
    Row(
        name="20. No threat detection",
        controls=(guardduty_enabled_centralized.CONTROL, macie_status_check.CONTROL),
    ),
    Row(
        name="21. No incident response plan",
        controls=(security_account_information_provided.CONTROL,),
        words="It sees whether AWS knows whom to call; a plan is no configuration.",
    ),
)


def elements() -> Iterator[Element]:
    """One row per anti-pattern, then what every template has."""
    yield from checklist(*ROWS)
    yield from control_notifications("AntiPatterns", *controls_of(ROWS))
    yield from deployment()


ARTICLE = Article(
    title=Text("Anti-patterns", "アンチパターン"),
    summary=Text(
        "AWS Config rules that find 21 security anti-patterns, with runbooks that repair what can be repaired.",
        "セキュリティの 21 のアンチパターンを検出する AWS Config ルールと、修復できる違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, the Automation steps of each repair, and the services that a repair turns on.",
        "ルール評価 1 回あたり 0.001 USD、修復ごとの Automation ステップ料金、修復で有効になるサービスの料金。",
    ),
    elements=elements,
    controls=controls_of(ROWS),
)
