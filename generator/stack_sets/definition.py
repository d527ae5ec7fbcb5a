"""What an article is as a stack set: its committed template, its name, Regions, capabilities and what outlives it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from generator import registry
from generator.knowledge import limits
from generator.knowledge.regions import partition_of, region
from generator.model import BadInput, Scope
from generator.rehearsal.committed import template_text
from generator.render.availability import regions as available_regions
from generator.template.capabilities import needed_capabilities
from generator.template.errors import RequestRefused
from generator.template.template import Template, load

PREFIX: Final = "baseline"
"""Begins the name of every stack set, as it begins every name in the templates."""
REFUSED: Final[Mapping[Scope, str]] = {
    Scope.ORGANIZATION: "Launch it once, in the management or the delegated administrator account: baseline launch-url",
    Scope.LOG_ARCHIVE: "Launch it once, in the log archive account: baseline launch-url",
}
US_EAST_1: Final = "us-east-1"


@dataclass(frozen=True)
class Definition:
    """One article to be deployed; ``template`` is the decoded ``text``."""

    article: str
    scope: Scope
    title: str
    summary: str
    requires: tuple[str, ...]
    text: str
    template: Template

    @property
    def name(self) -> str:
        """The stack set's name: ``baseline-config-rules-s3``."""
        return stack_set_name(self.article)

    @property
    def size(self) -> int:
        """Bytes of the template."""
        return len(self.text.encode())

    @property
    def inline(self) -> bool:
        """Whether the template fits into a request; a larger one is read from S3."""
        return self.size <= limits.TEMPLATE_BODY_BYTES

    @property
    def capabilities(self) -> tuple[str, ...]:
        """What must be acknowledged for the template."""
        return needed_capabilities(self.template)

    @cached_property
    def available(self) -> frozenset[str]:
        """The Regions that have every type which the template makes there."""
        sections = {"Resources": dict(self.template.resources), "Conditions": dict(self.template.conditions)}
        return frozenset(available_regions(sections))

    @property
    def defaults(self) -> dict[str, str | None]:
        """Every parameter with its default, None where the template demands a value."""
        return {
            name: str(body["Default"]) if "Default" in body else None for name, body in self.template.parameters.items()
        }

    @property
    def hidden(self) -> frozenset[str]:
        """The parameters whose values AWS does not show."""
        return frozenset(
            name for name, body in self.template.parameters.items() if str(body.get("NoEcho", False)).lower() == "true"
        )

    @property
    def retained(self) -> tuple[str, ...]:
        """The resources that stay when a stack goes, ``S3ForConfig (AWS::S3::Bucket)``."""
        return retained(self.template.resources)


def retained(resources: Mapping[str, Any]) -> tuple[str, ...]:
    """The resources whose deletion policy keeps them."""
    return tuple(
        f"{name} ({resource['Type']})"
        for name, resource in resources.items()
        if str(resource.get("DeletionPolicy", "Delete")).startswith("Retain")
    )


def stack_set_name(article: str) -> str:
    """The name of an article's stack set."""
    return f"{PREFIX}-{article}"


def article_of(name: str) -> str | None:
    """The article of a stack set's name, None for one that is not ours."""
    given = name.removeprefix(f"{PREFIX}-")
    return given if given != name and given in registry.articles() else None


def definitions(articles: Sequence[str]) -> tuple[Definition, ...]:
    """The articles in the order of deployment, each after what it requires; BadInput for one that cannot be a stack set."""
    found = registry.articles()
    wanted = {registry.article_name(name, found) for name in articles}
    return tuple(definition(name) for name in registry.in_order(found) if name in wanted)


def definition(name: str) -> Definition:
    """The article ``name``; BadInput where its place is one account, or its template goes over a limit."""
    article = registry.articles()[name]
    if article.scope in REFUSED:
        problem = f"it belongs in {article.scope.value}, and a stack set would put it into every account"
        raise BadInput(name, problem, f"{REFUSED[article.scope]} {name}")
    text = template_text(name)
    where = f"templates/{name}.yaml"
    if len(text.encode()) > limits.TEMPLATE_OBJECT_BYTES:
        problem = f"{len(text.encode()):,} bytes, and CloudFormation reads {limits.TEMPLATE_OBJECT_BYTES:,}"
        raise BadInput(where, problem, "Deploy the articles that it composes, each by itself")
    try:
        template = load(text)
    except RequestRefused as error:
        problem = re.sub(r"\s+", " ", error.message).rstrip(".")
        raise BadInput(where, f"a stack set does not take it: {problem}", "Run make build") from error
    words = article.title.en, article.summary.en
    return Definition(name, article.scope, *words, article.requires, text, template)


def home_region(given: Sequence[str], chosen: str | None, session_region: str) -> str:
    """The home Region: the parameter's, or the first that is named, or the one that holds the stack sets."""
    return region(chosen or (given[0] if given else session_region)).code


def regions(about: Definition, given: Sequence[str], home: str) -> tuple[str, ...]:
    """Where an article is deployed, the home Region first; BadInput where that is nowhere.

    Without Regions given, those that are enabled by default. A Region that lacks a type of the template is left out.
    """
    partition = partition_of(home)
    if about.scope is Scope.HOME:
        wanted = [home]
    elif about.scope is Scope.US_EAST_1:
        wanted = [US_EAST_1]
    else:
        wanted = list(given) or [each.code for each in partition.regions if not each.opt_in]
    for code in wanted:
        if region(code).partition != partition.name:
            problem = f"it is in {region(code).partition}, and the home Region {home} is in {partition.name}"
            raise BadInput(f"{about.article}: {code}", problem, "Name Regions of one partition")
    chosen = [code for code in wanted if code in about.available]
    if not chosen:
        problem = f"no Region of {', '.join(wanted)} has the resource types of the template"
        raise BadInput(about.article, problem, "Choose other Regions")
    return tuple(sorted(dict.fromkeys(chosen), key=lambda code: (code != home, code)))
