"""Emits templates/trusted-advisor-checks.yaml: the security checks of AWS Trusted Advisor as AWS Config rules, with repair.

https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html
"""

from collections.abc import Iterator

from generator.blocks.checklist import Row, checklist, controls_of
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    access_keys_rotated,
    cloudfront_custom_ssl_certificate,
    cloudfront_no_deprecated_ssl_protocols,
    cloudfront_traffic_to_origin_encrypted,
    ebs_snapshot_public_restorable_check,
    elb_predefined_security_policy_ssl_check,
    elb_tls_https_listeners_only,
    iam_password_policy,
    iam_root_access_key_check,
    iam_server_certificate_expiration_check,
    incoming_ssh_disabled,
    multi_region_cloud_trail_enabled,
    rds_db_security_group_not_allowed,
    rds_instance_public_access_check,
    rds_snapshots_public_prohibited,
    restricted_incoming_traffic,
    root_account_mfa_enabled,
    s3_bucket_public_read_prohibited,
    s3_bucket_public_write_prohibited,
    vpc_sg_open_only_to_authorized_ports,
)
from generator.model import Article, Element, Scope, Text

ROWS = (
    Row(
        name="[1iG5NDGVre] Security Groups - Unrestricted Access",
        controls=(vpc_sg_open_only_to_authorized_ports.CONTROL,),
    ),
    Row(
        name="[xSqX82fQu] Classic Load Balancer Security Groups",
        controls=(vpc_sg_open_only_to_authorized_ports.CONTROL,),
        words="No rule compares a group's ports with the listeners.",
    ),
    Row(name="[7DAFEmoDos] MFA on root account", controls=(root_account_mfa_enabled.CONTROL,)),
    Row(name="[DqdJqYeRm5] IAM Access Key Rotation", controls=(access_keys_rotated.CONTROL,)),
    Row(
        name="[HCP4007jGY] Security Groups - Specific Ports Unrestricted",
        controls=(restricted_incoming_traffic.CONTROL, incoming_ssh_disabled.CONTROL),
    ),
    Row(
        name="[ePs02jT06w] Amazon EBS Public Snapshots",
        controls=(ebs_snapshot_public_restorable_check.CONTROL,),
    ),
    Row(
        name="[nNauJisYIT] Amazon RDS Security Group Access Risk",
        controls=(rds_db_security_group_not_allowed.CONTROL, rds_instance_public_access_check.CONTROL),
        words="The groups that the check reads belong to EC2-Classic; today VPC groups and public access decide.",
    ),
    Row(name="[rSs93HQwa1] Amazon RDS Public Snapshots", controls=(rds_snapshots_public_prohibited.CONTROL,)),
    Row(
        name="[c9D319e7sG] Amazon Route 53 MX Resource Record Sets and Sender Policy Framework",
        words=(
            "AWS Config records hosted zones without their records. Publish a TXT record v=spf1 by hand, or give the zone"
            " one in its template."
        ),
    ),
    Row(
        name="[Pfx0RwqBli] Amazon S3 Bucket Permissions",
        controls=(s3_bucket_public_read_prohibited.CONTROL, s3_bucket_public_write_prohibited.CONTROL),
    ),
    Row(
        name="[c25hn9x03v] AWS CloudTrail Management Event Logging",
        controls=(multi_region_cloud_trail_enabled.CONTROL,),
        words="No rule sees that a delivery fails; CloudTrail's status does.",
    ),
    Row(
        name="[zXCkfM1nI3] IAM Use (no longer in Trusted Advisor)",
        controls=(iam_root_access_key_check.CONTROL,),
        words="What the check was for: nobody works as root.",
    ),
    Row(name="[Yw2K9puPzl] IAM Password Policy", controls=(iam_password_policy.CONTROL,)),
    Row(
        name="[N425c450f2] CloudFront Custom SSL Certificates in the IAM Certificate Store",
        controls=(iam_server_certificate_expiration_check.CONTROL, cloudfront_custom_ssl_certificate.CONTROL),
        words="No rule sees a SHA-1 signature or a wrong name.",
    ),
    Row(
        name="[N430c450f2] CloudFront SSL Certificate on the Origin Server",
        controls=(cloudfront_traffic_to_origin_encrypted.CONTROL, cloudfront_no_deprecated_ssl_protocols.CONTROL),
        words="No rule connects to an origin that is not in AWS, so that its certificate's end is not seen.",
    ),
    Row(
        name="[12Fnkpl8Y5] Exposed Access Keys",
        words=(
            "What stands in public repositories is no configuration. AWS Health reports it as"
            " AWS_RISK_CREDENTIALS_EXPOSED in us-east-1; deactivate the key and look in CloudTrail for what it did."
        ),
    ),
    Row(
        name="[a2sEc6ILx] ELB Listener Security",
        controls=(elb_tls_https_listeners_only.CONTROL, elb_predefined_security_policy_ssl_check.CONTROL),
    ),
)


def elements() -> Iterator[Element]:
    """One row per check, then what every template has."""
    yield from checklist(*ROWS)
    yield from control_notifications("TrustedAdvisorChecks", *controls_of(ROWS))
    yield from deployment()


ARTICLE = Article(
    title=Text("Trusted Advisor checks", "Trusted Advisor のチェック"),
    summary=Text(
        "The security checks of AWS Trusted Advisor as AWS Config rules, with runbooks that repair what can be repaired.",
        "AWS Trusted Advisor のセキュリティチェックに相当する AWS Config ルールと、修復できる違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=controls_of(ROWS),
)
