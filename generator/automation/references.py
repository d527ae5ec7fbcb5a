"""``{{ }}`` in a document: which values it names, and what stands there when a step runs.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.automation.value_types import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_SCRIPT_REFERENCE = re.compile(r"(?<!\{)\{\{\s*([A-Za-z_][\w.:-]*)\s*\}\}(?!\})")
_NAME = re.compile(r"[A-Za-z_][\w-]*(?:[.:][A-Za-z_][\w-]*)?")

GLOBALS = frozenset(
    f"{room}:{name}"
    for room, names in {
        "global": ("ACCOUNT_ID", "REGION", "DATE", "DATE_TIME", "AWS_PARTITION"),
        "automation": ("EXECUTION_ID",),
    }.items()
    for name in names
)
"""The system variables; all are Strings."""


TEMPLATE_VALUE = "template:Value"
"""Names a value that a template leaves to its stack: a reference to it is a value of any type."""


@dataclass(frozen=True)
class Reference:
    """A reference, where it stands in a value, and whether it is the whole of the string there."""

    path: str
    name: str
    whole: bool

    @property
    def well_formed(self) -> bool:
        return bool(_NAME.fullmatch(self.name))


def whole_reference(value: Any) -> str | None:
    """The name when a value is one reference and nothing else; such a reference keeps its type."""
    if isinstance(value, str) and (match := _REFERENCE.fullmatch(value.strip())):
        return match.group(1)
    return None


def references(value: Any, path: str = "") -> Iterator[Reference]:
    """Every reference inside a value, with the path to it (``Filters[0].Values[0]``)."""
    if isinstance(value, str):
        pattern = _SCRIPT_REFERENCE if path == "Script" else _REFERENCE
        whole = whole_reference(value)
        for match in pattern.finditer(value):
            yield Reference(path, match.group(1), whole is not None)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from references(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from references(item, f"{path}[{index}]")


def resolve(value: Any, lookup: Callable[[str], Any], path: str = "") -> Any:
    """A value with every reference replaced: a whole one by the value with its type, one inside a string by text.

    A list member that is a whole reference to a list is replaced by that list's members.
    """
    if isinstance(value, dict):
        return {key: resolve(item, lookup, f"{path}.{key}" if path else str(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [member for item in value for member in _members(item, lookup, path)]
    if not isinstance(value, str):
        return value
    name = whole_reference(value)
    if name is not None:
        return lookup(name)
    pattern = _SCRIPT_REFERENCE if path == "Script" else _REFERENCE
    return pattern.sub(lambda match: as_text(lookup(match.group(1))), value)


def _members(item: Any, lookup: Callable[[str], Any], path: str) -> list[Any]:
    resolved = resolve(item, lookup, path)
    return resolved if whole_reference(item) is not None and isinstance(resolved, list) else [resolved]
