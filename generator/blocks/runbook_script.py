"""The Python of an ``aws:executeScript`` step: real functions of a control's file, given as their source.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import ast
import inspect
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

from generator.model import BadInput, Step

RUNTIME = "python3.11"


def script(*functions: Callable[..., Any]) -> str:
    """The source of ``functions``, which may call each other but nothing else of their module; the last one is the handler."""
    own = {function.__name__ for function in functions}
    for function in functions:
        outside = sorted((_names(function.__code__) & function.__globals__.keys()) - own)
        if outside:
            where = f"{function.__module__}: {function.__name__}"
            raise BadInput(where, f"the script uses {', '.join(outside)} of its module", "Import or define it inside")
    return "\n\n\n".join(_source(function) for function in functions) + "\n"


def _names(code: CodeType) -> set[str]:
    nested = [const for const in code.co_consts if isinstance(const, CodeType)]
    return set(code.co_names).union(*map(_names, nested))


def _source(function: Callable[..., Any]) -> str:
    """The source without annotations: their names are not there when Systems Manager runs it."""
    lines = inspect.getsource(function).strip("\n").split("\n")
    definition = ast.parse("\n".join(lines)).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise BadInput(f"{function.__module__}: {function.__name__}", "it is no function", "Give functions only")
    cuts = [(arg.lineno, arg.col_offset + len(arg.arg), arg.annotation) for arg in definition.args.args]
    if definition.returns is not None:
        before = lines[definition.returns.lineno - 1][: definition.returns.col_offset]
        cuts.append((definition.returns.lineno, len(before.rstrip(" ->")), definition.returns))
    for number, start, annotation in reversed(cuts):
        if annotation is not None:
            line = lines[number - 1]
            lines[number - 1] = line[:start] + line[annotation.end_col_offset :]
    return "\n".join(lines)


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
