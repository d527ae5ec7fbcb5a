"""What every runbook must hold to: sound against botocore's models, safe to repeat, previewed, verified, and undone.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html
"""

import ast
import builtins
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.automation.validation import examine
from generator.knowledge import limits
from tests.controls.runbook_paths import paths, verifies, writes

REFERENCE = re.compile(r"\{\{\s*([\w.:-]+)\s*\}\}")
BUILT_IN = ("global:", "automation:")
OUTCOME, BEFORE = "Plan.Outcome", "Plan.Before"


def runbook_faults(content: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a document; of one that Systems Manager would refuse nothing else is asked."""
    _, found = examine(content)
    faults = [str(each) for each in found]
    if faults:
        return faults
    for check in (_size_faults, _script_faults, _reference_faults, _parameter_faults, _output_faults, _path_faults):
        faults += check(content)
    return faults


def _size_faults(content: Mapping[str, Any]) -> Iterator[str]:
    size = len(json.dumps(content).encode())
    if size > limits.DOCUMENT_BYTES:
        yield f"the document has {size} bytes, Systems Manager takes {limits.DOCUMENT_BYTES}"


def _script_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """Names that are defined nowhere in a script, and spaces at the end of its lines."""
    for step in content["mainSteps"]:
        if step["action"] == "aws:executeScript":
            undefined = _undefined(ast.parse(step["inputs"]["Script"]))
            yield from (f"step {step['name']}: the script knows no {name}" for name in undefined)
            if any(line != line.rstrip() for line in step["inputs"]["Script"].split("\n")):
                yield f"step {step['name']}: a line of the script ends in a space"


def _undefined(tree: ast.Module) -> list[str]:
    nodes = list(ast.walk(tree))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler)}
    arguments = {node.arg for node in nodes if isinstance(node, ast.arg)}
    imported = {
        alias.asname or alias.name.partition(".")[0]
        for node in nodes
        for alias in getattr(node, "names", [])
        if isinstance(alias, ast.alias)
    }
    loaded = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return sorted(loaded - stored - defined - arguments - imported - vars(builtins).keys())


def _reference_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """References to a parameter that is not declared, or to a step that some way does not pass before."""
    declared = {*content.get("parameters", {}), *content.get("variables", {})}
    for way in paths(content["mainSteps"]):
        known = set(declared)
        for step in way:
            for name in REFERENCE.findall(json.dumps(step["inputs"])):
                if not name.startswith(BUILT_IN) and name not in known:
                    yield f"step {step['name']}: {name} is not known there"
            known |= {f"{step['name']}.{output['Name']}" for output in step.get("outputs", [])}
            known |= {f"{step['name']}.Output", f"{step['name']}.OutputPayload"}


def _parameter_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """Parameters that nothing uses, and the texts among them that take anything."""
    used = set(REFERENCE.findall(json.dumps({key: value for key, value in content.items() if key != "parameters"})))
    for name, body in content["parameters"].items():
        if name not in used:
            yield f"parameter {name}: nothing uses it"
        if body["type"] == "String" and not body.keys() & {"allowedPattern", "allowedValues"}:
            yield f"parameter {name}: it takes any text"
    if content.get("assumeRole") != "{{ AutomationAssumeRole }}":
        yield "the document runs with the permissions of whoever starts it"
    if content["parameters"].get("DryRun", {}).get("default") is not True:
        yield "parameter DryRun: a run by hand changes something unless it is told not to"


def _output_faults(content: Mapping[str, Any]) -> Iterator[str]:
    expected = [OUTCOME, BEFORE] if "Restore" in content["parameters"] else [OUTCOME]
    if content.get("outputs") != expected:
        yield f"the outputs are {content.get('outputs')}, not {expected}"


def _path_faults(content: Mapping[str, Any]) -> Iterator[str]:
    """Ways that change something unplanned or unverified, and steps that go on after they failed."""
    for way in paths(content["mainSteps"]):
        names = " > ".join(step["name"] for step in way)
        changing = [position for position, step in enumerate(way) if writes(step)]
        if not changing:
            continue
        chosen = [
            position
            for position, step in enumerate(way)
            if step["action"] == "aws:branch" and "{{ Plan." in json.dumps(step["inputs"]).replace("{{Plan", "{{ Plan")
        ]
        if not chosen or chosen[0] > changing[0]:
            yield f"{names}: it changes something before Plan has decided"
        last = changing[-1]
        if not any(verifies(step) for step in way[last + 1 :]) and not verifies(way[last]):
            yield f"{names}: nothing verifies what {way[last]['name']} changed"
    for step in content["mainSteps"]:
        if step.get("onFailure", "Abort") != "Abort":
            yield f"step {step['name']}: the run goes on after it failed"
