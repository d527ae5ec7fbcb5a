"""One article's elements from several: the parts' own elements, each part behind a switch where it has one."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Article, BadInput, Condition, Element
from generator.render.switch import Switch, condition_of, switched


def composed(article: Article, articles: Mapping[str, Article]) -> Iterator[Element]:
    """The elements of ``article``, then those of its parts; the same elements that the parts' own templates hold.

    Raises BadInput where a switch would change a condition that other parts have too.
    """
    parts = [(part, _switch_of(articles[part.article], part.article, part.switch)) for part in article.composes]
    for _, switch in parts:
        yield from switch.elements() if switch else ()
    yield from article.elements()
    yielded = {part.article: list(composed(articles[part.article], articles)) for part, _ in parts}
    for part, switch in parts:
        elements = yielded[part.article]
        if switch is None:
            yield from elements
            continue
        elsewhere = {name for other, others in yielded.items() if other != part.article for name in _conditions(others)}
        for shared in {condition_of(element) for element in elements} & elsewhere:
            where = f"articles/{part.article}.py: {shared}"
            raise BadInput(where, "a resource has a condition that another part has too", "Give it one of its own")
        yield from switched(elements, switch)


def pascal(name: str, title: str = "") -> str:
    """``log-archive`` as it stands in logical ids and stack names: ``LogArchive``; AWS's names are cased as in ``title``."""
    cased = {word.casefold(): word for word in title.split() if not word.islower()}
    return "".join(cased.get(word, word.capitalize()) for word in name.split("-"))


def _switch_of(article: Article, name: str, default: str | None) -> Switch | None:
    return None if default is None else Switch(pascal(name, article.title.en), article, default)


def _conditions(elements: Iterable[Element]) -> set[str]:
    return {element.name for element in elements if isinstance(element, Condition)}
