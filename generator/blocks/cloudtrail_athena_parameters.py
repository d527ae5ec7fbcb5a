"""What cloudtrail-athena asks of the user: where the log files lie, how much a query may read, and CloudTrail Lake.

https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
"""

from collections.abc import Iterator

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, REGION_CODE_PATTERN, or_nothing, some_or_nothing
from generator.model import Parameter

GROUP, LAKE_GROUP = "CloudTrail in Athena", "CloudTrail Lake"
BUCKET, PREFIX, ORGANIZATION = "AthenaTrailBucketName", "AthenaTrailPrefix", "AthenaOrganizationId"
ACCOUNTS, REGIONS, YEARS = "AthenaAccountIds", "AthenaRegions", "AthenaYears"
SCAN_LIMIT, RESULT_RETENTION = "AthenaScanLimitInGigabytes", "AthenaResultRetentionInDays"
LAKE, LAKE_RETENTION = "CloudTrailLake", "CloudTrailLakeRetentionInDays"


def parameters() -> Iterator[Parameter]:
    """All of them."""
    yield from _log_files()
    yield from _limits()
    yield from _lake()


def _log_files() -> Iterator[Parameter]:
    yield Parameter(
        name=BUCKET,
        description=(
            "Bucket that the trail delivers to, best in this Region: that of the template cloudtrail, or of log-archive in its account."
            " Empty makes the workgroup without table and queries."
        ),
        label="Bucket of the trail",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
        example="example-trail-bucket",
    )
    yield Parameter(
        name=PREFIX,
        description="What stands before AWSLogs in the names of the log files, without a slash at the end. Empty where nothing does.",
        label="Prefix of the trail",
        group=GROUP,
        default="",
        allowed_pattern=r"^([A-Za-z0-9!_.*()-]+(/[A-Za-z0-9!_.*()-]+)*)?$",
        constraint="A key prefix without a slash at its end, or nothing.",
        max_length=200,
    )
    yield Parameter(
        name=ORGANIZATION,
        description="Organization whose trail it is: its id stands in the names of the log files. Empty for the trail of an account.",
        label="Organization",
        group=GROUP,
        default="",
        allowed_pattern="^(o-[a-z0-9]{10,32})?$",
        constraint="An Organization's id such as o-abcde12345, or nothing.",
    )
    yield Parameter(
        name=ACCOUNTS,
        description="Accounts whose logs are read, separated by commas, a few dozen at most. Empty reads those of this account.",
        label="Accounts",
        group=GROUP,
        default="",
        allowed_pattern="^([0-9]{12}(,[0-9]{12})*)?$",
        constraint="Account ids of 12 digits with commas between them, or nothing.",
    )
    yield Parameter(
        name=REGIONS,
        description="Regions whose logs are read, separated by commas: fewer are found faster. Empty reads all of the partition.",
        label="Regions",
        group=GROUP,
        default="",
        allowed_pattern=some_or_nothing(REGION_CODE_PATTERN),
        constraint="Regions with commas and without spaces between them, or nothing.",
    )


def _limits() -> Iterator[Parameter]:
    numbers = (
        (YEARS, "Years back", "Years back from today that the table reaches.", 3, 1, 10),
        (
            SCAN_LIMIT,
            "Most gigabytes for a query",
            "A query that reads more is cancelled; what it has read until then is billed.",
            100,
            1,
            1000000,
        ),
        (
            RESULT_RETENTION,
            "Days that results are kept",
            "Days after which the result of a query is deleted.",
            30,
            1,
            3650,
        ),
    )
    for name, label, words, default, least, most in numbers:
        yield Parameter(
            name=name,
            description=words,
            label=label,
            group=GROUP,
            type="Number",
            default=default,
            min_value=least,
            max_value=most,
        )


def _lake() -> Iterator[Parameter]:
    yield Parameter(
        name=LAKE,
        description=(
            "CREATE makes an event data store of CloudTrail Lake, billed by what it takes in. AWS lets only accounts have one that used"
            " CloudTrail Lake before 2026-05-31; others use the table above."
        ),
        label="Event data store",
        group=LAKE_GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name=LAKE_RETENTION,
        description="Days that the event data store keeps an event.",
        label="Retention in days",
        group=LAKE_GROUP,
        type="Number",
        default=366,
        min_value=7,
        max_value=3653,
    )
