"""Where CloudFormation reads a template: from the request while it is small, else from S3.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from generator.knowledge.limits import TEMPLATE_BODY_BYTES
from generator.launch_url import template_url
from generator.model import BadInput
from generator.stack_sets.definition import Definition
from generator.stack_sets.service import Service

if TYPE_CHECKING:
    import boto3

_HOST: Final = re.compile(r"(?:(?P<bucket>.+)\.s3\.|s3[.-])(?P<region>[a-z0-9-]+)\.")
CACHE: Final = "private, max-age=0"


@dataclass(frozen=True)
class TemplateSource:
    """The folder that templates were published to, or a bucket that this command may write to, or neither."""

    session: "boto3.Session"
    base_url: str | None = None
    bucket: str | None = None

    def require(self, about: Definition) -> None:
        """BadInput where the template does not fit into a request, and nobody said where else it can be read."""
        if not about.inline and self.base_url is None and self.bucket is None:
            problem = f"{about.size:,} bytes, and a request holds {TEMPLATE_BODY_BYTES:,}"
            remedy = "Publish it and give --template-base-url, or give --bucket to upload it to"
            raise BadInput(f"templates/{about.article}.yaml", problem, remedy)

    def members(self, about: Definition) -> dict[str, str]:
        """``TemplateBody`` or ``TemplateURL`` of an API call; uploads it where there is just a bucket."""
        self.require(about)
        if about.inline:
            return {"TemplateBody": about.text}
        if self.base_url is None:
            return {"TemplateURL": self._uploaded(about)}
        url = template_url(self.base_url, about.article)
        self._require_published(url, about)
        return {"TemplateURL": url}

    def _uploaded(self, about: Definition) -> str:
        from generator.publish.bucket import Bucket

        content = about.text.encode()
        key = f"stack-sets/{about.article}-{hashlib.sha256(content).hexdigest()[:16]}.yaml"
        place = Bucket(self.session, str(self.bucket))
        # A key names its content: what is there already is the same.
        place.create(key, content, CACHE)
        return place.url(key)

    def _require_published(self, url: str, about: Definition) -> None:
        """BadInput where another template is published than the one that is planned with."""
        parts = urlsplit(url)
        host = _HOST.match(parts.netloc)
        bucket, key = host and host["bucket"], unquote(parts.path.removeprefix("/"))
        if not bucket:
            bucket, _, key = key.partition("/")
        region = host["region"] if host else None
        found = Service(self.session, "s3", region).call("get_object", url, Bucket=bucket, Key=key)
        if found["Body"].read() != about.text.encode():
            problem = f"it differs from templates/{about.article}.yaml"
            raise BadInput(url, problem, "Publish this version, or check out the one that is published")
