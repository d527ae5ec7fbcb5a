"""A release: everything that is published of one commit under one version, the same bytes on every machine."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.conformance_packs.pack import FOLDER as CONFORMANCE_PACKS
from generator.model.errors import BadInput
from generator.publish.checkout import Checkout
from generator.publish.content_types import content_type
from generator.publish.manifest import NAME, SCHEMA, SCHEMA_NAME, Manifest, listed, require_paths

# The oldest time that a zip can hold: the time of the build is not part of the content.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16


@dataclass(frozen=True)
class Release:
    """``files`` are all published files by path, without the manifest that lists them."""

    manifest: Manifest
    files: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """The version, such as 1.2.3."""
        return self.manifest.version

    @property
    def objects(self) -> dict[str, bytes]:
        """The files and the manifest."""
        return {NAME: self.manifest.content, **self.files}

    @property
    def templates(self) -> tuple[str, ...]:
        """The names of the templates, as launch links have them: ``config``, ``stack-sets/config``; a conformance pack is no stack."""
        yaml = (path for path in self.files if path.startswith("templates/") and path.endswith(".yaml"))
        found = (path for path in yaml if path.rpartition("/")[0] != CONFORMANCE_PACKS)
        return tuple(path.removeprefix("templates/").removesuffix(".yaml") for path in found)


def release(version: str, checkout: Checkout, more: Mapping[str, bytes] | None = None) -> Release:
    """The release of a commit; ``more`` are files that are made from it, such as the pages of the catalogue.

    Raises BadInput for a path that cannot be published, and where ``more`` has a committed file with another content.
    """
    files = dict(checkout.files)
    for path, content in (more or {}).items():
        _add(files, path, content)
    _add(files, SCHEMA_NAME, (json.dumps(SCHEMA, indent=2) + "\n").encode())
    if not any(path.startswith("templates/") for path in files):
        raise BadInput("templates/", "there is no template to publish", "Run make build and commit")
    folder = f"account-baseline-{version}"
    _add(files, f"{folder}.zip", archive(folder, files))
    files = dict(sorted(files.items()))
    require_paths(files)
    for path in files:
        content_type(path)
    return Release(Manifest(version, checkout.commit, tuple(listed(*each) for each in files.items())), files)


def _add(files: dict[str, bytes], path: str, content: bytes) -> None:
    if files.setdefault(path, content) != content:
        raise BadInput(path, "two files of different content have this path", "Rename one of them")


def archive(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A zip of the files in ``folder``; stored, not deflated: deflated bytes differ between versions of zlib."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _TIME)
            # Otherwise it is the system's, which differs on Windows.
            entry.create_system = 3
            entry.external_attr = _MODE
            file.writestr(entry, content)
    return made.getvalue()
