"""Finds the articles and the controls: one file each, named after what it declares."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.model import Article, BadInput, Control

PACKAGE = Path(__file__).parent
ARTICLES = PACKAGE / "articles"
CONTROLS = PACKAGE / "controls"
_FILE_NAME = re.compile(r"[a-z][a-z0-9_]*")


@cache
def articles(folder: Path = ARTICLES) -> Mapping[str, Article]:
    """Every article of ``folder`` by its name, sorted; raises BadInput for a file that declares none, and for wrong names in one."""
    found = _declared(folder, "ARTICLE", Article, lambda stem: stem.replace("_", "-"))
    for name, article in found.items():
        for other in (*article.requires, *(part.article for part in article.composes)):
            if other not in found:
                raise BadInput(f"{_file(folder, name)}: {other}", "there is no such article", _remedy(other, found))
        for identifier in article.detected_by:
            if identifier not in controls():
                where = f"{_file(folder, name)}: detected_by: {identifier}"
                close = get_close_matches(identifier, controls(), 1)
                remedy = f"Did you mean {close[0]}?" if close else "`baseline list --controls` names them"
                raise BadInput(where, "there is no such control", remedy)
    in_order(found)
    return found


@cache
def controls(folder: Path = CONTROLS) -> Mapping[str, Control]:
    """Every control of ``folder`` by its identifier, sorted; raises BadInput for a file that declares another one."""
    found = _declared(folder, "CONTROL", Control, str.upper)
    for identifier, control in found.items():
        if control.identifier != identifier:
            where = f"{_file(folder, identifier.lower())}: {control.identifier}"
            raise BadInput(
                where, "a control's file is named after its identifier", f"Call it {control.identifier.lower()}.py"
            )
    return found


def in_order(found: Mapping[str, Article]) -> tuple[str, ...]:
    """The names so that each comes after what it requires; raises BadInput for a cycle."""
    needs = {
        name: [*article.requires, *(part.article for part in article.composes)]
        for name, article in sorted(found.items())
    }
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise BadInput(f"articles: {circle}", "the articles require each other", "Break the circle") from error


def article_name(given: str, found: Mapping[str, Article]) -> str:
    """``given`` if it is an article's name; raises BadInput that says which one was meant."""
    if given not in found:
        raise BadInput(given, "there is no such article", _remedy(given, found))
    return given


def _remedy(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(known))}"


def _file(folder: Path, name: str) -> str:
    return f"{folder.name}/{name.replace('-', '_')}.py"


def _declared(folder: Path, constant: str, kind: type, named: Callable[[str], str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, path in _files(folder, named).items():
        where = f"{folder.name}/{path.name}"
        if not _FILE_NAME.fullmatch(path.stem):
            raise BadInput(where, "the file's name is not snake_case", "Use lower case letters, digits and underscores")
        value = getattr(_module(folder, path, where), constant, None)
        if not isinstance(value, kind):
            raise BadInput(where, f"it does not declare {constant}", f"End it with {constant} = {kind.__name__}(...)")
        found[name] = value
    return found


def _files(folder: Path, named: Callable[[str], str]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for path in sorted(path for path in folder.glob("*.py") if path.stem != "__init__"):
        name = named(path.stem.lower())
        if name in files:
            raise BadInput(
                f"{folder.name}/{path.name}",
                f"{name} is already what {folder.name}/{files[name].name} declares",
                "Rename one of them",
            )
        files[name] = path
    return files


def _module(folder: Path, path: Path, where: str) -> ModuleType:
    package = f"generator.{folder.name}" if folder.parent == PACKAGE else f"_{abs(hash(folder))}"
    try:
        if folder.parent == PACKAGE:
            return import_module(f"{package}.{path.stem}")
        spec = spec_from_file_location(f"{package}_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise BadInput(where, "it is no Python file", "Remove it")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    except BadInput as error:
        raise BadInput(f"{where}: {error.where}", error.problem, error.remedy) from error
    except Exception as error:
        # Whatever the file does when it is imported: a name that is not there, a rule that AWS does not have.
        problem = f"it cannot be imported: {type(error).__name__}: {error}"
        raise BadInput(where, problem, "Correct it") from error
