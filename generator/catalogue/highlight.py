"""YAML text as HTML lines: keys, comments and function tags marked, each line with an anchor of its own.

It reads the YAML that render writes, not every YAML: block scalars are told by their indentation, and no key spans lines.
"""

import re
from functools import lru_cache

from markupsafe import Markup, escape

_COMMENT = re.compile(r"\s*#")
_KEY = re.compile(
    r"(?P<lead>\s*(?:- )*)(?P<key>&#39;(?:(?!&#39;).)*&#39;|[A-Za-z_][\w:.@/-]*|&#34;(?:(?!&#34;).)*&#34;):(?P<rest>\s.*|$)"
)
_TAG = re.compile(r"![A-Z]\w+")
_BLOCK = re.compile(r"(?:^|\s)(?:\||&gt;)[+-]?[0-9]?$")
_QUOTE = "&#39;"


def highlighted(text: str) -> Markup:
    """``text`` as HTML, each line with an anchor such as ``L3``; everything in it is escaped."""
    lines, block = [], -1
    # Everything is escaped at once, and the patterns know quotes as they come out.
    for number, line in enumerate(str(escape(text)).rstrip("\n").split("\n"), 1):
        if block >= 0 and line.strip() and _indent(line) <= block:
            block = -1
        if block < 0:
            marked, block = _line(line)
        else:
            marked = f'<span class="s">{line}</span>' if line.strip() else line
        lines.append(f'<b id="L{number}"></b>{marked}\n')
    return Markup("".join(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# Templates that hold the same controls have most lines in common.
@lru_cache(maxsize=32_768)
def _line(line: str) -> tuple[str, int]:
    """A line outside of blocks, and the indentation of the block that it begins; -1 for none."""
    if _COMMENT.match(line):
        return f'<span class="c">{line}</span>', -1
    block = _indent(line) if _BLOCK.search(line) else -1
    if match := _KEY.fullmatch(line):
        return f'{match["lead"]}<span class="k">{match["key"]}</span>:{_value(match["rest"])}', block
    return _value(line), block


def _value(text: str) -> str:
    match = _TAG.search(text)
    if match is None or _QUOTE in text[: match.start()]:
        return text
    return f'{text[: match.start()]}<span class="t">{match[0]}</span>{_value(text[match.end() :])}'
