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
    definition = _definition(function)
    around = [*definition.decorator_list, *definition.args.defaults, *filter(None, definition.args.kw_defaults)]
    named = {node.id for part in around for node in ast.walk(part) if isinstance(node, ast.Name)}
    code = inspect.unwrap(function).__code__
    table = symtable.symtable(_text(function), "script", "exec")
    # Annotations of local variables are in the table, but are never evaluated.
    used = set().union(*map(_globals, table.get_children())) & _names(code)
    return frozenset(named | set(code.co_freevars) | used) - vars(builtins).keys()


def _names(code: CodeType) -> set[str]:
    return set(code.co_names).union(*(_names(const) for const in code.co_consts if isinstance(const, CodeType)))


def _globals(table: symtable.SymbolTable) -> set[str]:
    used = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced()}
    return used.union(*map(_globals, table.get_children()))


@cache
def _text(function: Callable[..., Any]) -> str:
    code = getattr(inspect.unwrap(function), "__code__", None)
    last = _last_lines(code.co_filename).get(code.co_firstlineno) if code else None
    if code is None or last is None:
        raise BadInput(f"{function.__module__}: {function.__name__}", "it is no function", "Give functions only")
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 : last]
    return textwrap.dedent("".join(lines)).strip("\n")


@cache
def _last_lines(path: str) -> Mapping[int, int]:
    """The last line of each function of a file by its first; ``inspect`` would read the file again for every one."""
    tree = ast.parse("".join(linecache.getlines(path)))
    functions = [node for node in _statements(tree) if isinstance(node, ast.FunctionDef)]
    return {
        min([node.lineno, *(part.lineno for part in node.decorator_list)]): node.end_lineno or node.lineno
        for node in functions
    }


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement below ``node``; expressions, which hold none, are passed over."""
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.stmt | ast.excepthandler | ast.match_case):
            if isinstance(each, ast.stmt):
                yield each
            yield from _statements(each)


@cache
def _definition(function: Callable[..., Any]) -> ast.FunctionDef:
    definition = ast.parse(_text(function)).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise BadInput(f"{function.__module__}: {function.__name__}", "it is no function", "Give functions only")
    return definition


@cache
def _source(function: Callable[..., Any]) -> str:
    """The source without annotations: their names are not there when Systems Manager runs it."""
    text = _text(function)
    definition = _definition(function)
    starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
    every = definition.args
    given = [*every.posonlyargs, *every.args, every.vararg, *every.kwonlyargs, every.kwarg]
    cuts = [
        (starts[arg.lineno - 1] + arg.col_offset + len(arg.arg), arg.annotation)
        for arg in given
        if arg is not None and arg.annotation is not None
    ]
    if definition.returns is not None:
        before = text[: starts[definition.returns.lineno - 1] + definition.returns.col_offset]
        cuts.append((len(before.rstrip(" \n->")), definition.returns))
    for start, annotation in reversed(cuts):
        end = starts[(annotation.end_lineno or annotation.lineno) - 1] + (annotation.end_col_offset or 0)
        text = text[:start] + text[end:]
    return text


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
