import hashlib
import json
import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from urllib.parse import parse_qs, unquote, urlsplit

from generator import registry
from generator.build.launchable import Launchable
from generator.build.outputs import ROOT
from generator.catalogue.edition import edition
from generator.catalogue.site import site
from generator.launch_url import ParameterFacts, launch_url, template_url
from generator.model import Scope
from generator.render import Template
from generator.render.stack_sets import organization, wrapper
from generator.render.stack_sets.organization_parts import STAGES
from tests.catalogue.expected import BASE, LANGUAGES
from tests.catalogue.page import pages, parsed


def test_every_link_leads_somewhere(files: Mapping[str, str]) -> None:
    published = {
        template_url(BASE, path.removeprefix("templates/").removesuffix(".yaml")): path
        for path in files
        if path.startswith("templates/")
    }
    launched = set()
    for path, page in pages(files):
        for link in [*page.links, *page.sources]:
            parts = urlsplit(link)
            if parts.netloc:
                assert parts.scheme == "https"
                assert re.fullmatch(r"[!-~]+", link)
                if parts.netloc.endswith(".console.aws.amazon.com") and "templateURL" in parts.fragment:
                    query = parse_qs(parts.fragment.partition("?")[2], strict_parsing=True)
                    launched.add(published[query["templateURL"][0]])
                continue
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            assert target in files, (path, link)
            if parts.fragment and target.endswith(".html"):
                assert unquote(parts.fragment) in parsed(files[target]).ids, (path, link)
    assert launched == {*published.values()}
    assert {f"templates/{name}.yaml" for name in registry.articles()} <= launched


def test_links_are_those_of_launch_url(files: Mapping[str, str], rendered_articles: Mapping[str, Template]) -> None:
    for each in json.loads(files["index.json"])["articles"]:
        template = rendered_articles[each["name"]]
        facts = {name: ParameterFacts.from_template(name, p.body()) for name, p in template.parameters.items()}
        wanted = launch_url("us-east-1", template_url(BASE, template.name), template.stack_name, {}, facts).url
        assert each["launch_url"] == wanted
        assert wanted in parsed(files[f"en/articles/{each['name']}.html"]).links


def test_a_page_launches_the_stack_set_of_its_article_and_has_its_template(
    files: Mapping[str, str], rendered_articles: Mapping[str, Template]
) -> None:
    for name, template in rendered_articles.items():
        links = parsed(files[f"en/articles/{name}.html"]).links
        there = [link for link in links if f"{name}.yaml" in link and "stack-sets" in link]
        if template.article.scope in {Scope.ORGANIZATION, Scope.LOG_ARCHIVE}:
            assert there == []
            continue
        made = wrapper(template)
        facts = {key: ParameterFacts.from_template(key, p.body()) for key, p in made.parameters.items()}
        url = template_url(BASE, f"stack-sets/{name}")
        found = Launchable(made, template)
        found.require_region("us-east-1", {})
        wanted = launch_url("us-east-1", url, made.stack_name, found.values({}, BASE), facts).url
        assert there == [wanted, f"../../templates/stack-sets/{name}.yaml"]
        assert files[f"templates/stack-sets/{name}.yaml"] == made.text
        assert files[f"parameters/stack-sets/{name}.json"] == made.parameters_file


def test_the_page_of_the_organization_launches_it_as_launch_url_does_and_names_its_parts_in_order(
    files: Mapping[str, str], rendered_articles: Mapping[str, Template]
) -> None:
    made = organization.organization(rendered_articles)
    found = Launchable(made, rendered_articles["baseline"])
    facts = {key: ParameterFacts.from_template(key, p.body()) for key, p in made.parameters.items()}
    url = template_url(BASE, "stack-sets/organization")
    wanted = launch_url("us-east-1", url, made.stack_name, found.values({}, BASE), facts).url
    for language in LANGUAGES:
        text = files[f"{language}/organization.html"]
        links = parsed(text).links
        assert wanted in links
        assert {"../templates/stack-sets/organization.yaml", "../parameters/stack-sets/organization.json"} <= {*links}
        parts = [link.removeprefix("articles/").removesuffix(".html") for link in links if link.startswith("articles/")]
        assert parts == [
            "log-archive",
            "cloudtrail",
            *(each for names in STAGES.values() for each in names),
            "baseline",
        ]
        assert text.index("baseline organization prepare") < text.index("baseline stack-sets plan")
        assert "".join(f"  {' '.join(names)} \\\n" for names in STAGES.values()) in text
        assert f"--template-base-url {BASE}" in text
        assert "organization.html" in parsed(files[f"{language}/index.html"]).links
        assert "../organization.html" in parsed(files[f"{language}/articles/baseline.html"]).links
        assert "../organization.html" not in parsed(files[f"{language}/articles/config.html"]).links
    assert hashlib.sha256(made.text.encode()).hexdigest() in files["en/organization.html"]


def test_without_a_base_url_pages_have_no_launch_link_and_say_so(rendered_articles: Mapping[str, Template]) -> None:
    made = site(rendered_articles, edition(ROOT, None, None), ROOT)
    page = made["en/articles/config.html"]
    assert not [link for link in parsed(page).links if "templateURL" in link]
    assert "does not know where its templates are published" in page
    assert "sitemap.xml" not in made


def test_a_region_of_another_partition_makes_the_links(rendered_articles: Mapping[str, Template]) -> None:
    base = "https://kopie.s3.cn-north-1.amazonaws.com.cn/v1"
    made = edition(ROOT, base, None)
    assert made.region == "cn-north-1"
    few = json.loads(site(rendered_articles, made, ROOT)["index.json"])["articles"]
    links = {each["name"]: each["launch_url"] for each in few}
    assert links["config"].startswith("https://cn-north-1.console.amazonaws.cn/")
    # us-east-1 is in another partition than the bucket.
    assert links["trusted-advisor"] == ""
