"""The git checkout that is published: its commit, the tags of it, and the files that it holds.

https://git-scm.com/docs/git-status
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.errors import BadInput

PUBLISHED: Final = ("templates", "parameters")
"""The folders whose files are published."""
DECIDES: Final = (*PUBLISHED, "generator")
"""What must be as it was committed: the published files, and what makes the pages that describe them."""


@dataclass(frozen=True)
class Checkout:
    """A commit with nothing changed since; ``files`` are the published ones by their paths in the checkout."""

    commit: str
    tags: tuple[str, ...]
    files: dict[str, bytes]


def checkout(root: Path) -> Checkout:
    """What HEAD holds; BadInput where ``root`` is no checkout, or what decides differs from the commit."""
    top = _git(root, "rev-parse", "--show-toplevel").rstrip("\n")
    if Path(top).resolve() != root.resolve():
        raise BadInput(str(root), f"it is inside of the checkout {top}, not one of its own", "Publish from a checkout")
    commit = _git(root, "rev-parse", "--verify", "HEAD").strip()
    # Each entry is two letters of status, a space and the path; the old path of a renamed file stands by itself.
    changed = _entries(
        _git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *DECIDES)
    )
    if changed:
        more = f" and {len(changed) - 1} more" if changed[1:] else ""
        raise BadInput(f"{changed[0][3:]}{more}", f"not as in commit {commit[:12]}", "Commit it, or take it back")
    paths = _entries(_git(root, "ls-files", "-z", "--", *PUBLISHED))
    tags = _git(root, "tag", "--points-at", "HEAD").split()
    return Checkout(commit, tuple(tags), {path: (root / path).read_bytes() for path in paths})


def _entries(text: str) -> list[str]:
    return [entry for entry in text.split("\0") if entry]


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError as error:
        raise BadInput("git", f"it cannot be run: {error}", "Install git") from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise BadInput(str(root), f"git {arguments[0]}: {said[0]}", "Publish from a git checkout with a commit")
    return done.stdout
