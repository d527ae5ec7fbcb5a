"""The policies of publishing: what a bucket of releases lets be read and keeps, and the least that a publisher needs.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
"""

import json
import re
from typing import Any, Final

from awacs import s3 as action
from awacs.aws import StringLikeIfExists

from generator.blocks.policy import allow, deny_old_tls, deny_plain_http, policy
from generator.blocks.release_policy import RELEASES, deny_change_of_releases, organization_reads, public_reads
from generator.knowledge.regions import region as known_region
from generator.model.errors import BadInput

PRIVATE: Final = "private"
PUBLIC: Final = "public"
_ORGANIZATION: Final = "o-[a-z0-9]{10,32}"


def policies(bucket: str, root: str, region: str, readers: str = PRIVATE) -> dict[str, Any]:
    """Both policies as JSON documents; ``root`` is the prefix with its slash, ``readers`` as of :func:`bucket_policy`."""
    arn = f"arn:{known_region(region).partition}:s3:::{bucket}"
    return {"BucketPolicy": bucket_policy(arn, root, readers), "PublisherPolicy": publisher_policy(arn, root)}


def bucket_policy(arn: str, root: str, readers: str = PRIVATE) -> dict[str, Any]:
    """Releases never change, requests are encrypted; ``readers`` is ``private``, ``public`` or an Organization's id.

    ``private`` leaves reading to the policies of the bucket's own account.
    """
    reads = []
    if readers == PUBLIC:
        reads = [public_reads(f"{arn}/{root}*")]
    elif readers != PRIVATE:
        if not re.fullmatch(_ORGANIZATION, readers):
            raise BadInput(
                "--readers",
                f"{readers!r} is no reader",
                "Give private, public, or an Organization's id such as o-abcde12345",
            )
        reads = [organization_reads(f"{arn}/{root}*", readers)]
    everything = [arn, f"{arn}/*"]
    encrypted = (deny_plain_http(action.Action("*"), everything), deny_old_tls(action.Action("*"), everything))
    return _document(policy(*reads, *deny_change_of_releases(f"{arn}/{root}{RELEASES}"), *encrypted))


def publisher_policy(arn: str, root: str) -> dict[str, Any]:
    """What ``baseline publish`` calls: it looks what is there, reads it, and writes; it deletes nothing."""
    # A question about the bucket itself, or about a key that is not there, has no prefix.
    below = (StringLikeIfExists("s3:prefix", f"{root}*"),) if root else ()
    return _document(
        policy(
            allow(action.ListBucket, on=arn, if_=below, sid="LookWhatIsPublished"),
            allow(action.GetObject, action.PutObject, on=f"{arn}/{root}*", sid="PublishAndReadBack"),
        )
    )


def _document(made: Any) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(made.to_json())
    return document
