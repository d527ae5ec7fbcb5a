"""One article's elements from several: the parts' own elements, each part behind a switch where it has one."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from generator.model import Article, BadInput, Condition, Element, Output, Part
from generator.render.fixing import fixed
from generator.render.giving import Gift
from generator.render.plain import plain
from generator.render.switch import Switch, switched


def composed(article: Article, articles: Mapping[str, Article]) -> Iterator[Element]:
    """The elements of ``article``, then those of its parts; the same elements that the parts' own templates hold.

    Raises BadInput for a part that asks or fixes what it cannot, or gives what the others cannot take.
    """
    parts = [(part, _switch_of(articles[part.article], part.article, part.switch)) for part in article.composes]
    for _, switch in parts:
        yield from switch.elements() if switch else ()
    own = {part.article: list(fixed(part, composed(articles[part.article], articles))) for part, _ in parts}
    for part, switch in parts:
        if switch is not None:
            others = chain.from_iterable(elements for name, elements in own.items() if name != part.article)
            own[part.article] = list(switched(own[part.article], switch, _conditions(others)))
    gifts = [gift for part, switch in parts for gift in _gifts(part, switch, own[part.article])]
    yield from (gift.condition for _, gift in gifts)
    yield from _taken("", article.elements(), gifts)
    for part, _ in parts:
        yield from _taken(part.article, own[part.article], gifts)


def pascal(name: str, title: str = "") -> str:
    """``log-archive`` as it stands in logical ids and stack names: ``LogArchive``; AWS's names are cased as in ``title``."""
    cased = {word.casefold(): word for word in title.split() if not word.islower()}
    return "".join(cased.get(word, word.capitalize()) for word in name.split("-"))


def _switch_of(article: Article, name: str, default: str | None) -> Switch | None:
    return None if default is None else Switch(pascal(name, article.title.en), article, default)


def _conditions(elements: Iterable[Element]) -> set[str]:
    return {element.name for element in elements if isinstance(element, Condition)}


def _gifts(part: Part, switch: Switch | None, elements: Iterable[Element]) -> Iterator[tuple[str, Gift]]:
    outputs = {element.name: element for element in elements if isinstance(element, Output)}
    for parameter, name in part.gives.items():
        where = f"articles/{part.article.replace('-', '_')}.py: {name}"
        if name not in outputs:
            raise BadInput(where, f"there is no such output to give for {parameter}", "Name one that the part has")
        there = outputs[name].condition
        if switch is None or there is None:
            raise BadInput(where, f"it is always there to give for {parameter}", "Give the part a switch")
        told = switch.is_on if there == switch.condition else None
        yield part.article, Gift(parameter, plain(outputs[name].value), there, told)


def _taken(name: str, elements: Iterable[Element], gifts: Iterable[tuple[str, Gift]]) -> Iterator[Element]:
    """``elements`` of the part ``name`` with what the others give."""
    for giver, gift in gifts:
        if giver != name:
            elements = list(gift.given_to(f"articles/{name.replace('-', '_')}.py", elements))
    yield from elements
