"""A page of the site, read: what it refers to, and what it calls its elements."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Page(HTMLParser):
    """What a page refers to, and what it calls its elements."""

    links: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    labels: list[str] = field(default_factory=list)
    language: str = ""
    stack: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.language = values.get("lang", self.language) if tag == "html" else self.language
        if "id" in values:
            self.ids[values["id"]] += 1
        if "href" in values:
            (self.sources if tag == "link" else self.links).append(values["href"])
        if "src" in values:
            self.sources.append(values["src"])
        if tag == "label" and "for" in values:
            self.labels.append(values["for"])
        self.inline += [f"{tag} {name}" for name in values if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in values:
            self.inline.append("script")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag not in VOID and tag not in ("path", "rect"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "rect"):
            return
        assert self.stack and self.stack.pop() == tag, (tag, self.stack[-4:])


@cache
def parsed(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert page.stack == []
    return page


def pages(files: Mapping[str, str]) -> Iterator[tuple[str, Page]]:
    for path, text in files.items():
        if path.endswith(".html"):
            yield path, parsed(text)
