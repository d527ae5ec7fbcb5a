"""The whole site as paths and texts; nothing is read but the rendered articles, the controls, and the project's own files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generator.build.control_facts import VERSIONS
from generator.build.forked import forked
from generator.catalogue.article_facts import article_facts, places
from generator.catalogue.checklists import gaps, the_anti_patterns, trusted_advisor
from generator.catalogue.compose_blocks import compose_files
from generator.catalogue.edition import Edition
from generator.catalogue.entries import Entry, entries, missing_regions, permissions, steps, trigger
from generator.catalogue.feeds import feed, sitemap
from generator.catalogue.form_parts import fields, region_options
from generator.catalogue.highlight import highlighted
from generator.catalogue.index_json import index, schema
from generator.catalogue.page_templates import Code, compiled, environment
from generator.catalogue.pages import Write, html_root, writer
from generator.catalogue.releases import releases
from generator.catalogue.search import Row, facets, row
from generator.catalogue.stack_set_facts import stack_set_facts
from generator.catalogue.versions import changes, sums, versions
from generator.catalogue.words import LANGUAGES, words
from generator.knowledge.resource_types import known_regions
from generator.render import Template

ASSETS = Path(__file__).with_name("assets")
LISTS = (
    ("trusted-advisor", "trusted_advisor", "ta_text", "trusted-advisor-checks", trusted_advisor),
    ("anti-patterns", "anti_patterns", "ap_text", "anti-patterns", the_anti_patterns),
)
TOOLS = ("cfn-lint", "moto")


def site(
    templates: Mapping[str, Template], edition: Edition, root: Path, code: Callable[[], Code] = compiled
) -> dict[str, str]:
    """Every file of the site by its path, sorted; ``root`` is the project, whose CHANGELOG.md and constraints.txt are read.

    ``code`` gives the compiled templates of the pages.
    """
    every = entries(templates)
    composing, wrapping = forked(partial(compose_files, every)), forked(partial(stack_set_facts, templates, edition))
    made = environment(code())
    articles = _articles(made, templates, every, edition, root)
    shared = _shared(made, templates, edition, root)
    files = _given(templates) | _controls(made, shared, every)
    stack_sets = wrapping()
    for name, facts in articles.items():
        facts["wrapper"] = stack_sets.launches.get(name, {})
    shared["whole"] = stack_sets.whole
    first, *others = (partial(_in_language, language, made, shared, articles, every) for language in LANGUAGES)
    writing = [forked(each) for each in (*others, partial(_sources, made, shared, articles))]
    files |= first()
    files |= stack_sets.files
    for rest in (composing, *writing):
        files |= rest()
    files["index.html"] = html_root(made)
    files["index.json"] = index(list(articles.values()), every, edition)
    files["index.schema.json"] = schema()
    files["feed.xml"] = feed(shared["releases"], edition)
    if edition.site_url:
        pages = sorted(path.removeprefix("en/") for path in files if path.startswith("en/"))
        files["sitemap.xml"] = sitemap(pages, edition)
    return dict(sorted(files.items()))


def _articles(
    made: Environment, templates: Mapping[str, Template], every: Sequence[Entry], edition: Edition, root: Path
) -> dict[str, dict[str, Any]]:
    before, found = versions(root), {}
    for name, each in templates.items():
        facts = article_facts(each, _held(name, every), edition)
        found[name] = {
            **facts,
            "region_options": region_options(made, facts["places"], facts["region"]),
            "earlier": sums(name, before),
            "steps": list(changes(name, each.text, edition.version, before)),
        }
    return found


def _shared(made: Environment, templates: Mapping[str, Template], edition: Edition, root: Path) -> dict[str, Any]:
    asked = dict.fromkeys(each for template in templates.values() for each in template.parameters.values())
    return {
        "edition": edition,
        "fields": fields(made, asked),
        "region_options": region_options(made, places(sorted(known_regions())), edition.region),
        "articles": {name: template.article for name, template in templates.items()},
        "cis_versions": VERSIONS,
        "releases": releases(root),
        "tools": _tools(root),
    }


def _given(templates: Mapping[str, Template]) -> dict[str, str]:
    """What the site hands on as it is."""
    files = {f"assets/{path.name}": path.read_text("utf-8") for path in ASSETS.iterdir()}
    files |= {f"templates/{name}.yaml": template.text for name, template in templates.items()}
    return files | {f"parameters/{name}.json": template.parameters_file for name, template in templates.items()}


def _controls(made: Environment, shared: Mapping[str, Any], every: Sequence[Entry]) -> dict[str, str]:
    """The pages of the controls in all languages."""
    write = [writer(made, language, shared) for language in LANGUAGES]
    rows = [row(entry) for entry in every]
    return dict(
        each(f"controls/{entry.slug}.html", "control.html", _control(entry)) for entry in rows for each in write
    )


def _sources(made: Environment, shared: Mapping[str, Any], articles: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The pages of the YAML, whose lines all languages share."""
    write = [writer(made, language, shared) for language in LANGUAGES]
    pages: dict[str, str] = {}
    for name, facts in articles.items():
        lines = {"facts": facts, **facts, "yaml": highlighted(facts["template"].text)}
        pages.update(each(f"articles/{name}.source.html", "source.html", lines) for each in write)
    return pages


def _in_language(
    language: str,
    made: Environment,
    shared: Mapping[str, Any],
    articles: Mapping[str, Mapping[str, Any]],
    every: Sequence[Entry],
) -> dict[str, str]:
    write = writer(made, language, shared)
    pages = dict(_pages(language, write, articles, every))
    whole = (
        [write("organization.html", "organization.html", {"scripts": ("site", "launch")})] if shared["whole"] else []
    )
    return pages | dict(whole)


def _pages(
    language: str, write: Write, articles: Mapping[str, Mapping[str, Any]], every: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    said = words(language)
    rows = {entry.control.identifier: row(entry) for entry in every}
    listed: dict[str, Any] = {
        "entries": list(rows.values()),
        "by_identifier": rows,
        "every_article": list(articles.values()),
    }
    front = {"baseline": articles["baseline"], "facets": facets(every, said, language)}
    yield write("index.html", "home.html", {**listed, **front, "scripts": ("site", "launch", "search")})
    yield write(
        "controls.html",
        "controls.html",
        {**listed, "controls_text": _counted(said, every), "scripts": ("site", "search")},
    )
    yield write("basket.html", "basket.html", {**listed, "scripts": ("site", "compose", "basket")})
    yield write("about.html", "about.html", listed)
    for page, key, text, article, lines in LISTS:
        found = lines()
        of_list = {
            "key": key,
            "text": said[text],
            "lines": found,
            "gaps": said["gaps"].format(n=gaps(found), all=len(found)),
            "facts": articles[article],
            "scripts": ("site", "launch"),
        }
        yield write(f"{page}.html", "checklist.html", {**listed, **of_list})
    for name, facts in articles.items():
        held = {"facts": facts, **facts, "controls": [rows[each.control.identifier] for each in facts["controls"]]}
        held["detectors"] = [rows[each] for each in facts["article"].detected_by]
        yield write(f"articles/{name}.html", "article.html", {**held, "scripts": ("site", "launch", "form")})
        if facts["steps"]:
            yield write(f"articles/{name}.changes.html", "changes.html", held)


def _control(entry: Row) -> dict[str, Any]:
    control = entry.control
    return {
        "entry": entry,
        "steps": list(steps(control)),
        "permissions": permissions(control),
        "missing": missing_regions(control),
        "trigger": trigger(control),
    }


def _held(name: str, every: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in every if name in entry.facts["articles"]]


def _counted(said: Mapping[str, str], every: Sequence[Entry]) -> str:
    repair = [entry for entry in every if entry.control.runbook]
    return said["controls_text"].format(all=len(every), repair=len(repair), undo=sum(entry.undo for entry in repair))


def _tools(root: Path) -> dict[str, str]:
    """The versions that the checks run with, as they are pinned; empty for what is not."""
    path = root / "constraints.txt"
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)$", path.read_text("utf-8") if path.exists() else "", re.MULTILINE))
    return {name: pinned.get(name, "") for name in TOOLS}
