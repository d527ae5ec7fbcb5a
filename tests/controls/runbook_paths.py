"""The ways that a run can take through the steps of an Automation document, and what each step does on them.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Step = Mapping[str, Any]
READS = ("Describe", "Get", "List", "BatchGet", "Lookup", "Search")
PROPERTY_ACTIONS = ("aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty")
# Methods of a boto3 client that only read, or that make the client.
READING_METHOD = re.compile(r"(describe|get|list|batch_get|lookup|search|can_paginate|paginate|client|resource)(_|$)")
MODIFYING_WORD = re.compile(
    r"(add|associate|attach|authorize|cancel|change|copy|create|deactivate|delete|deregister|detach|disable|disassociate"
    r"|enable|import|invite|modify|move|put|reboot|register|release|remove|replace|reset|restore|revoke|rotate|schedule"
    r"|send|set|start|stop|tag|terminate|untag|update|upload)_"
)


def paths(steps: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """Every way from the first step to an end; a step that comes again ends its way."""
    order = [step["name"] for step in steps]
    by_name = {step["name"]: step for step in steps}

    def onward(name: str, taken: tuple[str, ...]) -> Iterator[tuple[Step, ...]]:
        way = (*taken, name)
        for following in _next(by_name[name], order):
            if following is None or following in way:
                yield tuple(by_name[each] for each in way)
            else:
                yield from onward(following, way)

    if steps:
        yield from onward(order[0], ())


def _next(step: Step, order: Sequence[str]) -> list[str | None]:
    """The names of the steps that may follow; ``None`` where the run may end."""
    following = order.index(step["name"]) + 1
    after = order[following] if following < len(order) else None
    otherwise = None if step.get("isEnd") else step.get("nextStep", after)
    if step["action"] != "aws:branch":
        return [otherwise]
    inputs = step["inputs"]
    return [*(choice["NextStep"] for choice in inputs["Choices"]), inputs.get("Default", otherwise)]


def writes(step: Step) -> bool:
    """Whether the step changes something."""
    if step["action"] == "aws:executeAwsApi":
        return not str(step["inputs"]["Api"]).startswith(READS)
    return step["action"] == "aws:executeScript" and bool(write_lines(step["inputs"]["Script"]))


def verifies(step: Step) -> bool:
    """Whether the step fails where what was to be is not; a script does by raising after it has read."""
    if step["action"] in PROPERTY_ACTIONS:
        return True
    return step["action"] == "aws:executeScript" and raises_after_reading(step["inputs"])


def write_lines(script: str) -> list[int]:
    """The lines of a script that name a method which changes something."""
    attributes = [node for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Attribute)]
    return [
        node.lineno for node in attributes if MODIFYING_WORD.match(node.attr) and not READING_METHOD.match(node.attr)
    ]


def raises_after_reading(inputs: Mapping[str, Any]) -> bool:
    """Whether the handler reads, and raises on what it read, after the last line that changes something."""
    functions = {node.name: node for node in ast.parse(inputs["Script"]).body if isinstance(node, ast.FunctionDef)}
    handler = functions[inputs["Handler"]]
    own_writes = [line for line in write_lines(inputs["Script"]) if handler.lineno <= line <= (handler.end_lineno or 0)]
    last_write = max(own_writes, default=handler.lineno)
    reads = [node.lineno for node in ast.walk(handler) if isinstance(node, ast.Call) and _reads(node, functions)]
    after = [line for line in reads if line > last_write]
    raised = [node.lineno for node in ast.walk(handler) if isinstance(node, ast.Raise)]
    return bool(after) and any(line > min(after) for line in raised)


def _reads(call: ast.Call, functions: Mapping[str, ast.FunctionDef]) -> bool:
    if isinstance(call.func, ast.Name) and call.func.id in functions:
        calls = [node for node in ast.walk(functions[call.func.id]) if isinstance(node, ast.Call)]
        others = {name: function for name, function in functions.items() if name != call.func.id}
        return any(_reads(node, others) for node in calls)
    return isinstance(call.func, ast.Attribute) and bool(
        READING_METHOD.match(call.func.attr) and call.func.attr not in ("client", "resource", "get")
    )
