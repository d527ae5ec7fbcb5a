"""What the policies of VPC endpoints let through."""

from functools import partial

from generator.permissions.request import ANYBODY, role, user
from tests.articles.decisions import (
    ADMIN,
    ALLOWED,
    DENIED,
    IAM,
    OTHER_ACCOUNT,
    OURS,
    SISTER_ACCOUNT,
    STRANGER,
    Row,
    Table,
    property_of,
)
from tests.articles.evaluation import ACCOUNT, HOME
from tests.articles.resource_decisions import stack

LONE = user(f"{IAM}:user/lone")
SISTER = role(f"arn:aws:iam::{SISTER_ACCOUNT}:role/App", OURS)
SWITCHES = ("SessionManager", "Logs", "Kms", "Sts", "SecretsManager", "Ecr")
PATCH_BUCKET = f"aws-patch-manager-{HOME}-5522fb710"
EVERY = {f"Network{each}Endpoint": "ENABLED" for each in SWITCHES} | {
    "NetworkPackageBuckets": "ENABLED",
    "NetworkPatchBuckets": f"arn:aws:s3:::{PATCH_BUCKET}/*",
}
HERE, ELSEWHERE = {"aws:SourceVpc": "made-ec2vpc"}, {"aws:SourceVpc": "vpc-another"}
# By the endpoint: an action, and the resource by the account that owns it.
ASKED = {
    "S3": ("s3:GetObject", "arn:aws:s3:::bucket/key"),
    "DynamoDb": ("dynamodb:GetItem", "arn:aws:dynamodb:{region}:{account}:table/t"),
    "Ssm": ("ssm:PutParameter", "arn:aws:ssm:{region}:{account}:parameter/p"),
    "Ssmmessages": ("ssmmessages:OpenDataChannel", "arn:aws:ssmmessages:{region}:{account}:*"),
    "Ec2messages": ("ec2messages:GetMessages", "arn:aws:ec2messages:{region}:{account}:*"),
    "Logs": ("logs:PutLogEvents", "arn:aws:logs:{region}:{account}:log-group:g"),
    "Kms": ("kms:Decrypt", "arn:aws:kms:{region}:{account}:key/k"),
    "Sts": ("sts:AssumeRole", "arn:aws:iam::{account}:role/r"),
    "Secretsmanager": ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:{region}:{account}:secret:s"),
    "EcrApi": ("ecr:BatchGetImage", "arn:aws:ecr:{region}:{account}:repository/r"),
    "EcrDkr": ("ecr:BatchGetImage", "arn:aws:ecr:{region}:{account}:repository/r"),
}


def _own(endpoint: str, organization: bool) -> list[Row]:
    """Own callers reach own resources: those of the account, or where it is given those of the Organization."""
    action, resource = ASKED[endpoint]

    def of(account: str) -> str:
        return resource.format(region=HOME, account=account)

    return [
        Row(ADMIN, action, of(ACCOUNT), ALLOWED, owner=ACCOUNT),
        Row(LONE, action, of(ACCOUNT), not organization, owner=ACCOUNT),
        Row(ADMIN, action, of(SISTER_ACCOUNT), organization, owner=SISTER_ACCOUNT),
        Row(SISTER, action, of(ACCOUNT), organization, owner=ACCOUNT),
        Row(STRANGER, action, of(OTHER_ACCOUNT), DENIED, owner=OTHER_ACCOUNT),
        Row(STRANGER, action, of(ACCOUNT), DENIED, owner=ACCOUNT),
        Row(ADMIN, action, of(OTHER_ACCOUNT), DENIED, owner=OTHER_ACCOUNT),
        Row(ANYBODY, action, of(ACCOUNT), DENIED, owner=ACCOUNT),
        Row(ADMIN, "iam:CreateUser", of(ACCOUNT), DENIED, owner=ACCOUNT),
    ]


def _packages(*buckets: str) -> list[Row]:
    """Reads of AWS's buckets, also unsigned ones, from this VPC."""
    rows = []
    for bucket in buckets:
        there = f"arn:aws:s3:::{bucket}/file"
        rows += [
            Row(ANYBODY, "s3:GetObject", there, ALLOWED, HERE, OTHER_ACCOUNT),
            Row(LONE, "s3:GetObject", there, ALLOWED, HERE, OTHER_ACCOUNT),
            Row(ANYBODY, "s3:GetObject", there, DENIED, ELSEWHERE, OTHER_ACCOUNT),
            Row(ANYBODY, "s3:GetObject", there, DENIED, owner=OTHER_ACCOUNT),
            Row(ANYBODY, "s3:PutObject", there, DENIED, HERE, OTHER_ACCOUNT),
            Row(ANYBODY, "s3:GetObject", f"arn:aws:s3:::{bucket}-evil/file", DENIED, HERE, OTHER_ACCOUNT),
        ]
    return rows


SHARED = f"arn:aws:ssm:{HOME}::"
ALSO = {
    "S3": {
        # https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
        "AllowPackagesOfAws": _packages(
            f"al2023-repos-{HOME}-de612dc2",
            f"aws-windows-downloads-{HOME}",
            f"patch-baseline-snapshot-{HOME}",
            f"prod-{HOME}-starport-layer-bucket",
        ),
        "AllowPatchManager": _packages(PATCH_BUCKET),
    },
    "Ssm": {
        "AllowWhatAwsShares": [
            Row(ADMIN, "ssm:GetDocument", f"{SHARED}document/AWS-RunShellScript", ALLOWED, owner=OTHER_ACCOUNT),
            Row(ADMIN, "ssm:GetParameters", f"{SHARED}parameter/aws/service/ami", ALLOWED, owner=OTHER_ACCOUNT),
            Row(STRANGER, "ssm:GetDocument", f"{SHARED}document/AWS-RunShellScript", DENIED, owner=OTHER_ACCOUNT),
            Row(ADMIN, "ssm:PutParameter", f"{SHARED}parameter/aws/service/x", DENIED, owner=OTHER_ACCOUNT),
            Row(ADMIN, "ssm:GetParameters", f"{SHARED}parameter/secret", DENIED, owner=OTHER_ACCOUNT),
        ]
    },
}


def _table(endpoint: str, organization: bool) -> Table:
    given = {**EVERY, "NetworkOrganizationId": OURS} if organization else EVERY
    return Table(
        f"network-baseline {endpoint} of the {'organization' if organization else 'account'}",
        "endpoint",
        partial(stack, "network-baseline", **given),
        property_of(f"EC2VPCEndpointFor{endpoint}", "PolicyDocument"),
        {"AllowOwn": _own(endpoint, organization), **ALSO.get(endpoint, {})},
    )


TABLES = tuple(_table(endpoint, organization) for endpoint in ASKED for organization in (False, True))
