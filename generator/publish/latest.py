"""Moves ``latest/`` to a release that is published whole: forward only, one object at a time.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from html import escape
from typing import Final

from generator.model.errors import BadInput
from generator.publish import manifest
from generator.publish.bucket import ATTEMPTS, Bucket, Stored
from generator.publish.content_types import SHORT
from generator.publish.release import Release
from generator.publish.versions import is_prerelease, precedence

PAGES: Final = ("index.html", "en/index.html")
"""The page of a release that ``latest/index.html`` leads to: the first of these that there is."""


def moves(bucket: Bucket, root: str, release: Release) -> bool:
    """Whether ``latest/`` would move to the release."""
    if is_prerelease(release.version):
        return False
    found = bucket.read(f"{root}latest/{manifest.NAME}")
    return found is None or _is_older(found.content, root, release)


def move(bucket: Bucket, root: str, release: Release) -> bool:
    """Point ``latest/`` to the release, unless a newer one is there or it is a pre-release; whether it does now."""
    if is_prerelease(release.version):
        return False
    if not _move_manifest(bucket, root, release):
        return False
    page = next((path for path in PAGES if path in release.files), None)
    if page is not None:
        _move_page(bucket, root, release, _page(release.version, page))
    return True


def _move_manifest(bucket: Bucket, root: str, release: Release) -> bool:
    key, wanted = f"{root}latest/{manifest.NAME}", release.manifest.content
    for _ in range(ATTEMPTS):
        found = bucket.read(key)
        if found is not None and found.content == wanted:
            return True
        if found is not None and not _is_older(found.content, root, release):
            return False
        if _put(bucket, key, wanted, found):
            return True
    raise BadInput(key, "others keep writing it", "Run the command again when they are done")


def _move_page(bucket: Bucket, root: str, release: Release, wanted: bytes) -> None:
    key = f"{root}latest/index.html"
    for _ in range(ATTEMPTS):
        found = bucket.read(key)
        if found is not None and found.content == wanted:
            return
        # Read after the page: who moves both in between changes the page too, and the condition below fails.
        pointer = bucket.read(f"{root}latest/{manifest.NAME}")
        if pointer is None or pointer.content != release.manifest.content:
            return
        if _put(bucket, key, wanted, found):
            return
    raise BadInput(key, "others keep writing it", "Run the command again when they are done")


def _put(bucket: Bucket, key: str, wanted: bytes, found: Stored | None) -> bool:
    """Write in the place of what was found, and only of that; whether it was still so."""
    return bucket.create(key, wanted, SHORT) if found is None else bucket.replace(key, wanted, SHORT, found.etag)


def _is_older(content: bytes, root: str, release: Release) -> bool:
    there = manifest.read(content, f"{root}latest/{manifest.NAME}").version
    return precedence(there) < precedence(release.version)


def _page(version: str, page: str) -> bytes:
    target = escape(f"../{version}/{page}")
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>account-baseline {escape(version)}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<p><a href="{target}">account-baseline {escape(version)}</a></p>\n</html>\n'
    ).encode()
