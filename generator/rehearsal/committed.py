"""The committed templates and their parameter files: what is published is what is rehearsed."""

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.outputs import ROOT
from generator.model import BadInput
from generator.rehearsal.template.template import Template, load

if TYPE_CHECKING:
    from collections.abc import Mapping


def template_text(name: str, root: Path = ROOT) -> str:
    """The YAML of ``templates/<name>.yaml``; raises BadInput where it is not there."""
    path = root / "templates" / f"{name}.yaml"
    if not path.exists():
        raise BadInput(str(path.relative_to(root)), "the template is not there", "Run make build")
    return path.read_text()


def committed_parameters(name: str, root: Path = ROOT) -> dict[str, str]:
    """The values of ``parameters/<name>.json``."""
    return read_parameters(root / "parameters" / f"{name}.json", load(template_text(name, root)))


def read_parameters(path: Path, template: Template) -> dict[str, str]:
    """The values of a parameters file, in the form of ``aws cloudformation deploy`` or of ``create-stack``.

    Raises BadInput for what is no such file, for parameters that the template does not have, and for ones that it demands.
    """
    values = _values(path)
    known: Mapping[str, Any] = template.parameters
    for name in values:
        if name not in known:
            close = get_close_matches(name, known, 1)
            remedy = f"Did you mean {close[0]}?" if close else f"The template has {', '.join(known)}"
            raise BadInput(f"{path}: {name}", "the template has no such parameter", remedy)
    missing = [name for name, body in known.items() if "Default" not in body and name not in values]
    if missing:
        raise BadInput(f"{path}: {', '.join(missing)}", "the template demands a value", "Add it to the file")
    return values


def _values(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise BadInput(str(path), f"it cannot be read as JSON: {error}", "Give a file as in parameters/") from error
    if isinstance(data, list) and all(isinstance(each, dict) and "ParameterKey" in each for each in data):
        return {each["ParameterKey"]: str(each.get("ParameterValue", "")) for each in data}
    values = data.get("Parameters", data) if isinstance(data, dict) else None
    if not isinstance(values, dict) or any(isinstance(value, dict | list) for value in values.values()):
        raise BadInput(str(path), "it is no map of parameters to values", "Give a file as in parameters/")
    return {key: str(value) for key, value in values.items()}
