import gzip
import hashlib
import json
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from posixpath import dirname, join, normpath
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
from troposphere import Ref, Sub, sns

from generator import registry
from generator.build.launchable import Launchable
from generator.build.outputs import ROOT
from generator.catalogue.edition import Edition, edition
from generator.catalogue.site import site
from generator.launch_url import ParameterFacts, launch_url, template_url
from generator.model import Article, Element, Parameter, Scope, Text
from generator.render import Template, rendered
from generator.render.stack_sets import organization, wrapper
from generator.render.stack_sets.organization_parts import STAGES

BASE = "https://my-templates.s3.us-east-1.amazonaws.com/prefix"
LANGUAGES = ("en", "ja")
EVIL = """<script>alert("1")</script>'"&<img src=x onerror=alert(2)>$(touch x)`id`"""
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


def test_every_article_and_every_control_has_its_page_in_both_languages(files: Mapping[str, str]) -> None:
    names = [f"articles/{name}{end}.html" for name in registry.articles() for end in ("", ".source")]
    names += [f"controls/{name.lower().replace('_', '-')}.html" for name in registry.controls()]
    names += [
        f"{name}.html"
        for name in ("index", "controls", "trusted-advisor", "anti-patterns", "basket", "about", "organization")
    ]
    # There is a page of changes where a version came before.
    assert {path for path in files if path.endswith(".html") and not path.endswith(".changes.html")} == {
        "index.html",
        *(f"{language}/{name}" for language in LANGUAGES for name in names),
    }


def test_pages_are_well_formed_and_say_their_language(files: Mapping[str, str]) -> None:
    for path, page in pages(files):
        assert page.language == (path.partition("/")[0] if "/" in path else "en")
        assert [each for each, times in page.ids.items() if times > 1] == [], path
        assert [each for each in page.labels if each not in page.ids] == [], path
        assert page.headings.count("h1") == 1, path


def test_no_page_has_a_script_or_a_style_of_its_own_or_asks_anybody_else(files: Mapping[str, str]) -> None:
    for path, page in pages(files):
        assert page.inline == [], path
        assert [each for each in page.sources if urlsplit(each).netloc] == [], path
        assert "Content-Security-Policy" in files[path]
    assert not re.search(r"url\(\s*['\"]?https?:|@import", files["assets/style.css"])


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


def test_no_page_shows_an_object_of_python(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        assert not re.search(r"&lt;[a-z-]+ [a-z. -]*object|object at 0x|\bUndefined\b|&lt;Scope\.", text), path


def test_japanese_pages_say_their_own_words_in_japanese(files: Mapping[str, str]) -> None:
    for name, article in registry.articles().items():
        assert article.title.ja in files[f"ja/articles/{name}.html"]
        assert article.summary.ja in files[f"ja/articles/{name}.html"].replace("&#39;", "'")
    assert "スタックを起動" in files["ja/articles/config.html"]
    assert "Launch stack" not in files["ja/articles/config.html"]


def test_the_same_commit_gives_the_same_bytes(files: Mapping[str, str]) -> None:
    code = (
        "import hashlib, pathlib\n"
        "from generator.build.outputs import ROOT, templates\n"
        "from generator.catalogue.edition import edition\n"
        "from generator.catalogue.site import site\n"
        f"made = site(templates(), edition(ROOT, {BASE!r}, 'https://example.com/catalogue'), ROOT)\n"
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    environment = {"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(repr(dict(files)).encode()).hexdigest()


def test_the_first_article_page_is_light(files: Mapping[str, str]) -> None:
    for path, page in pages(files):
        if "/articles/" in path and not path.endswith(".source.html"):
            assets = {normpath(join(dirname(path), each)) for each in page.sources}
            parts = [files[path], *(files[each] for each in assets if each.startswith("assets/"))]
            assert sum(len(gzip.compress(part.encode())) for part in parts) <= 150_000, path


def test_the_index_is_as_its_schema_says(files: Mapping[str, str]) -> None:
    index, schema = json.loads(files["index.json"]), json.loads(files["index.schema.json"])
    import_module("jsonschema").validate(index, schema)
    assert [each["name"] for each in index["articles"]] == list(registry.articles())
    assert {each["identifier"] for each in index["controls"]} == registry.controls().keys()
    for each in index["articles"]:
        assert each["sha256"] == hashlib.sha256(files[each["template"]].encode()).hexdigest()
        assert (ROOT / each["template"]).name == f"{each['name']}.yaml"
        assert all(page in files for page in each["pages"].values())


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


def test_articles_and_the_controls_that_find_what_they_set_up_link_to_each_other(files: Mapping[str, str]) -> None:
    for language, heading in (("en", "Set up right from the start by"), ("ja", "最初から正しく設定するテンプレート")):
        article = files[f"{language}/articles/network-baseline.html"].partition('id="detected"')[2]
        assert 'href="../controls/vpc-endpoint-policy-not-open.html"' in article
        control = files[f"{language}/controls/vpc-endpoint-policy-not-open.html"].partition(heading)[2]
        assert 'href="../articles/network-baseline.html"' in control
        assert heading not in files[f"{language}/controls/sns-encrypted-kms.html"]
        assert 'id="detected"' not in files[f"{language}/articles/notifications.html"]
    assert "AWS Config has no managed rule for a directory." in files["en/articles/directory-service.html"]
    assert "AWS Config にディレクトリ用のマネージドルールはありません。" in files["ja/articles/directory-service.html"]


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


def test_the_sitemap_names_every_page_and_the_feed_is_atom(files: Mapping[str, str]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [each.text for each in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{space}loc")]  # noqa: S314  # our own text
    assert sorted(map(str, found)) == sorted(
        f"https://example.com/catalogue/{path}" for path in files if path.endswith(".html") and "/" in path
    )
    feed = ElementTree.fromstring(files["feed.xml"])  # noqa: S314  # our own text
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.find("{http://www.w3.org/2005/Atom}updated") is not None


def test_without_a_base_url_pages_have_no_launch_link_and_say_so(rendered_articles: Mapping[str, Template]) -> None:
    made = site(rendered_articles, edition(ROOT, None, None), ROOT)
    page = made["en/articles/config.html"]
    assert not [link for link in parsed(page).links if "templateURL" in link]
    assert "does not know where its templates are published" in page
    assert "sitemap.xml" not in made


@pytest.fixture(scope="module")
def evil() -> Template:
    def elements() -> Iterator[Element]:
        # A parameter's own words are ASCII, and otherwise anything.
        yield Parameter(name="P", description=EVIL, label=EVIL, group=EVIL, default=EVIL, example=EVIL, constraint=EVIL)
        yield Parameter(name="Q", description=EVIL, label=EVIL, group=EVIL, default=EVIL, allowed_values=(EVIL, "b"))
        yield sns.Topic("T", DisplayName=Ref("P"), TopicName=Sub("${Q}" + EVIL.replace("$(", "(")))

    article = Article(
        title=Text(EVIL, EVIL), summary=Text(EVIL, EVIL), scope=Scope.REGIONAL, cost=Text(EVIL, EVIL), elements=elements
    )
    return rendered("evil", article, {}, "evil.py", ("Nothing.",))


def test_untrusted_words_are_escaped_everywhere(rendered_articles: Mapping[str, Template], evil: Template) -> None:
    few = {name: rendered_articles[name] for name in ("baseline", "trusted-advisor-checks", "anti-patterns")}
    needed = {
        name for each in few.values() for name in (*each.article.requires, *(p.article for p in each.article.composes))
    }
    few |= {name: rendered_articles[name] for name in [*needed, *rendered_articles]}
    made = site({**few, "evil": evil}, edition(ROOT, BASE, None), ROOT)
    for path, text in made.items():
        if path.endswith((".html", ".xml")):
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text, path
    page = parsed(made["en/articles/evil.html"])
    assert page.inline == []
    assert json.loads(made["index.json"])["articles"][-1]["title"]["en"] == EVIL


def test_commands_keep_their_words_whatever_is_in_them() -> None:
    from generator.catalogue.commands import stack_instances, stack_set, taskcat

    words = shlex.split(stack_set("n", "s'; rm -rf /", f"https://x/{EVIL}", "us-east-1", ("CAPABILITY_IAM",)))
    assert words[words.index("--stack-set-name") + 1] == "s'; rm -rf /"
    assert words[words.index("--template-url") + 1] == f"https://x/{EVIL}"
    # Python's shlex keeps the line ends that a shell drops after a backslash.
    assert shlex.split(stack_instances("s", "us-east-1", ["a b"]).replace("\\\n", ""))[-3] == "a b"
    text = taskcat("n", ["us-east-1"], {"P": EVIL + "\n- x: y"})
    assert import_module("yaml").safe_load(text)["tests"]["n"]["parameters"] == {"P": EVIL + "\n- x: y"}


def test_a_region_of_another_partition_makes_the_links(rendered_articles: Mapping[str, Template]) -> None:
    base = "https://kopie.s3.cn-north-1.amazonaws.com.cn/v1"
    made = edition(ROOT, base, None)
    assert made.region == "cn-north-1"
    few = json.loads(site(rendered_articles, made, ROOT)["index.json"])["articles"]
    links = {each["name"]: each["launch_url"] for each in few}
    assert links["config"].startswith("https://cn-north-1.console.amazonaws.cn/")
    # us-east-1 is in another partition than the bucket.
    assert links["trusted-advisor"] == ""


def test_an_edition_outside_of_a_checkout_has_no_commit(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert edition(folder, None, None) == Edition("1.2.3", "", "")
