"""Parameter files of one account: read as somebody left them, written whole or not at all."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.build.outputs import replace
from generator.model import BadInput
from generator.template.parameters import fault


def place_of(out: Path, account: str, region: str, home: str, article: str) -> Path:
    """``<out>/<account>/<article>.json``; in a Region beside the home Region ``<out>/<account>/<region>/<article>.json``."""
    folder = out / account
    return (folder if region == home else folder / region) / f"{article}.json"


def values_before(path: Path, committed: Path, declared: Mapping[str, Any]) -> dict[str, str]:
    """The values of ``path`` where it is there, over the committed ones; a parameter that the template no longer asks is left out.

    Raises BadInput for a file that is none, and for a value that the template refuses.
    """
    given = _read(path) if path.exists() else {}
    values = {**_read(committed), **given}
    for name, value in given.items():
        reason = fault(name, declared[name], value) if name in declared else None
        if reason:
            raise BadInput(f"{path}: {name}", reason.rstrip("."), "Correct it, or delete the file")
    return {name: str(values[name]) for name in declared if name in values}


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))["Parameters"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(str(path), "it is no parameters file", "Give it the form of those in parameters/") from error
    if not isinstance(found, dict) or not all(isinstance(value, str | int) for value in found.values()):
        raise BadInput(str(path), "its Parameters are not texts by name", "Give it the form of those in parameters/")
    return found


def write(files: Mapping[Path, Mapping[str, str]]) -> None:
    """Each file in one step; BadInput where the folder cannot be written to."""
    for path, values in files.items():
        try:
            replace(path, json.dumps({"Parameters": dict(values)}, indent=2) + "\n")
        except OSError as error:
            raise BadInput(str(path), f"it cannot be written: {error.strerror}", "Name another --out") from error
