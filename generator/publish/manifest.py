"""The manifest of a release: which files it has, how long they are, and their SHA-256; schema 1.

``SCHEMA`` says what each member means; every release has it beside the manifest as ``manifest.schema.json``.

https://json-schema.org/draft/2020-12/schema
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from generator.conformance_packs.pack import FOLDER as CONFORMANCE_PACKS
from generator.model.errors import BadInput
from generator.publish import versions

NAME: Final = "manifest.json"
SCHEMA_NAME: Final = "manifest.schema.json"
SCHEMA_VERSION: Final = 1
_SEGMENT: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
PATH_PATTERN: Final = rf"{_SEGMENT}(?:/{_SEGMENT})*"
PATH_LENGTH: Final = 256
_SHA256: Final = "[0-9a-f]{64}"
_COMMIT: Final = "[0-9a-f]{40}([0-9a-f]{24})?"
_REMEDY: Final = "Publish the version anew under another number"


def _text(pattern: str, description: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$", "description": description}


_FILE: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["path", "article", "size", "sha256"],
    "properties": {
        "path": _text(PATH_PATTERN, "Where the file is, from the folder of the version."),
        "article": {"type": ["string", "null"], "description": "The article whose file it is, null for other files."},
        "size": {"type": "integer", "minimum": 0, "description": "Length in bytes."},
        "sha256": _text(_SHA256, "SHA-256 of the content in hexadecimal digits."),
    },
}
SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Manifest of a release of account-baseline",
    "description": "Members may be added without a new schema number; none is removed or changes its meaning.",
    "type": "object",
    "required": ["schema", "version", "commit", "files"],
    "properties": {
        "schema": {"const": SCHEMA_VERSION, "description": "Number of this schema."},
        "version": _text(versions.PATTERN, "Semantic version; also the name of the folder."),
        "commit": _text(_COMMIT, "git commit that the files are of."),
        "files": {"type": "array", "items": _FILE, "description": "Every file but the manifest, in order of path."},
    },
}


@dataclass(frozen=True, order=True)
class ListedFile:
    """A file as the manifest has it; ``size`` in bytes, ``article`` None where it belongs to none."""

    path: str
    article: str | None
    size: int
    sha256: str

    def matches(self, content: bytes) -> bool:
        """Whether these are the bytes that the manifest means."""
        return len(content) == self.size and sha256(content) == self.sha256


@dataclass(frozen=True)
class Manifest:
    """What a release is; two with the same manifest have the same bytes."""

    version: str
    commit: str
    files: tuple[ListedFile, ...]

    @property
    def content(self) -> bytes:
        """The bytes of ``manifest.json``."""
        files = [
            {"path": each.path, "article": each.article, "size": each.size, "sha256": each.sha256}
            for each in sorted(self.files, key=lambda each: each.path)
        ]
        facts = {"schema": SCHEMA_VERSION, "version": self.version, "commit": self.commit, "files": files}
        return (json.dumps(facts, indent=2) + "\n").encode()


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def listed(path: str, content: bytes) -> ListedFile:
    """The entry of a file."""
    return ListedFile(path, article_of(path), len(content), sha256(content))


def article_of(path: str) -> str | None:
    """``config`` for templates/config.yaml, templates/stack-sets/config.yaml and parameters/config.json; none for a conformance pack."""
    place = PurePosixPath(path)
    if path.startswith(f"{CONFORMANCE_PACKS}/"):
        return None
    ending = {"templates": ".yaml", "parameters": ".json"}.get(place.parts[0])
    return place.stem if ending == place.suffix and len(place.parts) > 1 else None


def require_paths(paths: Iterable[str], where: str = "release") -> None:
    """BadInput for a path that leaves its folder or that some file system could not hold beside the others."""
    seen: dict[str, str] = {}
    for path in paths:
        if len(path) > PATH_LENGTH or not re.fullmatch(PATH_PATTERN, path) or path == NAME:
            raise BadInput(
                where, f"{path!r} is no path of a published file", "Use letters, digits and ._- in each name"
            )
        other = seen.setdefault(path.lower(), path)
        if other != path:
            raise BadInput(where, f"{path} and {other} differ in case only", "Rename one of them")
    for path in seen:
        folder = next((str(each) for each in PurePosixPath(path).parents if str(each) in seen), None)
        if folder:
            raise BadInput(where, f"{seen[folder]} is a file and a folder", "Rename one of them")


def read(content: bytes, where: str) -> Manifest:
    """The manifest in these bytes, of which nothing is trusted; BadInput names what is wrong."""
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadInput(where, f"it is no JSON: {type(error).__name__}", _REMEDY) from error
    number = facts.get("schema") if isinstance(facts, dict) else None
    if type(number) is not int:
        raise BadInput(where, "it is no manifest of account-baseline", "Name the folder of a release")
    if number != SCHEMA_VERSION:
        raise BadInput(
            where, f"it has schema {number}, and only {SCHEMA_VERSION} is known", "Use a newer account-baseline"
        )
    try:
        return _manifest(facts, where)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(where, f"it is not as its schema says: {error}", _REMEDY) from error


def _manifest(facts: dict[str, Any], where: str) -> Manifest:
    files = tuple(ListedFile(each["path"], each["article"], each["size"], each["sha256"]) for each in facts["files"])
    require_paths((each.path for each in files), where)
    if len({each.path for each in files}) != len(files):
        raise BadInput(where, "it lists a file twice", _REMEDY)
    for each in files:
        if type(each.size) is not int or each.size < 0 or not re.fullmatch(_SHA256, each.sha256):
            raise BadInput(where, f"{each.path} has no size and SHA-256", _REMEDY)
        if each.article is not None and type(each.article) is not str:
            raise BadInput(where, f"{each.path} has no article", _REMEDY)
    if not re.fullmatch(_COMMIT, facts["commit"]):
        raise BadInput(where, "it names no commit", _REMEDY)
    if not isinstance(facts["version"], str) or facts["version"].startswith("v"):
        raise BadInput(where, "it names no version", _REMEDY)
    return Manifest(versions.version(facts["version"], where), facts["commit"], files)
