"""The Python of an ``aws:executeScript`` step: real functions of a control's file, given as their source.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import ast
import builtins
import inspect
import linecache
import symtable
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from types import CodeType
from typing import Any

from generator.model import BadInput, Step

RUNTIME = "python3.11"


def script(*functions: Callable[..., Any]) -> str:
    """The source of ``functions``, which may call each other but nothing else of their module; the last one is the handler."""
    own = {function.__name__ for function in functions}
    for function in functions:
        outside = sorted(_names_outside(function) - own)
        if outside:
            where = f"{function.__module__}: {function.__name__}"
            raise BadInput(where, f"the script uses {', '.join(outside)} of its module", "Import or define it inside")
    return "\n\n\n".join(map(_source, functions)) + "\n"


def reached(*functions: Callable[..., Any]) -> tuple[Callable[..., Any], ...]:
    """Those of ``functions`` that the last one calls, itself or through others, in their order."""
    own = {function.__name__: function for function in functions}
    found: set[str] = set()
    left = [functions[-1].__name__]
    while left:
        name = left.pop()
        if name in own and name not in found:
            found.add(name)
            left += _names_outside(own[name])
    return tuple(function for name, function in own.items() if name in found)


@cache
def _names_outside(function: Callable[..., Any]) -> frozenset[str]:
    """What the function's body, defaults and decorators take from around it, Python's own names aside."""
    definition, text = _definition(function), _text(function)
    around = [*definition.decorator_list, *definition.args.defaults, *filter(None, definition.args.kw_defaults)]
    named = {node.id for part in around for node in ast.walk(part) if isinstance(node, ast.Name)}
    code = inspect.unwrap(function).__code__
    names, table = _names(code), symtable.symtable(text, "script", "exec")
    # Annotations of local variables are in the table, but are never evaluated: their names are not in the code.
    used = set().union(*(_globals(child, names) for child in table.get_children()))
    return frozenset(named | set(code.co_freevars) | used) - vars(builtins).keys()


def _names(code: CodeType) -> set[str]:
    return set(code.co_names).union(*(_names(const) for const in code.co_consts if isinstance(const, CodeType)))


def _globals(table: symtable.SymbolTable, names: set[str]) -> set[str]:
    used = {name for name in names.intersection(table.get_identifiers()) if table.lookup(name).is_global()}
    return used.union(*(_globals(child, names) for child in table.get_children()))


def _text(function: Callable[..., Any]) -> str:
    return textwrap.dedent("".join(_lines(function))).strip("\n")


def _lines(function: Callable[..., Any]) -> list[str]:
    """The lines of the file from the first decorator on."""
    code = inspect.unwrap(function).__code__
    return linecache.getlines(code.co_filename)[code.co_firstlineno - 1 : _definition(function).end_lineno]


def _definition(function: Callable[..., Any]) -> ast.FunctionDef:
    code = getattr(inspect.unwrap(function), "__code__", None)
    found = _definitions(code.co_filename).get(code.co_firstlineno) if code else None
    if found is None:
        raise BadInput(f"{function.__module__}: {function.__name__}", "it is no function", "Give functions only")
    return found


@cache
def _definitions(path: str) -> Mapping[int, ast.FunctionDef]:
    """The functions of a file by their first lines; ``inspect`` would read the file again for every one."""
    tree = ast.parse("".join(linecache.getlines(path)))
    return {
        min([node.lineno, *(part.lineno for part in node.decorator_list)]): node
        for node in _statements(tree)
        if isinstance(node, ast.FunctionDef)
    }


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement below ``node``; expressions, which hold none, are passed over."""
    for part in ("body", "handlers", "orelse", "finalbody", "cases"):
        for each in getattr(node, part, ()):
            if isinstance(each, ast.stmt):
                yield each
            yield from _statements(each)


@cache
def _source(function: Callable[..., Any]) -> str:
    """The source without annotations: their names are not there when Systems Manager runs it."""
    definition, lines = _definition(function), _lines(function)
    text, first = "".join(lines), inspect.unwrap(function).__code__.co_firstlineno
    starts = [0, *accumulate(map(len, lines))]
    every = definition.args
    given = [*every.posonlyargs, *every.args, every.vararg, *every.kwonlyargs, every.kwarg]
    cuts = [
        (starts[arg.lineno - first] + arg.col_offset + len(arg.arg), arg.annotation)
        for arg in given
        if arg is not None and arg.annotation is not None
    ]
    if definition.returns is not None:
        before = text[: starts[definition.returns.lineno - first] + definition.returns.col_offset]
        cuts.append((len(before.rstrip(" \n->")), definition.returns))
    for start, annotation in reversed(cuts):
        end = starts[(annotation.end_lineno or annotation.lineno) - first] + (annotation.end_col_offset or 0)
        text = text[:start] + text[end:]
    return textwrap.dedent(text).strip("\n")


def script_step(
    name: str,
    *functions: Callable[..., Any],
    payload: Mapping[str, Any],
    outputs: Mapping[str, str] | None = None,
    **flow: Any,
) -> Step:
    """A step that calls the last of ``functions`` with ``payload``; ``outputs`` are keys of what it returns, with their types."""
    step: dict[str, Any] = {
        "name": name,
        "action": "aws:executeScript",
        "inputs": {
            "Runtime": RUNTIME,
            "Handler": functions[-1].__name__,
            "InputPayload": dict(payload),
            "Script": script(*functions),
        },
    }
    if outputs:
        step["outputs"] = [{"Name": key, "Selector": f"$.Payload.{key}", "Type": kind} for key, kind in outputs.items()]
    return step | flow


def in_pieces(state: Any) -> list[str]:
    """``state`` as JSON, in pieces that ``Restore`` takes; raises ValueError where it does not fit.

    An automation parameter takes at most 50 values of at most 512 characters.
    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
    """
    import json

    words = json.dumps(state, separators=(",", ":"))
    pieces = [words[start : start + 512] for start in range(0, len(words), 512)]
    if len(pieces) > 50:
        raise ValueError(
            f"{len(words)} characters are more than Restore could bring back (25,600); nothing was changed"
        )
    return pieces
