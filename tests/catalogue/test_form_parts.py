from dataclasses import replace
from html.parser import HTMLParser

import pytest

from generator.catalogue.article_facts import places
from generator.catalogue.form_parts import fields, region_options
from generator.catalogue.page_templates import environment
from generator.knowledge.resource_types import known_regions
from generator.model import Parameter

TEMPLATES = environment({})
ODD = """<b>"'&${x}</b>"""
PARAMETER = Parameter(name="P", description=ODD, label=ODD, group="g", default=ODD, allowed_pattern=ODD)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [values for name, values in self.tags if name == tag]


def field(parameter: Parameter) -> Tags:
    return Tags(fields(TEMPLATES, [parameter])[parameter])


def test_a_field_keeps_odd_characters_and_is_labelled_and_described() -> None:
    tags = field(PARAMETER)
    (made,) = tags.of("input")
    assert (made["value"], made["data-default"], made["data-pattern"]) == (ODD, ODD, ODD)
    assert tags.of("b") == []
    assert [each["for"] for each in tags.of("label")] == [made["id"]]
    assert made["aria-describedby"] in [each.get("id") for each in tags.of("p")]


@pytest.mark.parametrize(("default", "chosen"), [("b", ["b"]), (None, [])])
def test_what_is_allowed_is_chosen_from(default: str | None, chosen: list[str]) -> None:
    tags = field(replace(PARAMETER, default=default, allowed_values=("a", "b")))
    options = tags.of("option")
    assert [each for each in options if "selected" in each] == [{"selected": None} for _ in chosen]
    # Without a default nothing is chosen until somebody does.
    assert len(options) == (2 if chosen else 3)


def test_several_of_what_is_allowed_are_written() -> None:
    tags = field(replace(PARAMETER, type="CommaDelimitedList", default="a", allowed_values=("a", "b")))
    assert tags.of("select") == []
    assert tags.of("input")[0]["data-values"] == "a\nb"


def test_what_is_not_echoed_is_described_and_has_no_field() -> None:
    tags = field(replace(PARAMETER, no_echo=True))
    assert tags.of("input") == tags.of("select") == tags.of("label") == []
    assert [each["id"] for each in tags.of("p") if "id" in each] == ["d-P"]


def test_a_region_that_lacks_something_is_not_to_be_chosen() -> None:
    there = known_regions() - {"eu-west-1"}
    options = Tags(region_options(TEMPLATES, list(places(sorted(there))), "us-east-1")).of("option")
    assert [each["value"] for each in options if "disabled" in each] == ["eu-west-1"]
    assert [each["value"] for each in options if "selected" in each] == ["us-east-1"]
