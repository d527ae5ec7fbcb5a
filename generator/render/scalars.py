"""How one scalar is written in YAML 1.1: plain where every reader takes it for the same text, quoted where not.

PyYAML's own analysis and resolver decide.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from io import StringIO
from math import isfinite
from typing import TypeGuard

import yaml

_DUMPER = yaml.SafeDumper(StringIO())
# Numbers that other YAML readers know and PyYAML does not: an exponent without a point, YAML 1.2 octals.
_NUMBER_ELSEWHERE = re.compile(r"[-+]?([0-9][0-9_]*[eE][-+]?[0-9]+|0o[0-7]+|\.[0-9]+|[0-9]+\.)")
# Names inside [ ] and sentences elsewhere need no analysis, but for the words of YAML 1.1, a colon before a space and a # after one.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_/.-]*")
_SENTENCE = re.compile(r"[A-Za-z$](?:[!-9;-~]|:(?=[!-~])| (?=[!\"$-~]))*")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_PRINTABLE = re.compile(r"[\n\x20-\x7e]*")
_BOOLEAN_ELSEWHERE = {"y", "n", "Y", "N"}
_resolve: Callable[..., str] = _DUMPER.resolve
_STRING = "tag:yaml.org,2002:str"


def is_scalar(value: object) -> TypeGuard[str | float]:
    """Whether ``value`` is text, a number, true or false."""
    return isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))


def scalar(value: str | float, *, flow: bool = False) -> str:
    """``value`` on one line; ``flow`` when it stands inside ``[ ]``."""
    if isinstance(value, str):
        return text(value, flow)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return repr(value)
    # YAML 1.1 reads an exponent only after a point.
    return repr(value) if "." in repr(value) else repr(value).replace("e", ".0e")


@lru_cache(maxsize=20_000)
def text(value: str, flow: bool = False) -> str:
    """A string on one line, quoted only where YAML needs it."""
    if (_NAME if flow else _SENTENCE).fullmatch(value) and value.casefold() not in _WORDS:
        return value
    analysis = _DUMPER.analyze_scalar(value)
    may_be_plain = analysis.allow_flow_plain if flow else analysis.allow_block_plain
    if value and may_be_plain and not analysis.multiline and not _means_something_else(value):
        return value
    if analysis.allow_single_quoted and not analysis.multiline:
        return "'" + value.replace("'", "''") + "'"
    written: str = yaml.safe_dump(value, default_style='"', width=10**9, allow_unicode=False)
    return written.rstrip("\n")


def _means_something_else(value: str) -> bool:
    return (
        value in _BOOLEAN_ELSEWHERE
        or _NUMBER_ELSEWHERE.fullmatch(value) is not None
        or _resolve(yaml.ScalarNode, value, (True, False)) != _STRING
    )


def literal(value: str, indent: int) -> list[str] | None:
    """The lines of a ``|`` block from its header on, or ``None`` where a block cannot hold the text."""
    lines = value.split("\n")
    if not _PRINTABLE.fullmatch(value) or any(line.endswith(" ") for line in lines):
        return None
    body = value.rstrip("\n")
    trailing = len(value) - len(body)
    # Blank lines at the end would run into the blank lines that set resources apart.
    if not body or trailing > 1:
        return None
    indicator = "2" if body[0] in " \n" else ""
    chomping = "" if trailing else "-"
    pad = " " * indent
    kept = lines[: -1 if trailing else None]
    return [f"|{indicator}{chomping}", *(pad + line if line else "" for line in kept)]


def folded(value: str, indent: int, width: int) -> list[str] | None:
    """The lines of a ``>-`` block for a long paragraph, or ``None`` where folding would change it."""
    words = value.split(" ")
    if not value.isprintable() or any(not word for word in words):
        return None
    lines = [words[0]]
    for word in words[1:]:
        if indent + len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [">-", *(" " * indent + line for line in lines)]
