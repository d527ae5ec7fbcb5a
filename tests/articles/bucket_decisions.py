"""What the policies of buckets decide that services write to, or that hold what only this account may read."""

from collections.abc import Callable
from functools import partial

from generator.permissions.request import Principal, role, service
from tests.articles.decisions import (
    ADMIN,
    ALLOWED,
    CONFIG,
    DENIED,
    LOGGING,
    OTHER_ACCOUNT,
    OURS,
    SISTER_ACCOUNT,
    STRANGER,
    Row,
    Table,
    property_of,
    regional,
)
from tests.articles.evaluation import ACCOUNT, HOME, Made
from tests.articles.resource_decisions import OWNED, PLAIN, publishes, stack, tls, topic_table

CLOUDFRONT, GUARDDUTY, MACIE = (service(f"{name}.amazonaws.com") for name in ("cloudfront", "guardduty", "macie"))
SISTER = role(f"arn:aws:iam::{SISTER_ACCOUNT}:role/App", OURS)
ARCHIVE = partial(stack, "log-archive", ArchiveOrganizationId=OURS)
CONFIG_STACK = partial(stack, "config", ConfigTopic="CREATE")
FROM_CONFIG = {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": regional("config", "*")}
FROM_ELSEWHERE = {"aws:SourceAccount": OTHER_ACCOUNT, "aws:SourceArn": f"arn:aws:config:{HOME}:{OTHER_ACCOUNT}:x"}


def arn_of(name: str) -> str:
    """The ARN that the evaluation gives the bucket of a logical id."""
    return f"arn:aws:s3:::made-s3for{name.lower()}"


def bucket(made_here: Callable[[], Made], name: str, rows: dict[str, list[Row]]) -> Table:
    """The table of ``S3BucketPolicyFor<name>``, with what every bucket refuses."""
    document = property_of(f"S3BucketPolicyFor{name}", "PolicyDocument")
    return Table(f"bucket {name}", "resource", made_here, document, {**rows, **tls(f"made-s3for{name.lower()}")})


def _access_logs(made_here: Callable[[], Made], name: str, *sources: str) -> Table:
    there = f"{arn_of(f'{name}AccessLogs')}/log"
    rows = [
        Row(LOGGING, "s3:PutObject", there, ALLOWED, {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": arn_of(source)})
        for source in sources
    ]
    logged = {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": arn_of(sources[0])}
    rows += [
        Row(LOGGING, "s3:PutObject", there, DENIED, logged | {"aws:SourceAccount": OTHER_ACCOUNT}),
        Row(LOGGING, "s3:PutObject", there, DENIED, logged | {"aws:SourceArn": "arn:aws:s3:::another"}),
        Row(LOGGING, "s3:GetObject", there, DENIED, logged),
        Row(CONFIG, "s3:PutObject", there, DENIED, logged),
    ]
    return bucket(made_here, f"{name}AccessLogs", {"AllowLogDelivery": rows})


def _encrypted(who: Principal, name: str, sids: tuple[str, str, str], source: dict[str, str]) -> dict[str, list[Row]]:
    """A service that checks a bucket, and writes to it with one key only."""
    check, write, unencrypted = sids
    here, thing = arn_of(name), f"{arn_of(name)}/finding"
    sse, key = "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id"
    good = source | {sse: "aws:kms", key: regional("kms", f"key/made-kmskeyfor{name.lower()}")}
    foreign = {each: value.replace(ACCOUNT, OTHER_ACCOUNT) for each, value in source.items()}
    return {
        check: [
            Row(who, "s3:GetBucketLocation", here, ALLOWED, source),
            Row(who, "s3:GetBucketLocation", here, DENIED, foreign),
            Row(CONFIG, "s3:GetBucketLocation", here, DENIED, source),
        ],
        write: [
            Row(who, "s3:PutObject", thing, ALLOWED, good),
            Row(who, "s3:PutObject", thing, DENIED, good | foreign),
            Row(who, "s3:GetObject", thing, DENIED, good),
        ],
        unencrypted: [
            Row(who, "s3:PutObject", thing, DENIED, good | {sse: "AES256"}),
            Row(who, "s3:PutObject", thing, ALLOWED, good),
        ],
        "DenyOtherKeys": [
            Row(who, "s3:PutObject", thing, DENIED, good | {key: regional("kms", "key/another")}),
            Row(who, "s3:PutObject", thing, ALLOWED, good),
        ],
    }


def _config() -> Table:
    here, thing = arn_of("Config"), f"{arn_of('Config')}/AWSLogs/{ACCOUNT}/Config/x"
    rows = {
        "AllowConfigToCheck": [
            Row(CONFIG, "s3:GetBucketAcl", here, ALLOWED, FROM_CONFIG),
            Row(CONFIG, "s3:ListBucket", here, ALLOWED, {"aws:SourceAccount": ACCOUNT}),
            Row(CONFIG, "s3:GetBucketAcl", here, DENIED, FROM_ELSEWHERE),
            Row(CONFIG, "s3:GetBucketAcl", here, DENIED),
        ],
        "AllowConfigToDeliver": [
            Row(CONFIG, "s3:PutObject", thing, ALLOWED, OWNED | FROM_CONFIG),
            Row(CONFIG, "s3:PutObject", thing, DENIED, FROM_CONFIG),
            Row(CONFIG, "s3:PutObject", thing, DENIED, OWNED | FROM_ELSEWHERE),
            Row(CONFIG, "s3:PutObject", f"{here}/elsewhere", DENIED, OWNED | FROM_CONFIG),
            Row(CONFIG, "s3:GetObject", thing, DENIED, OWNED | FROM_CONFIG),
        ],
    }
    return bucket(CONFIG_STACK, "Config", rows)


def _templates() -> Table:
    made_here = partial(
        stack,
        "template-bucket",
        TemplateBucketReaders="ORGANIZATION",
        TemplateBucketOrganizationId=OURS,
        TemplatePage="ENABLED",
    )
    released, latest = (f"{arn_of('Templates')}/{path}" for path in ("1.2.3/config.yaml", "latest/config.yaml"))
    page = {"aws:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/made-cloudfrontdistributionfortemplates"}
    creates = {"s3:ObjectCreationOperation": "true"}
    rows = {
        "AllowReaders": [
            Row(SISTER, "s3:GetObject", released, ALLOWED),
            Row(STRANGER, "s3:GetObject", released, DENIED),
            Row(SISTER, "s3:PutObject", latest, DENIED),
        ],
        "AllowPageToRead": [
            Row(CLOUDFRONT, "s3:GetObject", latest, ALLOWED, page),
            Row(CLOUDFRONT, "s3:GetObject", latest, DENIED, {"aws:SourceArn": page["aws:SourceArn"] + "2"}),
            Row(CLOUDFRONT, "s3:GetObject", latest, DENIED),
        ],
        "DenyOverwriting": [
            Row(ADMIN, "s3:PutObject", released, DENIED, creates),
            Row(ADMIN, "s3:PutObject", released, ALLOWED, creates | {"s3:if-none-match": "*"}),
            Row(ADMIN, "s3:PutObject", latest, ALLOWED, creates),
        ],
        "DenyDeletion": [
            Row(ADMIN, "s3:DeleteObject", released, DENIED),
            Row(ADMIN, "s3:DeleteObjectVersion", released, DENIED),
            Row(ADMIN, "s3:DeleteObject", latest, ALLOWED),
        ],
    }
    return bucket(made_here, "Templates", rows)


def _web_site() -> Table:
    thing = f"{arn_of('WebSite')}/index.html"
    ours = {"aws:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/made-cloudfrontdistributionforwebsite"}
    rows = {
        "AllowDistributionToRead": [
            Row(CLOUDFRONT, "s3:GetObject", thing, ALLOWED, ours),
            Row(CLOUDFRONT, "s3:GetObject", thing, DENIED, {"aws:SourceArn": ours["aws:SourceArn"] + "2"}),
            Row(CLOUDFRONT, "s3:GetObject", thing, DENIED, ours | PLAIN),
            Row(CLOUDFRONT, "s3:PutObject", thing, DENIED, ours),
        ]
    }
    return bucket(partial(stack, "web-protection-cloudfront", region="us-east-1"), "WebSite", rows)


def _old_signatures() -> Table:
    thing, asked = f"{arn_of('Data')}/key", {"s3:authType": "REST-QUERY-STRING"}
    made_here = partial(stack, "private-bucket", PrivateBucketPresignedUrlMaxAgeInSeconds="600")
    rows = [
        Row(ADMIN, "s3:GetObject", thing, DENIED, asked | {"s3:signatureAge": "600001"}),
        Row(ADMIN, "s3:GetObject", thing, ALLOWED, asked | {"s3:signatureAge": "600000"}),
        Row(ADMIN, "s3:GetObject", thing, ALLOWED, {"s3:authType": "REST-HEADER", "s3:signatureAge": "600001"}),
    ]
    return bucket(made_here, "Data", {"DenyOldSignatures": rows})


FROM_DETECTOR = {
    "aws:SourceArn": regional("guardduty", "detector/made-guarddutydetector"),
    "aws:SourceAccount": ACCOUNT,
}
FROM_MACIE = {"aws:SourceArn": regional("macie2", "export-configuration:x"), "aws:SourceAccount": ACCOUNT}
GUARDDUTY_STACK = partial(stack, "guardduty", GuardDutyExport="CREATE", GuardDutyListBucket="CREATE")
MACIE_STACK = partial(stack, "macie", Macie="CREATE", MacieRepository="CREATE")
ASSESSMENT = partial(
    stack,
    "audit-manager",
    AuditAssessment="CREATE",
    AuditFrameworkId="a1b2c3d4-5678-90ab-cdef-000000000001",
    AuditOwnerRoleArn=f"arn:aws:iam::{ACCOUNT}:role/AuditOwner",
)
TABLES = (
    _config(),
    topic_table(
        "baseline-config",
        CONFIG_STACK,
        "SNSTopicPolicyForConfig",
        {"AllowConfigToPublish": publishes(CONFIG, FROM_CONFIG, "baseline-config")},
    ),
    topic_table(
        "baseline-config-notices",
        partial(stack, "notifications", ConfigNoticesTopic="CREATE"),
        "SNSTopicPolicyForConfigNotices",
        {"AllowConfigToPublish": publishes(CONFIG, FROM_CONFIG, "baseline-config-notices")},
    ),
    bucket(
        GUARDDUTY_STACK,
        "GuardDuty",
        _encrypted(
            GUARDDUTY,
            "GuardDuty",
            ("AllowGuardDutyToCheck", "AllowGuardDutyToExport", "DenyUnencryptedFindings"),
            FROM_DETECTOR,
        ),
    ),
    bucket(
        MACIE_STACK,
        "Macie",
        _encrypted(MACIE, "Macie", ("AllowMacieToCheck", "AllowMacieToStore", "DenyUnencryptedResults"), FROM_MACIE),
    ),
    bucket(GUARDDUTY_STACK, "GuardDutyLists", {}),
    bucket(partial(stack, "iam-reports"), "IamReports", {}),
    bucket(partial(stack, "cloudtrail-athena"), "AthenaResults", {}),
    bucket(ASSESSMENT, "AuditReports", {}),
    _access_logs(ASSESSMENT, "AuditReports", "AuditReports"),
    _access_logs(partial(stack, "cloudtrail"), "CloudTrail", "CloudTrail"),
    _access_logs(ARCHIVE, "LogArchive", "CloudTrailArchive", "ConfigArchive"),
    _old_signatures(),
    _templates(),
    _web_site(),
)
