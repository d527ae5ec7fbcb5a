import re
from collections.abc import Mapping
from importlib.resources import files as resource_files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator import registry
from generator.launch_url import launch_url, template_url
from tests.catalogue.expected import ARTICLES, BASE, CONTROLS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    # What is still on its way when the next page is opened is aborted.
    page.on(
        "requestfailed", lambda request: None if request.failure == "net::ERR_ABORTED" else heard.append(request.url)
    )
    page.on("request", lambda request: None if "127.0.0.1" in request.url else heard.append(request.url))
    return heard


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", ["articles", "sources", "controls", "others"])
def test_every_page_loads_without_a_complaint(
    page: Page, server: str, files: Mapping[str, str], language: str, kind: str
) -> None:
    heard = complaints(page)
    here = [path for path in files if path.startswith(f"{language}/") and path.endswith(".html")]
    wanted = [path for path in here if _kind(path) == kind]
    assert len(wanted) >= 6
    for path in wanted:
        page.goto(f"{server}/{path}", wait_until="load")
        assert heard == [], path
        assert page.evaluate("document.documentElement.lang") == language


def _kind(path: str) -> str:
    if path.endswith(".source.html"):
        return "sources"
    return path.split("/")[1] if path.count("/") == 2 else "others"


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_the_screen(page: Page, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    sample = [
        "index",
        "controls",
        "anti-patterns",
        "about",
        "organization",
        "articles/config",
        "articles/baseline",
        "articles/config.source",
    ]
    for path in [*sample, f"controls/{CONTROLS[0]}"]:
        for language in ("en", "ja"):
            page.goto(f"{server}/{language}/{path}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "en/index.html",
        "ja/index.html",
        "en/controls.html",
        "ja/trusted-advisor.html",
        "en/anti-patterns.html",
        "ja/basket.html",
        "en/about.html",
        "ja/organization.html",
        "en/articles/cloudtrail.html",
        "ja/articles/config-rules-s3.html",
        "en/articles/password-policy.source.html",
        "en/controls/s3-bucket-versioning-enabled.html",
        "ja/controls/alb-waf-enabled.html",
    ],
)
def test_axe_finds_nothing(browser: Browser, server: str, path: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.goto(f"{server}/{path}")
    # Evaluated, not added as an element: the pages' policy allows no script of others.
    page.evaluate(resource_files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
    said = [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
    assert said == []
    assert len(found["passes"]) > 10
    context.close()


def test_without_javascript_a_page_can_be_read_and_launched(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/en/articles/config.html")
    link = page.locator("a[data-launch]").first
    assert (
        link.get_attribute("href", timeout=2000)
        == launch_url("us-east-1", template_url(BASE, "config"), "Config", {}, {}).url
    )
    assert page.locator("#parameters").is_visible()
    assert not page.locator("[data-bar]").is_visible()
    page.goto(f"{server}/en/index.html")
    assert page.locator("[data-row]:visible").count() == len(ARTICLES) + len(CONTROLS)
    assert not page.locator("[data-search-form]").is_visible()
    context.close()


def test_search_answers_while_typing_and_facets_narrow(page: Page, server: str) -> None:
    page.goto(f"{server}/en/index.html")
    everything = len(ARTICLES) + len(CONTROLS)
    assert page.locator("[data-row]:visible").count() == everything
    for words in ("S3.14", "s3_bucket_versioning", "バージョン", "enablebucketversioning"):
        page.locator("[data-query]").fill(words)
        titles = page.locator("[data-row]:visible h3").all_text_contents()
        assert any("Buckets keep the versions" in each for each in titles), words
        assert len(titles) < 25
    page.locator("[data-query]").fill("there is no such thing")
    assert page.locator("[data-nothing]").is_visible()
    page.locator("[data-clear]").click()
    page.locator("[data-facet=framework]").select_option("cis-5.0.0")
    page.locator("[data-facet=undo]").select_option("yes")
    shown = page.locator("[data-row]:visible").count()
    wanted = [
        each
        for each in registry.controls().values()
        if each.framework.cis.get("5.0.0") and each.runbook and each.runbook.undo
    ]
    assert shown == len(wanted) > 0
    assert re.search(rf"\b{shown} of {everything}\b", str(page.locator("[data-found]").text_content()))


def test_the_cis_switch_shows_one_version(page: Page, server: str) -> None:
    page.goto(f"{server}/en/controls.html")
    page.locator("[data-cis-version]").select_option("3.0.0")
    wanted = sum(bool(each.framework.cis.get("3.0.0")) for each in registry.controls().values())
    assert page.locator("[data-cis-row]:visible").count() == wanted > 0
    assert page.locator("th[data-cis]:visible").all_text_contents() == ["CIS 3.0.0"]


def test_the_keyboard_reaches_the_content_and_the_form(page: Page, server: str) -> None:
    page.goto(f"{server}/en/articles/password-policy.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_colours_are_switched_and_kept(page: Page, server: str) -> None:
    page.goto(f"{server}/en/index.html")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-switch]").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.goto(f"{server}/en/about.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_a_line_of_the_source_has_a_permalink(page: Page, server: str) -> None:
    page.goto(f"{server}/en/articles/config.source.html")
    page.locator("#L12").click()
    assert page.url.endswith("#L12")


def test_the_page_above_the_languages_keeps_the_language(page: Page, server: str) -> None:
    page.goto(f"{server}/ja/about.html")
    page.goto(f"{server}/index.html")
    page.wait_for_url("**/ja/index.html")
