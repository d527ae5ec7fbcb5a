import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from generator import registry
from generator.build.outputs import ROOT
from generator.catalogue.edition import Edition, edition
from tests.catalogue.expected import BASE, LANGUAGES
from tests.catalogue.page import pages


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


def test_the_sitemap_names_every_page_and_the_feed_is_atom(files: Mapping[str, str]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [each.text for each in ElementTree.fromstring(files["sitemap.xml"]).iter(f"{space}loc")]  # noqa: S314  # our own text
    assert sorted(map(str, found)) == sorted(
        f"https://example.com/catalogue/{path}" for path in files if path.endswith(".html") and "/" in path
    )
    feed = ElementTree.fromstring(files["feed.xml"])  # noqa: S314  # our own text
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.find("{http://www.w3.org/2005/Atom}updated") is not None


def test_an_edition_outside_of_a_checkout_has_no_commit(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert edition(folder, None, None) == Edition("1.2.3", "", "")
