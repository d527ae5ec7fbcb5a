"""What a rule found, as cfn-lint takes it."""

from collections.abc import Iterable
from typing import Any

from generator.lint.nodes import Path


def matches(found: Iterable[tuple[Path, str]]) -> list[Any]:
    """The matches of paths and messages, each once."""
    from cfnlint.rules import RuleMatch

    return [RuleMatch(list(path), message) for path, message in dict.fromkeys(found)]
