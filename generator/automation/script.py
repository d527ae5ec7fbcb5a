"""``aws:executeScript``: a Python handler run in this process with the run's credentials, Region and clock.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

from __future__ import annotations

import ast
import builtins
import json
import re
import sys
import time
import traceback
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3

from generator.automation.faults import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.automation.clock import Clock
    from generator.automation.faults import Kind

_RUNTIME = re.compile(r"python3\.(6|7|8|9|10|11)")
_LIKELY_RUNTIME = re.compile(r"python3\.\d+|(?i:powershell)[\w .]*")
_FILE = "<executeScript>"
_PAYLOAD_LIMIT = 100 * 1024
"""Bytes of JSON that a handler may return."""


class ScriptError(Exception):
    """Why a script failed, in one line."""


@dataclass(frozen=True)
class ScriptResult:
    """What a handler returned, as JSON has it, and the lines it printed."""

    payload: Any
    printed: tuple[str, ...]


def problems(inputs: Mapping[str, Any]) -> Iterator[Problem]:
    """What keeps a script from being run at all."""
    runtime = _RUNTIME.fullmatch(inputs["Runtime"])
    if not runtime:
        kind: Kind = "rehearsal" if _LIKELY_RUNTIME.fullmatch(inputs["Runtime"]) else "script"
        yield Problem(kind, f"Runtime {inputs['Runtime']!r} is not python3.6 to python3.11")
        return
    try:
        tree = ast.parse(inputs["Script"], _FILE, feature_version=(3, int(runtime.group(1))))
    except SyntaxError as error:
        yield Problem("script", f"Script line {error.lineno}: {error.msg}")
        return
    yield from _handler_problems(tree, inputs["Handler"])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or "."] if isinstance(node, ast.ImportFrom) else [item.name for item in node.names]
            found = [problem for problem in map(_import_problem, names) if problem]
            yield from (Problem("rehearsal", f"Script line {node.lineno}: {problem}") for problem in found)


def _handler_problems(tree: ast.Module, name: str) -> Iterator[Problem]:
    handlers = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    if not handlers:
        elsewhere = any(name in (getattr(node, "name", None), getattr(node, "id", None)) for node in ast.walk(tree))
        yield Problem("rehearsal" if elsewhere else "script", f"Handler {name!r} is no function of the Script")
        return
    takes = handlers[-1].args
    most = len(takes.posonlyargs) + len(takes.args)
    if not most - len(takes.defaults) <= 2 or (most < 2 and not takes.vararg):
        yield Problem("script", f"Handler {name!r} takes {most} arguments, not events and context")


def _import_problem(name: str) -> str | None:
    top = name.partition(".")[0]
    if name == "botocore.session" or top not in (*sys.stdlib_module_names, "boto3", "botocore"):
        return f"module {name} is not there for a script"
    return None


def run(inputs: Mapping[str, Any], session: boto3.Session, clock: Clock) -> ScriptResult:
    """Calls the handler with the InputPayload; ScriptError says in which line of the script it failed."""
    printed: list[str] = []
    scope: dict[str, Any] = {"__name__": "script", "__builtins__": _builtins(session, clock, printed)}
    try:
        events = json.loads(json.dumps(inputs.get("InputPayload") or {}))
        exec(compile(inputs["Script"], _FILE, "exec"), scope)  # noqa: S102 - running the document's script is the action
        returned = scope[inputs["Handler"]](events, {})
    except (Exception, SystemExit) as error:
        raise ScriptError(_describe(error)) from error
    return ScriptResult(_payload(returned), tuple(printed))


def _describe(error: BaseException) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _FILE]
    place = f" (Script line {lines[-1]})" if lines else ""
    return f"{type(error).__name__}: {error}{place}"


def _payload(returned: Any) -> Any:
    try:
        text = json.dumps(returned)
    except (TypeError, ValueError) as error:
        raise ScriptError(f"the handler's return value has no form in JSON: {error}") from error
    if len(text.encode()) > _PAYLOAD_LIMIT:
        raise ScriptError(f"the handler returned {len(text.encode())} bytes; {_PAYLOAD_LIMIT} are passed on")
    return json.loads(text)


def _builtins(session: boto3.Session, clock: Clock, printed: list[str]) -> dict[str, Any]:
    replaced = {"boto3": _boto3(session), "time": _time(clock)}
    replaced["boto3.session"] = replaced["boto3"]

    def import_module(name: str, *args: Any, **options: Any) -> Any:
        problem = _import_problem(name)
        if problem:
            raise ImportError(problem)
        module = builtins.__import__(name, *args, **options)
        return replaced.get(name, module)

    def print_line(*values: Any, sep: str | None = " ", **_: Any) -> None:
        printed.append((" " if sep is None else sep).join(map(str, values)))

    return {**vars(builtins), "__import__": import_module, "print": print_line}


def _time(clock: Clock) -> types.ModuleType:
    module = types.ModuleType("time")
    vars(module).update({name: value for name, value in vars(time).items() if not name.startswith("__")})
    vars(module).update(sleep=clock.sleep, time=clock.now)
    return module


def _boto3(session: boto3.Session) -> types.ModuleType:
    """boto3 as a script sees it: its default session is the run's, and no other credentials can be brought in."""

    def refuse(options: Mapping[str, Any]) -> None:
        foreign = sorted(options.keys() - {"region_name", "config", "api_version", "use_ssl", "verify"})
        if foreign:
            raise TypeError(
                f"boto3 is called with {', '.join(foreign)}; a rehearsed script has the run's credentials only"
            )

    def checked(make: Callable[..., Any], region: str | None = None) -> Callable[..., Any]:
        def call(service_name: str, region_name: str | None = None, **options: Any) -> Any:
            refuse(options)
            return make(service_name, region_name=region_name or region, **options)

        return call

    def open_session(**options: Any) -> Any:
        refuse(options)
        region = options.get("region_name") or session.region_name
        return types.SimpleNamespace(
            client=checked(session.client, region), resource=checked(session.resource, region), region_name=region
        )

    module = types.ModuleType("boto3")
    vars(module).update(
        {name: value for name, value in vars(boto3).items() if not name.startswith("_")},
        client=checked(session.client),
        resource=checked(session.resource),
        Session=open_session,
        session=types.SimpleNamespace(Session=open_session),
        DEFAULT_SESSION=session,
    )
    return module
