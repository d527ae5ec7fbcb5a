"""The names of the buckets of a log archive, known before they are made: whoever delivers to them can be told at once.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, If, Not, NoValue, Ref, Sub

from generator.model import Condition, Parameter

PREFIX, NAMED = "ArchiveBucketPrefix", "NamesArchiveBuckets"
MOST = 19
"""With ``-cloudtrail``, an account, a Region of up to 16 characters and ``-an`` the prefix makes the 63 of a bucket's name."""


def bucket_prefix(group: str) -> Parameter:
    """The prefix, empty where CloudFormation names the buckets."""
    return Parameter(
        name=PREFIX,
        description=(
            "Begins the names of the buckets, so that those who deliver can be told them beforehand: cloudtrail or config, account, Region"
            " and -an follow, which S3 keeps for the account (not in Bahrain and the UAE). Another prefix makes new buckets and leaves the"
            " old; buckets outlive their stack too, so that the next one needs another prefix. Empty: CloudFormation names them."
        ),
        label="Prefix of the buckets",
        group=group,
        default="",
        allowed_pattern=f"^([a-z][a-z0-9-]{{0,{MOST - 1}}})?$",
        constraint=f"At most {MOST} lower case letters, digits and hyphens, a letter first, or nothing.",
        max_length=MOST,
    )


def names_buckets() -> Iterator[Condition]:
    """Whether there is a prefix."""
    yield Condition(NAMED, Not(Equals(Ref(PREFIX), "")))


def bucket_name(writer: str) -> dict[str, Any]:
    """The properties of the bucket of ``writer`` that name it."""
    return {
        "BucketName": If(NAMED, Sub(name_text(writer)), NoValue),
        "BucketNamespace": If(NAMED, "account-regional", NoValue),
    }


def name_text(writer: str, account: str = "AWS::AccountId", region: str = "AWS::Region") -> str:
    """The name as ``Fn::Sub`` takes it; ``account`` and ``region`` are the references that stand for where the bucket is."""
    return f"${{{PREFIX}}}-{writer}-${{{account}}}-${{{region}}}-an"
