"""Every resource type that the strict account can make, by name: the rows of all files of this folder."""

from importlib import import_module
from pathlib import Path
from typing import Final

from generator.rehearsal.resource_types.resource_type import ResourceType


def _rows() -> tuple[ResourceType, ...]:
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem != "table")
    modules = [import_module(f"generator.rehearsal.resource_types.{name}") for name in names]
    return tuple(row for module in modules for row in getattr(module, "ROWS", ()))


ROWS: Final = _rows()
TYPES: Final = {row.name: row for row in ROWS}
