"""What the user names, sorted: templates to lint, parameters files, and what is neither."""

import glob
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

SUFFIXES = (".yaml", ".yml", ".json", ".template")
STDIN = "-"
# A template has one of these sections at the left margin (YAML) or as a key of its object (JSON).
SECTION = re.compile(r"""^\ufeff?["']?(Resources|AWSTemplateFormatVersion|Transform)["']?[ \t]*:""", re.MULTILINE)


class Kind(Enum):
    """What a file is."""

    TEMPLATE = auto()
    PARAMETERS = auto()
    NEITHER = auto()


@dataclass
class Inputs:
    """The files by kind, each once and in the order in which they were named."""

    templates: list[Path] = field(default_factory=list)
    parameters: list[Path] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def inputs(named: Iterable[str]) -> Inputs:
    """The files behind paths, folders and patterns; a folder or pattern leaves out what is no template, a path does not."""
    found = Inputs()
    seen: set[Path] = set()
    for name in named:
        paths = list(_paths(name))
        if not paths:
            what = "there is no template" if Path(name).is_dir() or glob.has_magic(name) else "there is no such file"
            remedy = "Name a template, a folder or a pattern, or - for standard input"
            found.complaints.append(f"{name}: {what}. {remedy}.")
        for path, chosen in paths:
            if path not in seen:
                seen.add(path)
                _sort(path, chosen, found)
    return found


def _paths(name: str) -> Iterator[tuple[Path, bool]]:
    path = Path(name)
    if name == STDIN or path.is_file():
        yield path, True
        return
    paths = path.rglob("*") if path.is_dir() else _matching(name)
    yield from ((each, False) for each in sorted(paths) if each.is_file() and each.suffix in SUFFIXES)


def _matching(pattern: str) -> list[Path]:
    return [Path(each) for each in glob.glob(pattern, recursive=True)]  # noqa: PTH207  # Path.glob takes no absolute pattern


def _sort(path: Path, chosen: bool, found: Inputs) -> None:
    if str(path) == STDIN:
        found.templates.append(path)
        return
    try:
        kind = kind_of(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"cannot be read ({error.strerror})"
        found.complaints.append(f"{path}: the file {reason}. Name one that is.")
        return
    if kind is Kind.TEMPLATE:
        found.templates.append(path)
    elif kind is Kind.PARAMETERS:
        found.parameters.append(path)
    elif chosen:
        found.complaints.append(
            f"{path}: this is no template, it has no Resources. Name a template or a parameters file."
        )


def kind_of(text: str) -> Kind:
    """What a text is, by its sections; one that cannot be decoded is a template if it looks like one."""
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _kind_of_json(text)
    return Kind.TEMPLATE if SECTION.search(text) else Kind.NEITHER


def _kind_of_json(text: str) -> Kind:
    try:
        content = json.loads(text)
    except ValueError:
        if re.search(r'"(Resources|AWSTemplateFormatVersion)"\s*:', text):
            return Kind.TEMPLATE
        return Kind.PARAMETERS if re.search(r'"Parameter(s|Key)"\s*:', text) else Kind.NEITHER
    if isinstance(content, dict) and {"Resources", "AWSTemplateFormatVersion", "Transform"} & content.keys():
        return Kind.TEMPLATE
    flat = isinstance(content, dict) and isinstance(content.get("Parameters"), dict)
    listed = isinstance(content, list) and content and all(isinstance(e, dict) and "ParameterKey" in e for e in content)
    return Kind.PARAMETERS if flat or listed else Kind.NEITHER
