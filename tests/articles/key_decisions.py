"""What the policies of keys and of a secret decide."""

from collections.abc import Callable
from functools import partial

from generator.permissions.request import Principal, role
from tests.articles.bucket_decisions import (
    FROM_DETECTOR,
    FROM_MACIE,
    GUARDDUTY,
    GUARDDUTY_STACK,
    MACIE,
    MACIE_STACK,
)
from tests.articles.decisions import (
    ADMIN,
    ALLOWED,
    CONFIG,
    DENIED,
    FOREIGN,
    IAM,
    OTHER_ACCOUNT,
    OURS,
    ROOT,
    SISTER_ACCOUNT,
    STRANGER,
    Row,
    Table,
    property_of,
    regional,
)
from tests.articles.evaluation import ACCOUNT, HOME, Made
from tests.articles.resource_decisions import LOGS, stack

READER = role(f"arn:aws:iam::{SISTER_ACCOUNT}:role/reader", OURS)
SOLD_READER = role(f"arn:aws:iam::{SISTER_ACCOUNT}:role/reader", FOREIGN)
APPLICATION = role(f"{IAM}:role/baseline-reads-web", OURS)
LEFT_ADMIN = role(f"{IAM}:role/Admin", "")
SECRET = regional("secretsmanager", "secret:made")
SHARED = partial(
    stack,
    "secrets",
    Secret="CREATE",
    SecretKey="CREATE",
    ApplicationRoles="ENABLED",
    SecretOrganizationId=OURS,
    SecretReaderArn=READER.arn,
)


def key(made_here: Callable[[], Made], name: str, rows: dict[str, list[Row]]) -> Table:
    """The table of ``KMSKeyFor<name>``, which the account manages."""
    here = _arn(name)
    managed = [
        Row(ADMIN, "kms:DescribeKey", here, ALLOWED),
        Row(ROOT, "kms:PutKeyPolicy", here, ALLOWED),
        Row(STRANGER, "kms:DescribeKey", here, DENIED),
    ]
    document = property_of(f"KMSKeyFor{name}", "KeyPolicy")
    return Table(f"key {name}", "resource", made_here, document, {"AllowAccountToManage": managed, **rows})


def _arn(name: str) -> str:
    return regional("kms", f"key/made-kmskeyfor{name.lower()}")


def _of_service(name: str, who: Principal, action: str, good: dict[str, str], bad: dict[str, str]) -> list[Row]:
    """A service uses the key for its own purpose and no other, and nobody manages it so."""
    return [
        Row(who, action, _arn(name), ALLOWED, good),
        Row(who, action, _arn(name), DENIED, bad),
        Row(who, action, _arn(name), DENIED),
        Row(who, "kms:ScheduleKeyDeletion", _arn(name), DENIED, good),
        Row(CONFIG, action, _arn(name), DENIED, good),
    ]


def _foreign(context: dict[str, str]) -> dict[str, str]:
    return {each: value.replace(ACCOUNT, OTHER_ACCOUNT) for each, value in context.items()}


def _of_logs(name: str, group: str, another: dict[str, str]) -> list[Row]:
    context = "kms:EncryptionContext:aws:logs:arn"
    good = {context: regional("logs", f"log-group:{group}")}
    return _of_service(name, LOGS, "kms:GenerateDataKey", good, another or _foreign(good))


ELSEWHERE = {"kms:EncryptionContext:aws:logs:arn": regional("logs", "log-group:/aws/lambda/another")}
THROUGH = {"kms:ViaService": f"secretsmanager.{HOME}.amazonaws.com"}
SECRET_KEY = {
    "AllowApplicationToDecrypt": [
        Row(APPLICATION, "kms:Decrypt", _arn("Secret"), ALLOWED, THROUGH, bare=True),
        Row(APPLICATION, "kms:Decrypt", _arn("Secret"), DENIED, bare=True),
        Row(APPLICATION, "kms:Encrypt", _arn("Secret"), DENIED, THROUGH, bare=True),
        Row(ADMIN, "kms:Decrypt", _arn("Secret"), DENIED, THROUGH, bare=True),
        Row(STRANGER, "kms:Decrypt", _arn("Secret"), DENIED, THROUGH),
    ],
    "AllowReaderOfOrganizationToDecrypt": [
        Row(READER, "kms:Decrypt", _arn("Secret"), ALLOWED, THROUGH),
        Row(READER, "kms:Decrypt", _arn("Secret"), DENIED),
        Row(SOLD_READER, "kms:Decrypt", _arn("Secret"), DENIED, THROUGH),
        Row(READER, "kms:Encrypt", _arn("Secret"), DENIED, THROUGH),
    ],
}
READS = "secretsmanager:GetSecretValue"
SHARED_SECRET = {
    "DenyOtherOrganizations": [
        Row(LEFT_ADMIN, READS, SECRET, DENIED),
        Row(ADMIN, READS, SECRET, ALLOWED),
        Row(SOLD_READER, READS, SECRET, DENIED),
    ],
    "AllowApplicationToRead": [
        Row(APPLICATION, READS, SECRET, ALLOWED, bare=True),
        Row(APPLICATION, "secretsmanager:PutSecretValue", SECRET, DENIED, bare=True),
        Row(ADMIN, READS, SECRET, DENIED, bare=True),
    ],
    "AllowReaderOfOrganization": [
        Row(READER, READS, SECRET, ALLOWED),
        Row(READER, "secretsmanager:PutSecretValue", SECRET, DENIED),
        Row(role(f"arn:aws:iam::{SISTER_ACCOUNT}:role/another", OURS), READS, SECRET, DENIED),
    ],
}
OWN_SECRET = {
    "DenyOtherAccounts": [
        Row(ADMIN, READS, SECRET, ALLOWED),
        Row(READER, READS, SECRET, DENIED),
        Row(STRANGER, READS, SECRET, DENIED),
    ]
}
SECRET_POLICY = property_of("SecretResourcePolicyForApplication", "ResourcePolicy")
PLACE = {
    "DatabaseVpcId": "vpc-0123456789abcdef0",
    "DatabaseSubnetIds": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
}
TABLES = (
    key(
        GUARDDUTY_STACK,
        "GuardDuty",
        {
            "AllowGuardDutyToEncrypt": _of_service(
                "GuardDuty", GUARDDUTY, "kms:GenerateDataKey", FROM_DETECTOR, _foreign(FROM_DETECTOR)
            )
        },
    ),
    key(
        MACIE_STACK,
        "Macie",
        {"AllowMacieToEncrypt": _of_service("Macie", MACIE, "kms:GenerateDataKey", FROM_MACIE, _foreign(FROM_MACIE))},
    ),
    key(
        partial(stack, "log-groups", LogGroupKey="CREATE"),
        "LogGroups",
        {"AllowLogGroupsToEncrypt": _of_logs("LogGroups", "/aws/lambda/any", {})},
    ),
    key(
        partial(stack, "network-baseline", NetworkKey="CREATE"),
        "Network",
        {"AllowLogGroupsToEncrypt": _of_logs("Network", "/aws/ssm/baseline-sessions", ELSEWHERE)},
    ),
    key(partial(stack, "private-database", DatabaseKey="CREATE", **PLACE), "Database", {}),
    key(SHARED, "Secret", SECRET_KEY),
    Table("secret that is shared", "resource", SHARED, SECRET_POLICY, SHARED_SECRET),
    # What the policy of a secret of this account alone refuses, whoever else it may come to allow.
    Table("secret", "guard", partial(stack, "secrets", Secret="CREATE"), SECRET_POLICY, OWN_SECRET),
)
