"""The tagged versions before this commit: their templates as git has them, and what changed from one to the next.

A tag of this very commit is left out, so that the pages of a commit are the same before and after it is tagged.

https://git-scm.com/docs/git-cat-file
"""

import difflib
import hashlib
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST = 8
"""The newest are enough; the others are in git."""


@dataclass(frozen=True)
class Version:
    """One tag, such as ``v1.2.0``, with the text of each article's template."""

    name: str
    date: str
    templates: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One step of an article: ``lines`` are (kind, text) of a unified diff, kind ``add``, ``cut``, ``place`` or ``same``."""

    before: str
    after: str
    lines: tuple[tuple[str, str], ...]


def versions(root: Path) -> tuple[Version, ...]:
    """The newest first; none outside of a git checkout."""
    told = _git(
        root,
        "tag",
        "--list",
        "v[0-9]*",
        "--merged",
        "HEAD",
        "--no-contains",
        "HEAD",
        "--sort=-version:refname",
        _FORMAT,
    )
    found = [line.split(" ", 1) for line in told.splitlines()[:MOST]]
    return tuple(Version(tag, date, _templates(root, tag)) for tag, date in found)


_FORMAT = "--format=%(refname:strip=2) %(creatordate:short)"


def _templates(root: Path, tag: str) -> dict[str, str]:
    listed = _git(root, "ls-tree", "--format=%(objectname) %(path)", f"refs/tags/{tag}", "templates/")
    objects = [line.split(" ", 1) for line in listed.splitlines() if line.endswith(".yaml")]
    # One process for all of them.
    asked = "".join(f"{name}\n" for name, _ in objects).encode()
    out = subprocess.run(["git", "cat-file", "--batch"], cwd=root, input=asked, capture_output=True, check=True).stdout
    found = {}
    for _, path in objects:
        head, _, out = out.partition(b"\n")
        size = int(head.split()[2])
        found[Path(path).stem] = out[:size].decode()
        out = out[size + 1 :]
    return found


def _git(root: Path, *arguments: str) -> str:
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def sums(name: str, before: Sequence[Version]) -> list[tuple[str, str, str]]:
    """Version, date and SHA-256 of the article in each version that has it."""
    held = [version for version in before if name in version.templates]
    return [(each.name, each.date, hashlib.sha256(each.templates[name].encode()).hexdigest()) for each in held]


def changes(name: str, text: str, current: str, before: Sequence[Version]) -> Iterator[Change]:
    """The steps of an article that changed it, the newest first; ``text`` is what it is now, under the name ``current``."""
    after, new = current, text
    for version in (each for each in before if name in each.templates):
        old = version.templates[name]
        if old != new:
            lines = difflib.unified_diff(old.splitlines(), new.splitlines(), version.name, after, lineterm="")
            yield Change(version.name, after, tuple(map(_line, list(lines)[2:])))
        after, new = version.name, old


def _line(line: str) -> tuple[str, str]:
    return {"+": "add", "-": "cut", "@": "place"}.get(line[:1], "same"), line
