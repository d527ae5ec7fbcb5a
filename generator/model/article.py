"""What one file in ``articles/`` declares: one emitted template."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.control import Control
from generator.model.elements import Element
from generator.model.scope import Scope
from generator.model.text import Text


@dataclass(frozen=True, kw_only=True)
class Part:
    """An article whose elements are composed into another template.

    ``switch`` is the default of a parameter that leaves the whole part out; without it, the part's own parameters do. ``asks`` are the
    part's parameters that the template still asks, ``None`` for all, with other ``defaults`` than alone where it is off until chosen;
    every other has its value of ``fixed``, or else its own default, for good. ``gives`` names parameters of the other parts, each with the
    output of this part that stands in where the user leaves it empty.
    """

    article: str
    switch: str | None = None
    asks: tuple[str, ...] | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)


def _nothing() -> Iterable[Element]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Article:
    """One template: its words, where it belongs, what it needs and what it yields.

    Its name is the file's: ``default_security_group.py`` is ``default-security-group``. ``controls`` are those that it holds;
    ``detected_by`` are the identifiers of controls, of whatever article, that find the opposite of what it sets up, and ``undetected``
    says why there is none.
    """

    title: Text
    summary: Text
    scope: Scope
    cost: Text
    elements: Callable[[], Iterable[Element]] = _nothing
    requires: tuple[str, ...] = ()
    composes: tuple[Part, ...] = ()
    controls: tuple[Control, ...] = ()
    detected_by: tuple[str, ...] = ()
    undetected: Text | None = None
