"""S3 Object Lock as an option: what is written cannot be changed or deleted before its time.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, If, Not, NoValue, Ref, s3

from generator.model import Condition, Element, Parameter


def object_lock(mode: str, days: str, group: str) -> Iterator[Element]:
    """The parameters ``mode`` and ``days``, and the condition under which a bucket is locked."""
    yield Parameter(
        name=mode,
        description=(
            "Object Lock of the bucket. GOVERNANCE can be lifted by who has s3:BypassGovernanceRetention,"
            " COMPLIANCE by nobody, the root user included. A bucket that was made without a lock cannot get one here."
        ),
        label="Write once, read many",
        group=group,
        default="DISABLED",
        allowed_values=("DISABLED", "GOVERNANCE", "COMPLIANCE"),
    )
    yield Parameter(
        name=days,
        description="Days for which a locked object can be neither changed nor deleted.",
        label="Days under lock",
        group=group,
        type="Number",
        default=365,
        min_value=1,
        max_value=36500,
    )
    yield Condition(f"Locks{mode}", Not(Equals(Ref(mode), "DISABLED")))


def locked(mode: str, days: str) -> dict[str, Any]:
    """The properties of a bucket that is locked where the user says so."""
    retention = s3.DefaultRetention(Mode=Ref(mode), Days=Ref(days))
    configuration = s3.ObjectLockConfiguration(
        ObjectLockEnabled="Enabled", Rule=s3.ObjectLockRule(DefaultRetention=retention)
    )
    return {
        "ObjectLockEnabled": If(f"Locks{mode}", True, NoValue),
        "ObjectLockConfiguration": If(f"Locks{mode}", configuration, NoValue),
    }
