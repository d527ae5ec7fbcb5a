"""What one file in ``articles/`` declares: one emitted template."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.model.elements import Element
from generator.model.scope import Scope
from generator.model.text import Text


@dataclass(frozen=True, kw_only=True)
class Part:
    """An article whose elements are composed into another template.

    ``switch`` is the default of a parameter that leaves the whole part out; without it, the part's own parameters do.
    """

    article: str
    switch: str | None = None


def _nothing() -> Iterable[Element]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Article:
    """One template: its words, where it belongs, what it needs and what it yields.

    Its name is the file's: ``default_security_group.py`` is ``default-security-group``.
    """

    title: Text
    summary: Text
    scope: Scope
    cost: Text
    elements: Callable[[], Iterable[Element]] = _nothing
    requires: tuple[str, ...] = ()
    composes: tuple[Part, ...] = ()
