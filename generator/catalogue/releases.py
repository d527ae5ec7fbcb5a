"""The releases as CHANGELOG.md tells them.

https://keepachangelog.com/en/1.1.0/
"""

import re
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"## \[?(?P<version>[^\]\s]+)\]?(?:\s+-\s+(?P<date>\d{4}-\d{2}-\d{2}))?\s*")


@dataclass(frozen=True)
class Release:
    """One version, the newest first; ``date`` is empty for what is not released yet."""

    version: str
    date: str
    changes: tuple[str, ...]


def releases(root: Path) -> tuple[Release, ...]:
    """Every heading of the change log with its items, Markdown's backquotes and links left as they are."""
    path = root / "CHANGELOG.md"
    found: list[tuple[str, str, list[str]]] = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        if match := _HEADING.fullmatch(line):
            found.append((match["version"], match["date"] or "", []))
        elif found and line.startswith("- "):
            found[-1][2].append(line[2:])
        elif found and line.startswith("  ") and found[-1][2]:
            found[-1][2][-1] += f" {line.strip()}"
    return tuple(Release(version, date, tuple(changes)) for version, date, changes in found)
