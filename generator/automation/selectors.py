"""Selector and PropertySelector: a JSONPath into an API answer or a script's payload.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-aws-apis-calling.html
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonpath_ng import Child, Descendants, Fields, Index, Root, Slice, This
from jsonpath_ng.exceptions import JSONPathError
from jsonpath_ng.ext.filter import Filter
from jsonpath_ng.ext.parser import parse
from jsonpath_ng.jsonpath import Wildcard

Token = str | int | None
"""One part of a path: a member's name, an index, or ``None`` for several members of a list."""


@lru_cache(maxsize=1024)
def compile_selector(selector: str) -> Any:
    """The parsed path; ``ValueError`` says why it is none."""
    if not selector.startswith("$") or "`" in selector:
        raise ValueError(f"selector {selector!r} is not a JSONPath from $ that Automation knows")
    try:
        return parse(selector)
    except JSONPathError as error:
        raise ValueError(f"selector {selector!r} is not JSONPath: {error}") from error


def is_path(selector: str) -> bool:
    """Whether the library can read a path; Systems Manager reads more forms."""
    try:
        compile_selector(selector)
    except ValueError:
        return False
    return True


def is_definite(selector: str) -> bool:
    """Whether a path names one value; all others name a list, which may be empty."""
    return _is_definite(compile_selector(selector))


def _is_definite(path: Any) -> bool:
    if isinstance(path, Child):
        return _is_definite(path.left) and _is_definite(path.right)
    if isinstance(path, Fields):
        return len(path.fields) == 1
    if isinstance(path, Index):
        return len(path.indices) == 1
    return isinstance(path, Root | This)


def select(selector: str, root: Any) -> Any:
    """The value (definite path) or list of values that a selector finds; ``LookupError`` when it finds nothing.

    A list that is there and has no members is found: the path that runs through it gives an empty list.
    """
    path = compile_selector(selector)
    found = _find(path, root)
    if _is_definite(path):
        if not found:
            raise LookupError(f"selector {selector!r} finds nothing")
        return found[0]
    if not found and not _runs_through_empty_list(path, root):
        raise LookupError(f"selector {selector!r} finds nothing")
    return found


def _find(path: Any, root: Any) -> list[Any]:
    """The library's own walk, held to JSON's containers: it also indexes strings and takes an object for a list."""
    if isinstance(path, Child):
        return [value for parent in _find(path.left, root) for value in _find(path.right, parent)]
    if isinstance(path, Index | Slice | Wildcard | Filter) and not isinstance(root, list):
        return []
    if isinstance(path, Fields) and not isinstance(root, dict):
        return []
    return [match.value for match in path.find(root)]


def _runs_through_empty_list(path: Any, root: Any) -> bool:
    """Also a filter or slice that leaves no member of a list counts as an empty list."""
    while isinstance(path, Child | Descendants):
        lists = [value for value in _find(path.left, root) if isinstance(value, list)]
        narrowed = isinstance(path.right, Filter | Slice) and not _find(path, root)
        if [] in lists or (lists and narrowed):
            return True
        path = path.left
    return False


def tokens(selector: str) -> list[Token] | None:
    """The parts of a path for a walk along a model; ``None`` where a deep scan makes that impossible."""
    parts: list[Token] = []
    return parts if _collect(compile_selector(selector), parts) else None


def _collect(path: Any, parts: list[Token]) -> bool:
    if isinstance(path, Child):
        return _collect(path.left, parts) and _collect(path.right, parts)
    if isinstance(path, Root | This):
        return True
    if isinstance(path, Fields) and len(path.fields) == 1:
        parts.append(path.fields[0])
        return True
    if isinstance(path, Index | Slice | Filter | Wildcard):
        parts.append(path.indices[0] if isinstance(path, Index) else None)
        return True
    return False
