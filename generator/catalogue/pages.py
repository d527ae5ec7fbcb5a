"""The pages: jinja2 templates filled with facts and words; everything is escaped unless it is Markup."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.catalogue.words import LANGUAGES, scope_words, words
from generator.model import Text

MENU = (
    ("index.html", "home"),
    ("controls.html", "controls"),
    ("trusted-advisor.html", "trusted_advisor"),
    ("anti-patterns.html", "anti_patterns"),
    ("basket.html", "basket"),
    ("about.html", "about"),
)
Write = Callable[..., tuple[str, str]]


def writer(templates: Environment, language: str, shared: Mapping[str, Any]) -> Write:
    """A function that makes one page of ``language``: ``write(path, template, facts)`` gives its path in the site and its text."""
    said = words(language)
    spoken = {
        **shared,
        "language": language,
        "other": next(each for each in LANGUAGES if each != language),
        "w": said,
        "t": lambda text: _text(text, language),
        "scope": lambda scope: scope_words(scope, language),
        "in_region": lambda region: _in_region(said["launch_in"], region),
        "menu": MENU,
    }

    def write(path: str, template: str, facts: Mapping[str, Any]) -> tuple[str, str]:
        depth = path.count("/")
        place = {"path": path, "home": "../" * depth, "root": "../" * (depth + 1), "scripts": ("site",)}
        return f"{language}/{path}", templates.get_template(template).render({**spoken, **place, **facts})

    return write


def _in_region(words: str, region: str) -> Markup:
    """The words with the Region's code in an element of its own, which the bar rewrites."""
    return (
        Markup("")
        .join(words.partition("{region}"))
        .replace("{region}", Markup("<span data-region-words>{}</span>").format(region))
    )


def _text(text: Text, language: str) -> str:
    said: str = getattr(text, language)
    return said


def html_root(templates: Environment) -> str:
    """The page above both languages."""
    return templates.get_template("root.html").render()
