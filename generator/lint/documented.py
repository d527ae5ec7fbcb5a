"""What a rule says of itself, taken from its own docstring: cfn-lint's attributes and the page of rules."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Class = TypeVar("Class", bound=type)

SOURCE = "Source: "


@dataclass(frozen=True)
class Words:
    """A docstring in its parts; ``source`` is the page that its last line names."""

    title: str
    description: str
    examples: str
    source: str


def words(docstring: str) -> Words:
    """The first line, the paragraphs up to the first example, the examples, and the source; ValueError where one is missing."""
    text = inspect.cleandoc(docstring)
    title, _, rest = text.partition("\n")
    body, _, source = rest.rpartition(f"\n{SOURCE}")
    description, example, examples = body.partition("\nExample::\n")
    if not (title.endswith(".") and description.strip() and "\nUse instead::\n" in examples and source):
        raise ValueError(
            f"{title!r}: a rule's docstring has a sentence, a reason, Example::, Use instead:: and Source: url"
        )
    flat = " ".join(description.split())
    return Words(title.rstrip("."), flat, f"{example}{examples}".strip("\n"), source.strip())


def documented(rule_id: str, *tags: str) -> Callable[[Class], Class]:
    """Give a rule its id, and its words and source from its docstring."""

    def decorate(rule: Class) -> Class:
        found = words(rule.__doc__ or "")
        facts = {
            "id": rule_id,
            "shortdesc": found.title,
            "description": found.description,
            "source_url": found.source,
            "tags": list(tags),
        }
        for name, value in facts.items():
            setattr(rule, name, value)
        return rule

    return decorate
