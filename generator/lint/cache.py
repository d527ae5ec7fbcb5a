"""Findings kept by what they depend on: the file's bytes, the settings, the rules' own code and the versions.

A file of the cache that cannot be read, or is not of this shape, is as good as none.
"""

import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator.lint.finding import Finding, of_facts

GENERATOR = Path(__file__).parents[1]
DECIDES = ("lint", "automation", "permissions", "template", "model", "knowledge")
"""The rooms whose code and data a rule can ask."""


def folder() -> Path:
    """Where findings are kept: under XDG_CACHE_HOME, or ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "account-baseline" / "lint"


@cache
def rules_digest() -> str:
    """What stands for the versions of Python and cfn-lint and for our rules as they are now."""
    digest = hashlib.sha256(f"{platform.python_version()} {version('cfn-lint')} {version('botocore')}".encode())
    for room in DECIDES:
        for path in sorted((GENERATOR / room).rglob("*")):
            if path.suffix in (".py", ".json"):
                digest.update(f"{path.relative_to(GENERATOR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def key(content: Iterable[bytes], settings: Sequence[str]) -> str:
    """The name under which findings are kept; ``content`` is all the bytes that were linted."""
    digest = hashlib.sha256(json.dumps([rules_digest(), *settings]).encode())
    for each in content:
        digest.update(hashlib.sha256(each).digest())
    return digest.hexdigest()


def kept(name: str) -> list[Finding] | None:
    """The findings that were kept under a key, ``None`` where there are none."""
    try:
        found = json.loads((folder() / f"{name}.json").read_text("utf-8"))
        return [of_facts(each) for each in found["findings"]]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(name: str, findings: Sequence[Finding]) -> None:
    """Keep findings under a key, whole or not at all; a cache that cannot be written is done without."""
    text = json.dumps({"findings": [each.facts() for each in findings]})
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder(), suffix=".part", delete=False, encoding="utf-8") as part:
            part.write(text)
        Path(part.name).replace(folder() / f"{name}.json")
    except OSError:
        return
