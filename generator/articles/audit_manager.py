"""Emits templates/audit-manager.yaml: an assessment of AWS Audit Manager, for accounts that set the service up before it closed.

https://docs.aws.amazon.com/audit-manager/latest/userguide/audit-manager-availability-change.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, Not, Ref, Sub, auditmanager

from generator.blocks.access_log_bucket import access_log_bucket, logged_to
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, deployment
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.blocks.region_condition import inside_of
from generator.knowledge.resource_types import known_regions, missing_regions
from generator.model import After, Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "Audit Manager"
TYPE = "AWS::AuditManager::Assessment"
ASSESSES, HAS_SERVICE = "CreatesAssessment", "HasAuditManager"
NEEDED = ("AuditFrameworkId", "AuditOwnerRoleArn")
LOGS, BUCKET, POLICY = "AuditReportsAccessLogs", "S3ForAuditReports", "S3BucketPolicyForAuditReports"


def elements() -> Iterator[Element]:
    """Parameters, the bucket of the reports, then the assessment."""
    yield from _parameters()
    yield from deployment()
    yield inside_of(HAS_SERVICE, known_regions() - missing_regions(TYPE))
    chosen = [Equals(Ref("AuditAssessment"), "CREATE"), *(_given(name) for name in NEEDED)]
    yield Condition(ASSESSES, And({"Condition": IS_HOME_REGION}, {"Condition": HAS_SERVICE}, *chosen))
    yield from access_log_bucket(LOGS, (BUCKET,), Ref("AuditReportRetentionInDays"), condition=ASSESSES)
    yield Comment(
        "Audit Manager writes a report with the permissions of the person who asks for it: the policy admits no service."
    )
    yield private_bucket(
        BUCKET,
        condition=ASSESSES,
        rules=(expiry(Ref("AuditReportRetentionInDays")),),
        **logged_to(LOGS, "audit-reports"),
    )
    yield bucket_policy(POLICY, BUCKET, condition=ASSESSES)
    yield _assessment()
    yield Output(
        name="AuditReportBucketName",
        description="Bucket of the assessment's reports.",
        value=Ref(BUCKET),
        condition=ASSESSES,
    )


def _parameters() -> Iterator[Element]:
    yield Parameter(
        name="AuditAssessment",
        description=(
            "Whether this stack makes an assessment. Audit Manager is closed to new customers since 2026-04-30: choose CREATE only in an"
            " account and Region where it is set up. AWS points others to conformance packs of AWS Config."
        ),
        label="Assessment",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name="AuditFrameworkId",
        description="Framework that is assessed: its id in this account and Region, from the framework library.",
        label="Framework",
        group=GROUP,
        default="",
        allowed_pattern="^([a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12})?$",
        constraint="An id such as a1b2c3d4-5678-90ab-cdef-1234567890ab, or nothing.",
        example="a1b2c3d4-5678-90ab-cdef-1234567890ab",
    )
    yield Parameter(
        name="AuditOwnerRoleArn",
        description="Role of the people who own the assessment; it needs permissions for Audit Manager and for the bucket of the reports.",
        label="Role of the audit owner",
        group=GROUP,
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,512})?$",
        constraint="The ARN of a role, or nothing.",
        example="arn:aws:iam::111122223333:role/audit-owner",
    )
    yield Parameter(
        name="AuditReportRetentionInDays",
        description="Days after which reports are deleted. Evidence itself stays in Audit Manager for two years.",
        label="Retention of reports in days",
        group=GROUP,
        type="Number",
        default=2557,
        min_value=1,
        max_value=36500,
    )
    words = "An assessment needs AuditFrameworkId and AuditOwnerRoleArn."
    yield Rule(
        "AssessmentHasFrameworkAndOwner",
        {
            "RuleCondition": Equals(Ref("AuditAssessment"), "CREATE"),
            "Assertions": [{"Assert": _given(name), "AssertDescription": words} for name in NEEDED],
        },
    )


def _given(name: str) -> Not:
    return Not(Equals(Ref(name), ""))


def _assessment() -> auditmanager.Assessment:
    destination = After(Sub(f"s3://${{{BUCKET}}}"), POLICY, under=ASSESSES)
    return auditmanager.Assessment(
        "AuditManagerAssessment",
        Condition=ASSESSES,
        Name=Sub(f"${{{NAME_PREFIX}}}-assessment"),
        Description="Evidence about this account",
        FrameworkId=Ref("AuditFrameworkId"),
        AssessmentReportsDestination=auditmanager.AssessmentReportsDestination(
            Destination=destination, DestinationType="S3"
        ),
        Roles=[auditmanager.Role(RoleArn=Ref("AuditOwnerRoleArn"), RoleType="PROCESS_OWNER")],
        Scope=auditmanager.Scope(AwsAccounts=[auditmanager.AWSAccount(Id=Ref("AWS::AccountId"))]),
    )


ARTICLE = Article(
    title=Text("AWS Audit Manager", "AWS Audit Manager"),
    summary=Text(
        "Off unless chosen: an Audit Manager assessment. It takes no new customers since 2026-04-30; use conformance packs instead.",
        "既定ではオフの Audit Manager の評価。2026-04-30 以降は新規顧客を受け付けていないため、AWS Config の適合パックを推奨します。",
    ),
    scope=Scope.HOME,
    cost=Text(
        "Each resource assessment that collects evidence, and storage of the reports. Nothing while it is off.",
        "証拠を収集するリソース評価の件数とレポートの保管。オフの間は無料。",
    ),
    elements=elements,
)
