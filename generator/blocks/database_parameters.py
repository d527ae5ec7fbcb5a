"""What the user says of a database: which engine, how big, encrypted with whose key, how kept and how watched.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
"""

from collections.abc import Iterator

from generator.blocks.allowed_patterns import KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.text_parameter import text_parameter
from generator.model import Parameter

GROUP, PROTECTION = "Database", "Protection"
ENGINE, KEY, KEY_ARN = "DatabaseEngine", "DatabaseKey", "DatabaseKeyArn"


def database_parameters() -> Iterator[Parameter]:
    """The database itself."""
    yield _choice(
        ENGINE,
        "Engine",
        (
            "Engine and major version, for good: another engine means another database. Minor versions come by themselves. MariaDB has no"
            " IAM authentication in six Regions of Europe, the Middle East and Asia."
        ),
        ("postgres-17", "mysql-8.4", "mariadb-11.4"),
        GROUP,
    )
    yield Parameter(
        name="DatabaseInstanceClass",
        description="DB instance class. Monitoring of MySQL and MariaDB needs medium or more.",
        label="Instance class",
        group=GROUP,
        default="db.t3.medium",
        allowed_pattern=r"^db\.[a-z0-9-]{2,16}\.[a-z0-9-]{2,16}$",
        constraint="A DB instance class such as db.t3.medium.",
    )
    yield Parameter(
        name="DatabaseStorage",
        description="Storage in GiB; it can grow and never shrinks.",
        label="Storage",
        group=GROUP,
        type="Number",
        default=20,
        min_value=20,
        max_value=65536,
    )
    yield Parameter(
        name="DatabaseMasterUserName",
        description="Master user, for good. RDS generates the password, keeps it in Secrets Manager and rotates it every week.",
        label="Master user",
        group=GROUP,
        default="dbmaster",
        allowed_pattern="^(?!(admin|mariadb|mysql|postgres|rdsadmin|root|user)$)[a-z][a-z0-9]{0,15}$",
        constraint="At most 16 lower case letters and digits, a letter first, and no name that everybody would try.",
    )
    yield _choice(
        "DatabaseStandby",
        "Standby",
        "ENABLED keeps a standby in another Availability Zone, at the price of a second instance.",
        ("DISABLED", "ENABLED"),
        GROUP,
    )
    yield _choice(
        "DatabaseMonitoring",
        "Monitoring",
        (
            "ENABLED adds Enhanced Monitoring every 60 seconds, billed as logs, and Performance Insights for 7 days. Its role is made in"
            " the home Region, also where no database is."
        ),
        ("DISABLED", "ENABLED"),
        GROUP,
    )


def protection_parameters() -> Iterator[Parameter]:
    """How the data are protected from readers and from loss."""
    yield _choice(
        KEY,
        "Encryption",
        (
            "AWS_MANAGED takes the account's own key for RDS, unless a key is named below; its snapshots cannot be shared. CREATE makes a"
            " customer managed KMS key, at USD 1 a month. Changing the key later makes a new and empty database."
        ),
        ("AWS_MANAGED", "CREATE"),
        PROTECTION,
    )
    yield text_parameter(
        KEY_ARN,
        "ARN of the existing KMS key",
        "Takes the place of the AWS managed one; its policy must let this account use it.",
        or_nothing(KMS_KEY_ARN_PATTERN),
        "An ARN, or nothing.",
        group=PROTECTION,
    )
    yield Parameter(
        name="DatabaseBackupDays",
        description="For how many days automated backups are kept, also when the database is gone.",
        label="Backups",
        group=PROTECTION,
        type="Number",
        default=14,
        min_value=1,
        max_value=35,
    )
    yield _choice(
        "DatabaseDeletionProtection",
        "Deletion protection",
        "ENABLED: the database cannot be deleted, nor the stack with it. DISABLED: a last snapshot remains of it.",
        ("ENABLED", "DISABLED"),
        PROTECTION,
    )


def _choice(name: str, label: str, description: str, values: tuple[str, ...], group: str) -> Parameter:
    return Parameter(
        name=name, description=description, label=label, group=group, default=values[0], allowed_values=values
    )
