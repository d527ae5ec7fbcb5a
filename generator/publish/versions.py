"""Versions of releases: how they are written, which of two is newer, and which one a commit has.

https://semver.org/spec/v2.0.0.html
"""

import re
from collections.abc import Sequence
from typing import Final

from generator.model.errors import BadInput

_NUMBER: Final = r"(?:0|[1-9][0-9]{0,8})"
_PART: Final = rf"(?:{_NUMBER}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
# Build metadata is left out: it does not order versions, and a plus sign in a URL means a space to some programs.
PATTERN: Final = rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_PART}(?:\.{_PART})*)?"
LENGTH: Final = 64

Precedence = tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]


def version(text: str, where: str = "--version") -> str:
    """``1.2.3`` of ``1.2.3`` or ``v1.2.3``; BadInput for what is no semantic version."""
    found = text.removeprefix("v")
    if len(found) > LENGTH or not re.fullmatch(PATTERN, found):
        raise BadInput(where, f"{text!r} is no semantic version", "Write it as 1.2.3 or 1.2.3-rc.1")
    return found


def precedence(text: str) -> Precedence:
    """What orders versions: numbers before words, a pre-release before its release."""
    core, _, before = text.partition("-")
    parts = before.split(".") if before else []
    words = tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)
    return tuple(map(int, core.split("."))), not before, words


def is_prerelease(text: str) -> bool:
    """Whether it has words after a hyphen: ``1.2.3-rc.1``."""
    return "-" in text


def chosen(given: str | None, tags: Sequence[str]) -> str:
    """The version to publish: what is given, or what the one tag ``v1.2.3`` of the commit says.

    Raises BadInput where nobody says it, or where the tags say another one.
    """
    tagged = sorted({tag[1:] for tag in tags if tag.startswith("v") and re.fullmatch(PATTERN, tag[1:])}, key=precedence)
    wanted = None if given is None else version(given)
    if wanted is None and len(tagged) == 1:
        return tagged[0]
    if wanted is None and tagged:
        raise BadInput("--version", f"the commit has the tags v{', v'.join(tagged)}", "Say which one with --version")
    if wanted is None:
        raise BadInput("--version", "the commit has no tag such as v1.2.3", "Tag it, or give --version 1.2.3")
    if tagged and wanted not in tagged:
        raise BadInput("--version", f"the tag of the commit is v{tagged[-1]}, not {wanted}", "Leave --version out")
    return wanted
