"""Where a release is read from over HTTPS: the folder that a template base URL names, and the files in it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

import re
import urllib.request
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlsplit

from generator.model.errors import BadInput
from generator.publish import versions

TIMEOUT: Final = 30
"""Seconds without an answer."""
LATEST: Final = "latest"
_HERE: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_WRITE: Final = "Give https://<bucket>.s3.<region>.<suffix>/<prefix>/<version>/templates, as publish printed it"
_READ_BY_ROLE: Final = "If the bucket is not public, copy the folder with aws s3 sync, or ask for access"


def folders(base_url: str, version: str | None) -> tuple[str, str]:
    """The URL of the folder that has all versions, and the version (or ``latest``) to begin with.

    ``base_url`` is what launch links take, ``<root>/<version>/templates``, or ``<root>`` itself; ``version`` comes before
    the one in it. BadInput for another URL.
    """
    where, plain = "--template-base-url", base_url.rstrip("/")
    try:
        parts = urlsplit(plain)
    except ValueError as error:
        raise BadInput(where, f"{base_url!r} is no URL", _WRITE) from error
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise BadInput(where, f"{base_url!r} is no https URL", _WRITE)
    if not parts.hostname or parts.query or parts.fragment or parts.username is not None:
        raise BadInput(where, f"{base_url!r} is more than a host and a path", _WRITE)
    root, named = plain, LATEST
    match = re.fullmatch(rf"(?P<root>.+)/(?P<version>{LATEST}|{versions.PATTERN})(?:/templates)?", plain)
    if match is not None:
        root, named = match["root"], match["version"]
    return root, named if version is None else versions.version(version)


def fetched(url: str, most: int) -> bytes:
    """The bytes at a URL; BadInput where there are none, more than ``most``, or the way to them fails."""
    headers = {"Accept-Encoding": "identity", "User-Agent": "account-baseline"}
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  # ``folders`` lets no other scheme pass
        with opener.open(request, timeout=TIMEOUT) as answer:
            content: bytes = answer.read(most + 1)
            missing = answer.length
    except HTTPError as error:
        with error:
            raise BadInput(url, f"the answer is {error.code} {error.reason}", _READ_BY_ROLE) from error
    except (OSError, HTTPException, ValueError) as error:
        reason = str(getattr(error, "reason", error)) or type(error).__name__
        raise BadInput(url, f"it cannot be read: {reason}", "Run the command again") from error
    if len(content) > most:
        raise BadInput(url, f"it is longer than {most:,} bytes", "Do not use it: it is not what was published")
    if missing:
        raise BadInput(url, f"it cannot be read: the last {missing:,} bytes did not come", "Run the command again")
    return content


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """S3 redirects only to another Region or bucket name: neither is what the user named."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """None makes the redirect an error answer."""
        return
