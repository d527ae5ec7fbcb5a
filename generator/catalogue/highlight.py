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
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and line.strip() and indent <= block:
            block = -1
        marked = f'<span class="s">{line}</span>' if block >= 0 and line.strip() else _line(line)
        if block < 0 and _BLOCK.search(line) and not _COMMENT.match(line):
            block = indent
        lines.append(f'<b id="L{number}"></b>{marked}\n')
    return Markup("".join(lines))


@lru_cache(maxsize=32_768)
def _line(line: str) -> str:
    """A line outside of blocks; templates that hold the same controls have most of them in common."""
    if _COMMENT.match(line):
        return f'<span class="c">{line}</span>'
    if match := _KEY.fullmatch(line):
        return f'{match["lead"]}<span class="k">{match["key"]}</span>:{_value(match["rest"])}'
    return _value(line)


def _value(text: str) -> str:
    match = _TAG.search(text)
    if match is None or _QUOTE in text[: match.start()]:
        return text
    return f'{text[: match.start()]}<span class="t">{match[0]}</span>{_value(text[match.end() :])}'
