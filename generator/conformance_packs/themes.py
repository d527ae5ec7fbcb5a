"""The themes of conformance packs: what standards, checklists and articles say of the controls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from troposphere import config

from generator import registry
from generator.blocks.config_control import rule_id
from generator.knowledge.security_hub_fsbp import is_best_practice
from generator.model import Article, Control

BY_SERVICE: Final = "config-rules-"
CHECKLISTS: Final = frozenset({"anti-patterns", "trusted-advisor-checks"})
"""Articles that choose controls by a framework: themes of their own."""


@dataclass(frozen=True)
class Theme:
    """``name`` is that of its files; ``controls`` are sorted by identifier."""

    name: str
    title: str
    controls: tuple[Control, ...]


@cache
def themes() -> Mapping[str, Theme]:
    """Every theme by name; a control that has no rule is in none."""
    rules = [control for control in registry.controls().values() if not control.scheduled]
    versions = sorted({version for control in rules for version in control.framework.cis})
    series = _series()
    made = [
        _theme("anti-patterns", "Anti-patterns", rules, lambda each: bool(each.framework.anti_patterns)),
        _theme("article-series", "Articles of the series", rules, lambda each: rule_id(each) in series),
        *(
            _theme(f"cis-{version}", f"CIS AWS Foundations Benchmark {version}", rules, _in_cis(version))
            for version in versions
        ),
        _theme(
            "fsbp",
            "AWS Foundational Security Best Practices",
            rules,
            lambda each: is_best_practice(each.framework.security_hub),
        ),
        _theme(
            "trusted-advisor", "AWS Trusted Advisor checks", rules, lambda each: bool(each.framework.trusted_advisor)
        ),
    ]
    return {theme.name: theme for theme in made}


def _theme(name: str, title: str, rules: list[Control], holds: Callable[[Control], bool]) -> Theme:
    return Theme(name, title, tuple(control for control in rules if holds(control)))


def _in_cis(version: str) -> Callable[[Control], bool]:
    return lambda control: version in control.framework.cis


def _series() -> frozenset[str]:
    """The logical ids of the rules that articles of the series hold: those that stand for a theme, not for a service."""
    return frozenset(
        element.title
        for name, article in registry.articles().items()
        if not name.startswith(BY_SERVICE) and name not in CHECKLISTS
        for element in _own(article)
        if isinstance(element, config.ConfigRule)
    )


def _own(article: Article) -> tuple[object, ...]:
    return () if article.composes else tuple(article.elements())
