"""The bucket that releases are published to: found in its Region, read, and written under conditions.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.knowledge import limits
from generator.knowledge.regions import region as known_region
from generator.model.errors import BadInput
from generator.publish.content_types import content_type
from generator.publish.refusals import MISSING, refused, told

if TYPE_CHECKING:
    import boto3

WORKERS: Final = 16
"""Requests at the same time; S3 takes thousands in a second for each prefix."""
ATTEMPTS: Final = 5
_TAKEN: Final = frozenset({"PreconditionFailed", "412"})
# Another write to the same key was under way: S3 asks to try again.
_BUSY: Final = frozenset({"ConditionalRequestConflict", "409", "OperationAborted"})
_ABSENT: Final = frozenset({"NoSuchKey", "404"})
_WHERE: Final = "x-amz-bucket-region"


@dataclass(frozen=True)
class Stored:
    """An object as it is read: its bytes, and the ETag that a condition names."""

    content: bytes
    etag: str


class Bucket:
    """An existing bucket; every method raises BadInput with one line where AWS refuses."""

    def __init__(self, session: "boto3.Session", name: str) -> None:
        if not re.fullmatch(limits.BUCKET_NAME_PATTERN, name):
            raise BadInput("--bucket", f"a bucket cannot be called {name!r}", "Use 3 to 63 of a-z, 0-9, - and .")
        self.name = name
        with told(name):
            first = _client(session, session.region_name or "us-east-1")
            self.region = _region_of(first, name)
            self._client: Any = first if self.region == first.meta.region_name else _client(session, self.region)

    def url(self, key: str) -> str:
        """The https URL of an object, in a form that the CloudFormation console takes."""
        host = f"s3.{self.region}.{known_region(self.region).dns_suffix}"
        # The certificate of *.s3.REGION does not hold for a name with a dot.
        place = f"{host}/{self.name}" if "." in self.name else f"{self.name}.{host}"
        return f"https://{place}/{key}"

    def keys(self, folder: str) -> set[str]:
        """The keys that begin with ``folder``."""
        with told(self.name):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=folder)
            return {each["Key"] for page in pages for each in page.get("Contents", ())}

    def read(self, key: str) -> Stored | None:
        """An object, or None where there is none."""
        from botocore.exceptions import ClientError

        with told(self.name):
            try:
                found = self._client.get_object(Bucket=self.name, Key=key, ChecksumMode="ENABLED")
            except ClientError as error:
                if error.response["Error"]["Code"] in _ABSENT:
                    return None
                raise
            return Stored(found["Body"].read(), found["ETag"])

    def create(self, key: str, content: bytes, cache_control: str) -> bool:
        """Write an object where there is none; False where there is one, which stays as it is."""
        return self._put(key, content, cache_control, IfNoneMatch="*")

    def replace(self, key: str, content: bytes, cache_control: str, etag: str) -> bool:
        """Write an object in the place of the one with this ETag; False where it is another one by now."""
        return self._put(key, content, cache_control, IfMatch=etag)

    def _put(self, key: str, content: bytes, cache_control: str, **condition: str) -> bool:
        from botocore.exceptions import ClientError

        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        error: ClientError | None = None
        with told(self.name):
            for _ in range(ATTEMPTS):
                try:
                    self._client.put_object(
                        Bucket=self.name,
                        Key=key,
                        Body=content,
                        ContentType=content_type(key),
                        CacheControl=cache_control,
                        ChecksumAlgorithm="SHA256",
                        ChecksumSHA256=checksum,
                        **condition,
                    )
                    return True
                except ClientError as answer:
                    code = answer.response["Error"]["Code"]
                    if code in _TAKEN:
                        return False
                    if code not in _BUSY:
                        raise
                    error = answer
        raise refused(self.name, error)


def _client(session: "boto3.Session", region: str) -> Any:
    from botocore.config import Config

    config = Config(retries={"mode": "standard", "total_max_attempts": ATTEMPTS}, max_pool_connections=WORKERS)
    return session.client("s3", region_name=region, config=config)


def _region_of(client: Any, name: str) -> str:
    """The bucket's Region; ClientError where the bucket cannot be used.

    A client asks in its own Region, and botocore follows where S3 says that the bucket is elsewhere.
    """
    from botocore.exceptions import ClientError

    try:
        answer = client.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            raise
        # An answer to HEAD has no words: the same question in a request whose answer has them.
        client.list_objects_v2(Bucket=name, MaxKeys=1)
        raise
    headers = answer["ResponseMetadata"].get("HTTPHeaders", {})
    return str(answer.get("BucketRegion") or headers.get(_WHERE) or client.meta.region_name)
