"""Puts the site into a folder: what changed is written, what is no longer of it is removed, and a folder of others is refused."""

from collections.abc import Mapping
from pathlib import Path

from generator.model import BadInput

MARK = "index.schema.json"


def write_site(folder: Path, files: Mapping[str, str]) -> None:
    """BadInput where ``folder`` has files and none of them is the mark of a site."""
    there = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    if folder.exists() and not folder.is_dir():
        raise BadInput(str(folder), "it is a file", "Name a folder")
    if there and not (folder / MARK).exists():
        raise BadInput(str(folder), "it has files that are not of a site", "Name an empty folder")
    for path in there:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            _write(path, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
