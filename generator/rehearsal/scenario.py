"""What a rehearsal of a control needs to know: resources that violate it, ones that do not, and how to read their state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import Any

from generator import registry
from generator.model import BadInput

Session = Any
"""What has ``client(service)`` for an account and Region; the base stubs of boto3 do not know the clients."""


class Ends(Enum):
    """How a repair of a case is expected to end."""

    REPAIRED = "the runbook makes it compliant"
    UNCHANGED = "there is nothing to do"
    EXEMPT = "the resource has the tag of exempt ones"
    REFUSED = "the runbook fails and changes nothing"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One resource: ``make`` returns the id that Config has for it, ``state`` reads all that a repair could touch.

    ``compliant`` tells whether the rule would be content. ``refusal`` is a part of the failure's words, such as its step, for a
    case that is REFUSED. ``restores`` is false where the runbook cannot undo this case.
    """

    name: str
    make: Callable[[Session], str]
    state: Callable[[Session, str], Any]
    compliant: Callable[[Session, str], bool]
    ends: Ends = Ends.REPAIRED
    refusal: str = ""
    restores: bool = True

    def __post_init__(self) -> None:
        if (self.ends is Ends.REFUSED) != bool(self.refusal):
            raise BadInput(f"case {self.name}", "a refusal and its words go together", "Give refusal with Ends.REFUSED")


@dataclass(frozen=True)
class Scenario:
    """All cases of one control: at least one that violates it, one that complies, and an edge.

    ``parameters`` are those of the template that a repair needs and that have no default.
    """

    cases: tuple[Case, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)


def scenario_of(identifier: str) -> Scenario:
    """The scenario in ``scenarios/<identifier>.py``; raises BadInput for a control that has no runbook or no scenario."""
    from importlib import import_module

    found = registry.controls()
    if identifier not in found:
        close = get_close_matches(identifier.upper(), found, 1)
        remedy = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(found)}"
        raise BadInput(identifier, "there is no such control", remedy)
    if found[identifier].runbook is None:
        raise BadInput(identifier, "the control has no runbook: it only detects", "Choose a control with a runbook")
    name = f"generator.rehearsal.scenarios.{identifier.lower()}"
    try:
        scenario: Scenario = import_module(name).SCENARIO
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise BadInput(identifier, "the control has no scenario", f"Write {name.replace('.', '/')}.py") from error
    return scenario
