"""Publishes a release: looks at what is there, writes what is missing, reads it back, and then moves ``latest/``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from generator.model.errors import BadInput
from generator.publish import latest
from generator.publish.bucket import WORKERS, Bucket
from generator.publish.content_types import IMMUTABLE
from generator.publish.links import base_url, require_links
from generator.publish.manifest import NAME
from generator.publish.parallel import in_parallel
from generator.publish.release import Release

_PREFIX: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*"
_ANOTHER: Final = "Publish under another version: a published one never changes"

Progress = Callable[[str, str], None]
"""Called with ``read`` or ``written`` and a key, from several threads."""


@dataclass(frozen=True)
class Publication:
    """What is done, or would be: keys that are ``written``, keys that were there already, and whether ``latest/`` is ours."""

    base_url: str
    written: tuple[str, ...]
    identical: tuple[str, ...]
    latest: bool


def root_of(prefix: str) -> str:
    """What stands before the version in every key: nothing, or the prefix and a slash; BadInput for what is no prefix."""
    plain = prefix.strip("/")
    if plain and not re.fullmatch(_PREFIX, plain):
        raise BadInput("--prefix", f"{prefix!r} is no prefix", "Use letters, digits and ._- between slashes")
    return f"{plain}/" if plain else ""


def publish(
    bucket: Bucket, prefix: str, release: Release, *, dry_run: bool = False, progress: Progress = lambda *_: None
) -> Publication:
    """Make the release be there and ``latest/`` lead to it; a dry run only looks.

    Raises BadInput where the version is there with another content, before anything is written.
    """
    root = root_of(prefix)
    objects = {f"{root}{release.version}/{path}": content for path, content in release.objects.items()}
    claim = f"{root}{release.version}/{NAME}"
    there = _survey(bucket, f"{root}{release.version}/", objects, claim, progress)
    missing = tuple(key for key in objects if key not in there)
    base = base_url(bucket, root, release.version)
    if dry_run:
        return Publication(base, missing, tuple(there), latest.moves(bucket, root, release))
    writing = _Writing(bucket, objects, progress)
    # The claim first: of two publishers with different content, one has the version before either writes a file of it.
    for part in ([claim], [key for key in missing if key != claim]):
        in_parallel(writing.write, [key for key in part if key in missing], WORKERS)
    require_links(bucket, root, release, {*there, *writing.verified})
    return Publication(base, missing, tuple(there), latest.move(bucket, root, release))


def _survey(bucket: Bucket, folder: str, objects: dict[str, bytes], claim: str, progress: Progress) -> list[str]:
    """The keys of the release that are there, each read and found identical; BadInput where one is not."""
    found = bucket.keys(folder)
    reading = _Writing(bucket, objects, progress)
    # The manifest first: it alone says whether it is the same release.
    for part in ([claim], [key for key in objects if key != claim]):
        in_parallel(reading.verify, [key for key in part if key in found], WORKERS)
    strange = sorted(found - objects.keys())
    if strange:
        raise BadInput(strange[0], "it is in the folder of the version and not in the release", _ANOTHER)
    return [key for key in objects if key in found]


class _Writing:
    """Objects on their way; ``verified`` are those that were read back."""

    def __init__(self, bucket: Bucket, objects: dict[str, bytes], progress: Progress) -> None:
        self._bucket, self._objects, self._progress = bucket, objects, progress
        self.verified: set[str] = set()

    def write(self, key: str) -> None:
        """Write an object unless another publisher was faster, and read it back."""
        if self._bucket.create(key, self._objects[key], IMMUTABLE):
            self._progress("written", key)
        self.verify(key)

    def verify(self, key: str) -> None:
        """BadInput where the object is not what the release says."""
        found = self._bucket.read(key)
        if found is None:
            raise BadInput(key, "it was written and cannot be read", "Run the command again")
        if found.content != self._objects[key]:
            raise BadInput(key, "it is published with another content", _ANOTHER)
        self.verified.add(key)
        self._progress("read", key)
