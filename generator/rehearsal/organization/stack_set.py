"""A stack set with its instances and operations, as records.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from generator.template.template import Template

Place = tuple[str, str]
"""An account id and a Region."""


@dataclass(slots=True)
class StackInstance:
    """One account and Region of a stack set; ``version`` is that of the set which its stack was last brought to."""

    account: str
    region: str
    unit: str
    """The OU that was targeted, by its id."""
    stack_id: str = ""
    status: str = "OUTDATED"
    detailed: str = "PENDING"
    reason: str = ""
    overrides: Mapping[str, str] = field(default_factory=dict)
    operation: str = ""
    drift: str = "NOT_CHECKED"
    drift_checked: datetime | None = None
    version: int = 0


@dataclass(slots=True)
class Result:
    """What one operation came to in one account and Region."""

    unit: str
    status: str = "PENDING"
    reason: str = ""


@dataclass
class Operation:
    """One operation on a stack set; ``work`` are the accounts that wait to be done, by Region in order, the next one last."""

    operation_id: str
    action: str
    """``CREATE``, ``UPDATE``, ``DELETE`` or ``DETECT_DRIFT``."""
    work: dict[str, list[str]]
    preferences: Mapping[str, Any]
    created: datetime
    deployment_targets: Mapping[str, Any] = field(default_factory=dict)
    at_work: dict[str, list[str]] = field(default_factory=dict)
    """The accounts that are being done, by Region."""
    overrides: Mapping[str, str | None] | None = None
    """The whole list of overrides that the instances get, None for a value that is kept; None: theirs stay."""
    retain: bool = False
    automatic: bool = False
    """Whether auto-deployment started it: preferences do not count then."""
    follows: tuple[str, ...] = ()
    """ARNs of stack sets whose auto-deployment must end first."""
    status: str = "QUEUED"
    reason: str = ""
    ended: datetime | None = None
    results: dict[Place, Result] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    """Accounts per Region."""
    failures: dict[str, int] = field(default_factory=dict)
    """Failed accounts per Region."""
    request: Any = None
    """What was asked for: the same request with the same operation id is answered again."""

    @property
    def running(self) -> bool:
        """Whether it is not at its end."""
        return self.status in {"QUEUED", "RUNNING", "STOPPING"}

    def meets(self, other: "Operation") -> bool:
        """Whether both work on one stack instance."""
        return not self.results.keys().isdisjoint(other.results)


@dataclass
class StackSet:
    """A service-managed stack set; ``home`` is the Region in which it was made."""

    name: str
    set_id: str
    arn: str
    home: str
    template: Template
    parameters: dict[str, str]
    capabilities: Sequence[str]
    auto_deployment: dict[str, Any]
    managed_execution: bool = False
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    request: Any = None
    status: str = "ACTIVE"
    version: int = 1
    """Counts changes of template or parameters."""
    instances: dict[Place, StackInstance] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    """By id, oldest first."""
    targets: dict[str, set[str]] = field(default_factory=dict)
    """OU ids that instances were made for, each with its Regions: where auto-deployment works."""
    drift: dict[str, Any] = field(default_factory=dict)
    """The details of the last completed drift detection."""
