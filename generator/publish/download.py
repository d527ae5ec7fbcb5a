"""Fetches a published release, holds every file to its SHA-256, and only then puts the folder where it is wanted."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.errors import BadInput
from generator.publish import manifest
from generator.publish.manifest import ListedFile, Manifest
from generator.publish.parallel import in_parallel
from generator.publish.source import LATEST, fetched, folders

WORKERS: Final = 8
MANIFEST_BYTES: Final = 16 * 1024 * 1024
"""More than a manifest of ten thousand files."""


@dataclass(frozen=True)
class Found:
    """A manifest that was fetched: its bytes, what they say, and the URL of the folder of its version."""

    content: bytes
    manifest: Manifest
    url: str

    def files(self, *, everything: bool) -> tuple[ListedFile, ...]:
        """What is fetched: the files of articles, or all but the zip that has the same files once more."""
        return tuple(
            each
            for each in self.manifest.files
            if (everything or each.article is not None) and not each.path.endswith(".zip")
        )


def find(base_url: str, version: str | None = None, sha256: str | None = None) -> Found:
    """The manifest of a version, or of the one that ``latest/`` leads to.

    ``sha256`` is what the manifest must have, from somebody who is trusted; BadInput where it has another.
    """
    root, named = folders(base_url, version)
    where = f"{root}/{named}/{manifest.NAME}"
    content = fetched(where, MANIFEST_BYTES)
    if sha256 is not None and manifest.sha256(content) != sha256.lower():
        raise BadInput(
            where, f"its SHA-256 is {manifest.sha256(content)}", "Do not use it, or correct --manifest-sha256"
        )
    said = manifest.read(content, where)
    if named not in (LATEST, said.version):
        raise BadInput(where, f"it is of version {said.version}", "Do not use it: it is not what was published")
    return Found(content, said, f"{root}/{said.version}")


def download(
    found: Found, to: Path, *, everything: bool = False, progress: Callable[[str], None] = lambda _: None
) -> int:
    """Put the release into the folder ``to``, which must not be there yet or be empty; the number of files.

    BadInput where a file is not what the manifest says, or the folder cannot be written: then there is no folder.
    """
    if to.is_symlink() or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
        raise BadInput(f"--to {to}", "it is there already", "Name a folder that is not there yet")
    files = {each.path: each for each in found.files(everything=everything)}
    part: Path | None = None
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".part", dir=to.parent.resolve()))
        _fill(found, files, part, progress)
        part.chmod(0o755)
        if to.exists():
            to.rmdir()
        part.rename(to)
    except OSError as error:
        raise BadInput(f"--to {to}", f"it cannot be written: {error.strerror}", "Name another folder") from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
    return len(files)


def _fill(found: Found, files: dict[str, ListedFile], part: Path, progress: Callable[[str], None]) -> None:
    (part / manifest.NAME).write_bytes(found.content)

    def fetch(path: str) -> None:
        url = f"{found.url}/{path}"
        content = fetched(url, files[path].size)
        if not files[path].matches(content):
            raise BadInput(url, "it is not what the manifest says", "Do not use it: it is not what was published")
        place = part / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        progress(path)

    in_parallel(fetch, files, WORKERS)
