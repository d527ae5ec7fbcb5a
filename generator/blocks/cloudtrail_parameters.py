"""The choices of a trail: where it writes, who encrypts, and what beside management events it records.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudtrail-trail.html
"""

from collections.abc import Iterator

from troposphere import Equals, Not, Ref

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.model import Element, Parameter, Rule

GROUP = "AWS CloudTrail"
RETENTION_DAYS = (
    30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip  # one line of the values that CloudWatch Logs takes


def parameters() -> Iterator[Element]:
    """The trail's parameters, and the rules that hold between them."""
    yield _choice(
        "Trail",
        "Trail",
        "CREATE makes a trail for all Regions. EXISTING makes nothing: the account has one, or its Organization's.",
        ("CREATE", "EXISTING"),
    )
    yield from _destinations()
    yield _choice(
        "TrailKey",
        "Encryption",
        "SSE_S3 costs nothing. CREATE makes a customer managed KMS key, at USD 1 a month; EXISTING names one below.",
        ("SSE_S3", "CREATE", "EXISTING"),
    )
    yield _named(
        "TrailKeyArn",
        "ARN of the existing KMS key",
        "Its policy must let CloudTrail encrypt.",
        "kms",
        "key/[a-zA-Z0-9-]+",
    )
    yield from _logs()
    yield _choice(
        "TrailTopic",
        "Notifications",
        "SNS topic that hears of every delivered log file. EXISTING names one below.",
        ("DISABLED", "CREATE", "EXISTING"),
    )
    yield _named(
        "TrailTopicArn",
        "ARN of the existing topic",
        "Its policy must let CloudTrail publish.",
        "sns",
        "[A-Za-z0-9_.-]+",
    )
    yield _choice(
        "TrailInsights",
        "Insights",
        "Unusual rates of calls and of errors. Costs by the number of events analyzed.",
        ("DISABLED", "ENABLED"),
    )
    yield _choice(
        "TrailDataEvents",
        "Data events",
        "Every object read or written in S3, and every call of a Lambda function. Costs by the number of events.",
        ("DISABLED", "ENABLED"),
    )
    yield _needs("TrailKey", "TrailKeyArn")
    yield _needs("TrailTopic", "TrailTopicArn")


def _destinations() -> Iterator[Parameter]:
    yield Parameter(
        name="TrailOrganizationId",
        description=(
            "Makes the trail record all accounts of this Organization; launch it in the management account."
            " Empty records this account."
        ),
        label="Organization",
        group=GROUP,
        default="",
        allowed_pattern="^(o-[a-z0-9]{10,32})?$",
        constraint="An Organization's id such as o-abcde12345, or nothing.",
    )
    yield Parameter(
        name="TrailBucketName",
        description="Bucket of the log archive account, or one kept from an earlier stack. Empty makes a bucket here.",
        label="Existing bucket",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )
    yield Parameter(
        name="TrailRetentionInDays",
        description="Days after which log files are deleted from the bucket made here.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=2557,
        min_value=365,
        max_value=36500,
    )


def _logs() -> Iterator[Parameter]:
    yield _choice(
        "TrailLogGroup",
        "Log group",
        "CloudWatch Logs group for alarms and queries. EXISTING takes the one that an earlier stack of this name prefix left.",
        ("CREATE", "EXISTING", "DISABLED"),
    )
    yield Parameter(
        name="TrailLogGroupRetentionInDays",
        description="Days after which the log group forgets.",
        label="Retention of the log group in days",
        group=GROUP,
        type="Number",
        default=365,
        allowed_values=RETENTION_DAYS,
    )


def _choice(name: str, label: str, description: str, values: tuple[str, ...]) -> Parameter:
    return Parameter(
        name=name, description=description, label=label, group=GROUP, default=values[0], allowed_values=values
    )


def _named(name: str, label: str, description: str, service: str, resource: str) -> Parameter:
    return Parameter(
        name=name,
        description=description,
        label=label,
        group=GROUP,
        default="",
        allowed_pattern=f"^(arn:aws[a-z-]*:{service}:[a-z0-9-]+:[0-9]{{12}}:{resource})?$",
        constraint="An ARN, or nothing.",
    )


def _needs(choice: str, arn: str) -> Rule:
    return Rule(
        f"Existing{choice}HasArn",
        {
            "RuleCondition": Equals(Ref(choice), "EXISTING"),
            "Assertions": [
                {"Assert": Not(Equals(Ref(arn), "")), "AssertDescription": f"{choice} EXISTING needs {arn}."}
            ],
        },
    )
