"""The trail that a runbook makes where an account has none that it could start or widen: one of all Regions, in a bucket of the user's.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
"""

from collections.abc import Mapping
from types import MappingProxyType

from troposphere import Sub

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import arn
from generator.blocks.state_runbook import Events
from generator.model import Input, Parameter

NEW_TRAIL = f"${{{NAME_PREFIX}}}-multi-region"
TRAIL_NAME = Input(
    name="TrailName",
    type="String",
    description="Name of the trail that is made where there is none to work with; Restore deletes a trail of this name only.",
    default="baseline-multi-region",
    allowed_pattern="^[a-zA-Z0-9][a-zA-Z0-9._-]{1,126}[a-zA-Z0-9]$",
    value=Sub(NEW_TRAIL),
)
BUCKET = Input(
    name="TrailBucketName",
    type="String",
    description="The bucket to which a new trail delivers.",
    default="",
    allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
    value=Parameter(
        name="NewTrailBucketName",
        description=(
            "Bucket to which a repair lets a new trail deliver where it finds none to start or widen. Its policy must let"
            " cloudtrail.amazonaws.com write. Without it such a repair fails: the template cloudtrail makes bucket and trail."
        ),
        label="Bucket of a new trail",
        group="Controls",
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    ),
)
NEW_TRAIL_INPUTS = (ACCOUNT_ID, TRAIL_NAME, BUCKET)
THE_NEW_TRAIL: Mapping[str, str] = MappingProxyType(
    {**THE_ACCOUNT, "TrailName": "{{ TrailName }}", "TrailBucketName": "{{ TrailBucketName }}"}
)
"""The events that tell a script of the account, and of the trail that it may make."""
EVERY_TRAIL = arn("cloudtrail", "trail/*", region="*")
OWN_TRAIL = arn("cloudtrail", f"trail/{NEW_TRAIL}", region="*")


def make_trail(events: Events) -> None:
    """Make a trail of all Regions in the given bucket and start it; raises ValueError where no bucket is given."""
    import boto3

    if not events["TrailBucketName"]:
        raise ValueError(
            "no trail here can be used: launch the template cloudtrail, or set NewTrailBucketName of the stack"
        )
    client = boto3.client("cloudtrail")
    client.create_trail(
        Name=events["TrailName"],
        S3BucketName=events["TrailBucketName"],
        IsMultiRegionTrail=True,
        IncludeGlobalServiceEvents=True,
        EnableLogFileValidation=True,
    )
    client.start_logging(Name=events["TrailName"])
