"""The committed templates and their parameter files: what is published is what is rehearsed."""

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.build.outputs import ROOT
from generator.model import BadInput
from generator.template.errors import RequestRefused
from generator.template.parse import parse

REMEDY = "Give a file as in parameters/"


def resource_ids(name: str, type_name: str) -> frozenset[str]:
    """The logical ids of the resources of a type, found in the text of ``templates/<name>.yaml``: reading YAML takes long."""
    text = _read(_path(name), f"templates/{name}.yaml")
    return frozenset(re.findall(rf"^  (\w+):\n    Type: {re.escape(type_name)}$", text, re.MULTILINE))


def _path(name: str, root: Path | None = None) -> Path:
    return (root or ROOT) / "templates" / f"{name}.yaml"


def _read(path: Path, where: str) -> str:
    if not path.exists():
        raise BadInput(where, "the template is not there", "Run make build")
    try:
        return path.read_text("utf-8")
    except ValueError as error:
        raise BadInput(where, f"it is no CloudFormation template: {error}", "Run make build") from error


def template_text(name: str, root: Path | None = None) -> str:
    """The YAML of ``templates/<name>.yaml``; raises BadInput where it is not there or is no CloudFormation template."""
    path = _path(name, root)
    where = f"templates/{path.name}"
    text = _read(path, where)
    try:
        resources = parse(text).get("Resources")
    except (RequestRefused, ValueError) as error:
        problem = error.message if isinstance(error, RequestRefused) else str(error)
        raise BadInput(
            where, f"it is no CloudFormation template: {problem.removesuffix('.')}", "Run make build"
        ) from error
    if not isinstance(resources, dict):
        raise BadInput(where, "it is no CloudFormation template: it has no Resources", "Run make build")
    return text


def declared_parameters(name: str, root: Path | None = None) -> Mapping[str, Any]:
    """The Parameters section of ``templates/<name>.yaml``."""
    declared = parse(template_text(name, root)).get("Parameters", {})
    return declared if isinstance(declared, dict) else {}


def committed_parameters(name: str, root: Path | None = None) -> dict[str, str]:
    """The values of ``parameters/<name>.json``."""
    return read_parameters((root or ROOT) / "parameters" / f"{name}.json", declared_parameters(name, root))


def read_parameters(path: Path, declared: Mapping[str, Any]) -> dict[str, str]:
    """The values of a parameters file, in the form of ``aws cloudformation deploy`` or of ``create-stack``.

    Raises BadInput for what is no such file, for parameters that the template does not declare, and for ones that it demands.
    """
    values = _values(path)
    for name in values:
        if name not in declared:
            close = get_close_matches(name, declared, 1)
            remedy = f"Did you mean {close[0]}?" if close else f"The template has {', '.join(declared) or 'none'}"
            raise BadInput(f"{path}: {name}", "the template has no such parameter", remedy)
    missing = [name for name, body in declared.items() if "Default" not in body and name not in values]
    if missing:
        raise BadInput(f"{path}: {', '.join(missing)}", "the template demands a value", "Add it to the file")
    return values


def _values(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(str(path), f"it cannot be read as JSON: {error}", REMEDY) from error
    if isinstance(data, dict):
        found = data.get("Parameters", data)
        pairs = list(found.items()) if isinstance(found, dict) else None
    elif isinstance(data, list) and all(isinstance(each, dict) and "ParameterKey" in each for each in data):
        pairs = [(each["ParameterKey"], each.get("ParameterValue")) for each in data]
    else:
        pairs = None
    if pairs is None:
        raise BadInput(str(path), "it is no map of parameters to values", REMEDY)
    values: dict[str, str] = {}
    for name, value in pairs:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise BadInput(f"{path}: {name}", f"{json.dumps(value)} is neither a text nor a number", "Put it in quotes")
        if name in values:
            raise BadInput(f"{path}: {name}", "the parameter is given twice", "Keep one of them")
        values[name] = str(value)
    return values
