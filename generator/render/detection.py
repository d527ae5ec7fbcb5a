"""Comments that say which controls, of which templates, detect the opposite of what a template sets up."""

import textwrap
from collections.abc import Iterator, Mapping

from generator.model import Article, BadInput
from generator.render.yaml_writer import WIDTH


def detection(article: Article, articles: Mapping[str, Article]) -> Iterator[str]:
    """The lines of the header, a line for each template; none where the article says nothing of it."""
    if article.detected_by:
        yield "What is not set up like this is found by controls of other templates:"
    for name, identifiers in detectors(article, articles).items():
        yield from _folded(f"- {name}.yaml: {', '.join(identifiers)}")
    if article.undetected is not None:
        yield from _folded(f"No control finds what is not set up like this. {article.undetected.en}", indent="")


def detectors(article: Article, articles: Mapping[str, Article]) -> Mapping[str, tuple[str, ...]]:
    """The controls of ``article.detected_by`` under the article that holds them: that of their service, else the first of a theme.

    Raises BadInput for one that no article holds.
    """
    names = sorted(articles, key=lambda name: (not name.startswith("config-rules-"), name))
    holders = {control.identifier: name for name in reversed(names) for control in articles[name].controls}
    held: dict[str, tuple[str, ...]] = {}
    for identifier in article.detected_by:
        if identifier not in holders:
            raise BadInput(
                f"detected_by: {identifier}", "no template holds this control", "Put it into one, or leave it out"
            )
        name = holders[identifier]
        held[name] = (*held.get(name, ()), identifier)
    return held


def _folded(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH - len("# "), subsequent_indent=indent, break_on_hyphens=False)
