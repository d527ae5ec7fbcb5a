"""How a stack set differs from what an article says it should be."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.stack_sets.definition import Definition
from generator.stack_sets.parameters import HIDDEN
from generator.stack_sets.stored import StackSet


@dataclass(frozen=True)
class Wanted:
    """A stack set as it should be; ``given`` are the parameters that a file names."""

    about: Definition
    parameters: Mapping[str, str]
    given: Mapping[str, str]
    retain: bool
    depends_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an update changes; ``before`` is None for what is new, ``after`` for what goes.

    ``reaches`` tells whether the instances change with it, or the stack set alone.
    """

    what: str
    before: str | None
    after: str | None
    reaches: bool = True

    def __str__(self) -> str:
        return f"{self.what}: {_shown(self.before)} -> {_shown(self.after)}"


def differences(wanted: Wanted, stored: StackSet) -> tuple[Difference, ...]:
    """Everything that an update would change, the template first."""
    about = wanted.about
    found = [] if stored.holds(about.text) else [Difference("template", _size(stored.text), _size(about.text))]
    found += parameter_differences(wanted, stored.parameters)
    pairs = (
        ("capabilities", ", ".join(stored.capabilities), ", ".join(about.capabilities)),
        ("auto-deployment", _on(stored.auto_deployment), "on"),
        ("stacks of leaving accounts", _kept(stored.retain), _kept(wanted.retain)),
        ("auto-deployment after", ", ".join(sorted(stored.depends_on)), ", ".join(sorted(wanted.depends_on))),
        ("managed execution", _on(stored.managed_execution), "on"),
    )
    found += [Difference(what, before, after, reaches=False) for what, before, after in pairs if before != after]
    return tuple(found)


def parameter_differences(wanted: Wanted, stored: Mapping[str, str]) -> list[Difference]:
    """The parameters whose values change, in the order of the template, then those that are gone."""
    found = []
    for name, value in wanted.parameters.items():
        before = stored.get(name)
        if name in wanted.about.hidden:
            if name in wanted.given or name not in stored:
                found.append(Difference(f"parameter {name}", HIDDEN if name in stored else None, HIDDEN))
        elif before != value:
            found.append(Difference(f"parameter {name}", before, value))
    gone = [name for name in stored if name not in wanted.parameters]
    return found + [Difference(f"parameter {name}", stored[name], None) for name in gone]


def _shown(value: str | None) -> str:
    if value is None:
        return "none"
    return value or "(empty)"


def _size(text: str) -> str:
    return f"{len(text.encode()):,} bytes"


def _on(value: bool) -> str:
    return "on" if value else "off"


def _kept(value: bool) -> str:
    return "kept" if value else "deleted"
