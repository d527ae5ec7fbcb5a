"""An SSM Automation runbook (schema 0.3) as data, with the permissions that it needs.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from awacs.aws import Statement

from generator.model.elements import Element
from generator.model.text import Text


@dataclass(frozen=True, kw_only=True)
class Input:
    """A runbook parameter; ``value`` is what the Config remediation passes.

    ``value`` ``RESOURCE_ID`` is the id that Config has for the resource, a string or ``{"Ref": ...}`` is passed as it is, a parameter is
    asked of the user and passed where it is not empty, and without one the runbook's default holds.
    """

    name: str
    type: str
    description: str
    default: Any = None
    allowed_pattern: str | None = None
    allowed_values: tuple[str, ...] = ()
    value: Any = None

    def body(self) -> dict[str, Any]:
        """The parameter as Systems Manager reads it, without what is not set."""
        facts = {
            "type": self.type,
            "description": self.description,
            "default": self.default,
            "allowedPattern": self.allowed_pattern,
            "allowedValues": list(self.allowed_values) or None,
        }
        return {key: value for key, value in facts.items() if value is not None}


Step = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Runbook:
    """One job on one resource; its name is the verb and the noun, ``RevokeDefaultSecurityGroup``.

    ``undo`` says what ``Restore`` brings back, and is ``None`` where the change cannot be undone. ``companions`` yields what a repair needs
    beside the runbook's role, such as a role that it passes; it gets the condition under which that role is made.
    """

    name: str
    description: str
    inputs: tuple[Input, ...]
    steps: tuple[Step, ...]
    permissions: tuple[Statement, ...]
    undo: Text | None
    companions: Callable[[str], Iterable[Element]] | None = None
