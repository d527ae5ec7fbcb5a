"""What one file in ``probes/`` declares: the calls it makes, the parameters it decides, and how it looks."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from generator.model import BadInput
from generator.preflight.finding import Finding
from generator.preflight.launch import Launch
from generator.preflight.place import Place

PROBES: Final = Path(__file__).parent / "probes"


@dataclass(frozen=True, kw_only=True)
class Probe:
    """``calls`` are boto3's service and the operation, ``config:DescribeConfigRules``.

    ``decides`` are parameters, ``*`` stands for any end; ``types`` are resource types of which a launch makes it worth to look. One
    that names neither always looks. ``organization`` looks only on request, ``once`` only in the home Region. What it finds is what
    the others build on if it ``prepares``.
    """

    calls: tuple[str, ...]
    look: Callable[[Place], Iterable[Finding]]
    decides: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    organization: bool = False
    once: bool = False
    prepares: bool = False

    def decided(self, parameter: str) -> bool:
        """Whether it decides the parameter."""
        return any(fnmatchcase(parameter, pattern) for pattern in self.decides)

    def concerns(self, launch: Launch) -> bool:
        """Whether what it finds matters for the launch."""
        if not self.decides and not self.types:
            return True
        kinds = {body["Type"] for body in launch.body["Resources"].values()}
        return any(map(self.decided, launch.declared)) or not kinds.isdisjoint(self.types)


@cache
def probes() -> Mapping[str, Probe]:
    """Every probe by the name of its file; what a launch makes hangs on its parameters, so those that decide come first."""
    found = {path.stem: _probe(path) for path in sorted(PROBES.glob("[a-z]*.py"))}
    return dict(sorted(found.items(), key=lambda item: (not item[1].prepares, not item[1].decides, item[0])))


def _probe(path: Path) -> Probe:
    where = f"probes/{path.name}"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
        raise BadInput(where, "the file's name is not snake_case", "Use lower case letters, digits and underscores")
    probe = getattr(import_module(f"generator.preflight.probes.{path.stem}"), "PROBE", None)
    if not isinstance(probe, Probe):
        raise BadInput(where, "it does not declare PROBE", "End it with PROBE = Probe(...)")
    return probe
