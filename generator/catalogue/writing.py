"""Puts the site into a folder: what changed is written, what is no longer of it is removed, and a folder of others is refused."""

from collections.abc import Mapping
from pathlib import Path

from generator.model import BadInput

MARK = "index.schema.json"


def write_site(folder: Path, files: Mapping[str, str]) -> int:
    """The bytes of all files; BadInput where ``folder`` has files and none of them is the mark of a site."""
    there = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    if folder.exists() and not folder.is_dir():
        raise BadInput(str(folder), "it is a file", "Name a folder")
    if there and not (folder / MARK).exists():
        raise BadInput(str(folder), "it has files that are not of a site", "Name an empty folder")
    for path in there:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name in {name.rpartition("/")[0] for name in files}:
        (folder / name).mkdir(parents=True, exist_ok=True)
    size, known = 0, set(there)
    for name, text in files.items():
        path, content = folder / name, text.encode()
        size += len(content)
        if path not in known or path.read_bytes() != content:
            path.write_bytes(content)
    return size
