"""The AWS APIs that a Python script of an Automation document calls, as far as its text tells.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Call = tuple[str, str]
"""boto3's name of the service, and the API."""

OWN_SESSION: Final = {"region_name", "config", "endpoint_url", "verify", "use_ssl", "api_version"}
TRANSFERS: Final = {
    "copy",
    "download_file",
    "download_fileobj",
    "generate_presigned_post",
    "generate_presigned_url",
    "upload_file",
    "upload_fileobj",
}
"""Methods of a client that call other APIs than their names say."""
BY_NAME: Final = ("get_paginator", "get_waiter")


@dataclass(frozen=True)
class ScriptCalls:
    """``certain`` are made by the script, ``possible`` may be; ``told`` says that there are no others."""

    certain: frozenset[Call] = frozenset()
    possible: frozenset[Call] = frozenset()
    told: bool = False


@lru_cache(maxsize=512)
def calls_of(script: str) -> ScriptCalls:
    """The calls of a script that uses the credentials of its run; of another one nothing is told."""
    try:
        nodes = list(ast.walk(ast.parse(script)))
    except (SyntaxError, ValueError):
        return ScriptCalls()
    made = [node for node in nodes if isinstance(node, ast.Call) and _method(node) in ("client", "resource")]
    services = {service for node in made if (service := _service(node)) is not None}
    if _uses_other_credentials(nodes, made):
        return ScriptCalls()
    clear = len(made) == sum(_service(node) is not None for node in made)
    clients = _clients(nodes)
    certain: set[Call] = set()
    possible: set[Call] = set()
    for receiver, names in _uses(nodes):
        found = _resolved(names, {clients[receiver]} if receiver in clients else services)
        sure = receiver in clients or (clear and "_" in names[0])
        (certain if sure and len(found) == 1 else possible).update(found)
    return ScriptCalls(frozenset(certain), frozenset(certain | possible), clear and not _is_open(nodes))


def _method(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else None


def _service(call: ast.expr | None) -> str | None:
    """The service of ``boto3.client("ec2")``, ``None`` for what is no such call."""
    from generator.automation.service_models import service_name

    if not isinstance(call, ast.Call) or _method(call) != "client" or len(call.args) != 1:
        return None
    name = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    return service_name(name) if isinstance(name, str) else None


def _uses_other_credentials(nodes: list[ast.AST], made: list[ast.Call]) -> bool:
    """Whether a client or session is given more than a Region: its calls are another role's then."""
    sessions = [node for node in nodes if isinstance(node, ast.Call) and _method(node) == "Session"]
    return any(keyword.arg not in OWN_SESSION for node in (*made, *sessions) for keyword in node.keywords)


def _clients(nodes: list[ast.AST]) -> dict[str, str]:
    """The variables that are a client of one service wherever they are bound."""
    bound: dict[str, set[str | None]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            bound.setdefault(node.targets[0].id, set()).add(_service(node.value))
        elif isinstance(node, ast.arg):
            bound.setdefault(node.arg, set()).add(None)
        elif isinstance(node, ast.For | ast.comprehension | ast.NamedExpr | ast.withitem):
            target = node.optional_vars if isinstance(node, ast.withitem) else node.target
            inside = ast.walk(target) if target is not None else ()
            bound.update({each.id: {None} for each in inside if isinstance(each, ast.Name)})
    return {name: next(iter(found)) or "" for name, found in bound.items() if len(found) == 1 and None not in found}


def _uses(nodes: list[ast.AST]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every attribute and every paginator or waiter, with the variable that it is taken from, and what it is."""
    for node in nodes:
        if isinstance(node, ast.Attribute):
            yield _receiver(node.value), (node.attr, "")
        if isinstance(node, ast.Call) and _method(node) in BY_NAME and isinstance(node.func, ast.Attribute):
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if isinstance(name, str):
                yield _receiver(node.func.value), (name, node.func.attr)


def _receiver(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _resolved(names: tuple[str, str], services: set[str]) -> set[Call]:
    from generator.automation.service_models import operations, waiters

    name, kind = names
    tables = {service: waiters(service) if kind == "get_waiter" else operations(service) for service in services}
    return {(service, table[name]) for service, table in tables.items() if name in table}


def _is_open(nodes: list[ast.AST]) -> bool:
    """Whether the script may call what no name in it says: by a computed name, a transfer, or another program."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in TRANSFERS:
            return True
        if isinstance(node, ast.Call) and _method(node) in ("getattr", "exec", "eval", "import_module", "__import__"):
            return True
        if isinstance(node, ast.Call) and _method(node) in BY_NAME and not _is_literal(node):
            return True
        if isinstance(node, ast.Import | ast.ImportFrom) and any("subprocess" in each.name for each in node.names):
            return True
    return False


def _is_literal(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
