"""What moto lacks of services, for the scenarios: each a small double of AWS, held in memory.

A file that answers API calls in the place of moto names them in its ``DOUBLES``.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def doubles() -> Mapping[tuple[str, str], Any]:
    """Every file's ``DOUBLES``, by service and operation; raises ValueError where two files answer one operation."""
    found: dict[tuple[str, str], Any] = {}
    for module in sorted(each.name for each in iter_modules(__path__)):
        answers = getattr(import_module(f"{__name__}.{module}"), "DOUBLES", {})
        twice = sorted(answers.keys() & found.keys())
        if twice:
            raise ValueError(f"{module}: another file answers {twice[0]} too")
        found |= answers
    return found
