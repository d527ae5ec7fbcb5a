"""Plain data and comments as readable CloudFormation YAML: short intrinsic functions, author's order, comments in place.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from generator.model import BadInput
from generator.render.scalars import folded, is_scalar, literal, scalar

WIDTH = 120
Path = tuple[str | int, ...]
SHORT = frozenset(
    {
        "Fn::And",
        "Fn::Base64",
        "Fn::Cidr",
        "Fn::Equals",
        "Fn::FindInMap",
        "Fn::GetAZs",
        "Fn::GetAtt",
        "Fn::If",
        "Fn::ImportValue",
        "Fn::Join",
        "Fn::Not",
        "Fn::Or",
        "Fn::Select",
        "Fn::Split",
        "Fn::Sub",
        "Ref",
    }
)
# Sections whose entries are set apart by a blank line.
SPACED = frozenset({"Resources"})


def write(
    data: Mapping[str, Any],
    comments: Mapping[Path, str] | None = None,
    header: tuple[str, ...] = (),
    texts: Mapping[tuple[str, str], str] | None = None,
) -> str:
    """The YAML text of a template; ``comments`` stand above the entry or list item at their path, a paragraph a line.

    ``texts`` tell entries of sections apart, by section and name: what has the same text there is written the same.
    Raises BadInput for a comment whose place is not in ``data`` and for text that a block cannot hold, such as trailing spaces.
    """
    writer = _Writer(dict(comments or {}), texts or {})
    lines = [f"# {line}" for line in header]
    for number, (section, value) in enumerate(data.items()):
        lines += [""] if number > 1 else []
        lines += writer.entry(section, value, 0, ())
    writer.require_all_comments_written()
    return "\n".join(lines) + "\n"


class _Writer:
    def __init__(self, comments: dict[Path, str], texts: Mapping[tuple[str, str], str]) -> None:
        self.comments = comments
        self.texts = texts
        self.above = {path[:length] for path in comments for length in range(len(path))}
        self.written: set[Path] = set()

    def require_all_comments_written(self) -> None:
        for path in (path for path in self.comments if path not in self.written):
            raise BadInput(
                "/".join(map(str, path)), "a comment stands at a place that is not there", "Correct its path"
            )

    def comment(self, path: Path, indent: int) -> list[str]:
        if path not in self.comments:
            return []
        self.written.add(path)
        pad = " " * indent + "# "
        width = WIDTH - len(pad)
        paragraphs = self.comments[path].split("\n")
        return [pad + line for each in paragraphs for line in textwrap.wrap(each, width, break_on_hyphens=False)]

    def entry(self, key: str, value: Any, indent: int, path: Path) -> list[str]:
        """``key: value`` with its comment, as lines."""
        here = (*path, key)
        name = f"{' ' * indent}{scalar(key)}:"
        lines = self.value(value, indent, here, len(name) + 1)
        lines[0] = f"{name} {lines[0]}".rstrip()
        return self.comment(here, indent) + lines if here in self.comments else lines

    def item(self, value: Any, indent: int, path: Path) -> list[str]:
        """``- value`` with its comment, as lines."""
        pad = " " * indent
        nested = isinstance(value, list) and value and self.one_line(value, path) is None
        if nested or (isinstance(value, dict) and value and not _is_function(value)):
            lines = self.block(value, indent + 2, path)
            comments = self.comment(path, indent)
            if lines[0].lstrip().startswith("#"):
                # The first key has a comment of its own: it stands above the dash.
                start = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
                above = [pad + line.lstrip() for line in lines[:start]]
                return [*comments, *above, f"{pad}- {lines[start].lstrip()}", *lines[start + 1 :]]
            lines[0] = f"{pad}- {lines[0].lstrip()}"
            return comments + lines
        lines = self.value(value, indent, path, indent + 2)
        lines[0] = f"{pad}- {lines[0]}".rstrip()
        return self.comment(path, indent) + lines

    def value(self, value: Any, indent: int, path: Path, column: int) -> list[str]:
        """What follows ``key:`` or ``-``: the rest of that line, then the lines below it."""
        if not isinstance(value, dict | list):
            return self.text(value, indent, path, column)
        if isinstance(value, dict) and _is_function(value):
            return self.function(value, indent, path, column)
        if not value:
            return ["{}" if isinstance(value, dict) else "[]"]
        line = self.one_line(value, path)
        if line is not None and column + len(line) <= WIDTH:
            return [line]
        return ["", *self.block(value, indent + 2, path)]

    def block(self, value: dict[str, Any] | list[Any], indent: int, path: Path) -> list[str]:
        if isinstance(value, list):
            return [line for number, item in enumerate(value) for line in self.item(item, indent, (*path, number))]
        lines: list[str] = []
        spaced = len(path) == 1 and path[0] in SPACED
        for number, (key, item) in enumerate(value.items()):
            if number and spaced:
                lines.append("")
            lines += (
                self.entry(key, item, indent, path) if len(path) != 1 else self.declaration(str(path[0]), key, item)
            )
        return lines

    def declaration(self, section: str, key: str, value: Any) -> list[str]:
        """An entry of a section: many templates have the same, such as a parameter or the parts of a control."""
        if (section, key) in self.above:
            return self.entry(key, value, 2, (section,))
        return [
            *self.comment((section, key), 2),
            *_declaration(section, key, _Value(self.texts.get((section, key)) or repr(value), value)),
        ]

    def function(self, value: dict[str, Any], indent: int, path: Path, column: int) -> list[str]:
        (name, argument), tag = next(iter(value.items())), _tag(value)
        inside = (*path, name)
        if name == "Fn::GetAtt" and _is_dotted(argument):
            return [f"{tag} {scalar('.'.join(argument))}"]
        if isinstance(argument, list):
            line = self.one_line(argument, inside, argument_of=name)
            if line is not None and column + len(tag) + 1 + len(line) <= WIDTH:
                return [f"{tag} {line}"]
            return [tag, *self.block(argument, indent + 2, inside)]
        lines = self.text(argument, indent, inside, column + len(tag) + 1)
        lines[0] = f"{tag} {lines[0]}"
        return lines

    def text(self, value: Any, indent: int, path: Path, column: int) -> list[str]:
        if isinstance(value, str) and "\n" in value:
            return self.lines_of_text(value, indent, path)
        if not is_scalar(value):
            problem = f"{value!r} has no place in a template"
            raise BadInput("/".join(map(str, path)), problem, "Write text, a number, true or false")
        line = scalar(value)
        if isinstance(value, str) and column + len(line) > WIDTH and " " in value:
            return folded(value, indent + 2, WIDTH) or [line]
        return [line]

    def lines_of_text(self, value: str, indent: int, path: Path) -> list[str]:
        for number, line in enumerate(value.split("\n"), 1):
            if line != line.rstrip(" "):
                raise BadInput("/".join(map(str, path)), f"line {number} ends in a space", "Remove it")
        return literal(value, indent + 2) or [scalar(value)]

    def one_line(self, value: Any, path: Path, argument_of: str | None = None) -> str | None:
        """``[a, b]`` for a short list of scalars, or ``None`` where lines of their own read better."""
        if not isinstance(value, list) or path in self.above:
            return None
        if argument_of is None and path[-1] != "AllowedValues" and not _is_one_plain_scalar(value):
            return None
        return _flow(value)


@dataclass(frozen=True)
class _Value:
    text: str
    value: Any = field(compare=False)


@lru_cache(maxsize=8192)
def _declaration(section: str, key: str, value: _Value) -> tuple[str, ...]:
    return tuple(_Writer({}, {}).entry(key, value.value, 2, (section,)))


def _flow(value: Any) -> str | None:
    """A scalar, or a function of one, as it stands inside ``[ ]``."""
    if isinstance(value, str) and "\n" in value:
        return None
    if isinstance(value, list):
        items = [_flow(item) for item in value]
        return None if None in items else "[" + ", ".join(filter(None, items)) + "]"
    if not isinstance(value, dict):
        # What is no scalar is refused on a line of its own, where its path is known.
        return scalar(value, flow=True) if is_scalar(value) else None
    if _is_function(value):
        (argument,) = value.values()
        if _is_dotted(argument) and "Fn::GetAtt" in value:
            return f"{_tag(value)} {scalar('.'.join(argument), flow=True)}"
        if isinstance(argument, str) and "\n" not in argument:
            return f"{_tag(value)} {scalar(argument, flow=True)}"
    return None


def _is_function(value: dict[str, Any]) -> bool:
    """Whether ``value`` is one function that has a short form here: two short forms may not follow each other on one line."""
    if len(value) != 1:
        return False
    ((name, argument),) = value.items()
    return name in SHORT and ((isinstance(argument, list) and bool(argument)) or isinstance(argument, str))


def _tag(value: dict[str, Any]) -> str:
    return "!" + next(iter(value)).removeprefix("Fn::")


def _is_dotted(argument: Any) -> bool:
    return (
        isinstance(argument, list)
        and len(argument) == 2
        and all(isinstance(part, str) for part in argument)
        and "." not in argument[0]
    )


def _is_one_plain_scalar(value: list[Any]) -> bool:
    return len(value) == 1 and not isinstance(value[0], dict | list)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in ``value`` where a comment may stand."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not _is_function(value):
                yield (*path, key)
            yield from paths(item, (*path, key))
    elif isinstance(value, list) and not (path and path[-1] == "Fn::GetAtt" and _is_dotted(value)):
        for number, item in enumerate(value):
            yield (*path, number)
            yield from paths(item, (*path, number))
