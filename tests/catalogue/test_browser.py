import json
import os
import random
import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from importlib.resources import files as resource_files
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from generator import registry
from generator.build.compose import compose
from generator.knowledge import regions
from generator.launch_url import ParameterFacts, launch_url, template_url
from generator.model import BadInput
from generator.render import Template

BASE = "https://my-templates.s3.us-east-1.amazonaws.com/prefix"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARTICLES, CONTROLS = (
    sorted(registry.articles()),
    [each.lower().replace("_", "-") for each in sorted(registry.controls())],
)
# What some encoder leaves alone and another does not comes often.
TEXTS = st.text(
    st.sampled_from("!'()*~-._&=?#%+/\\\"<> $`;\n\tA1") | st.characters(exclude_categories=["Cs"]), max_size=40
)
ODD = ("", " ", "'", '"', "&=?#%+/\\", "日本語 テスト", "a\u0301\u200b", "\U0001f512", "!'()*~-._", "<script>", "\t")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("BASELINE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(
            "these tests need Chromium: apt-get install chromium, or name one in BASELINE_CHROMIUM", pytrace=False
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    made = context.new_page()
    made.set_default_timeout(10_000)
    yield made
    context.close()


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


def of_page(page: Page, region: str, url: str, stack: str, values: list[tuple[str, str]]) -> str | None:
    made: str | None = page.evaluate(
        "given => window.baseline.launch.launchUrl(...given)", [region, url, stack, [list(each) for each in values]]
    )
    return made


def of_python(region: str, url: str, stack: str, values: list[tuple[str, str]]) -> str | None:
    try:
        facts = {name: ParameterFacts(name, "String") for name, _ in values}
        return launch_url(region, url, stack, dict(values), facts).url
    except BadInput:
        return None


@pytest.fixture(scope="module")
def launching(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/en/index.html")
    yield page
    context.close()


CODES = [each.code for found in regions.partitions().values() if found.console_host for each in found.regions]
URLS = (
    f"{BASE}/config.yaml",
    "https://s3.eu-west-1.amazonaws.com/some-bucket/a/b.yaml",
    "https://s3-us-west-2.amazonaws.com/some-bucket/b.yaml",
    "https://kopie.s3.cn-north-1.amazonaws.com.cn/v1/config.yaml",
    "https://kopie.s3.cn-north-1.amazonaws.com/v1/config.yaml",
    "https://b.with.dots.s3.us-gov-west-1.amazonaws.com/x.yaml",
    "https://bucket.s3.eusc-de-east-1.amazonaws.eu/x.yaml",
    "http://bucket.s3.us-east-1.amazonaws.com/x.yaml",
    "https://bucket.s3-website-us-east-1.amazonaws.com/x.yaml",
    "https://bucket.s3.nowhere-1.amazonaws.com/x.yaml",
    "https://Bucket.s3.us-east-1.amazonaws.com/x.yaml",
    "https://bucket.s3.us-east-1.amazonaws.com/",
    "https://bucket.s3.us-east-1.amazonaws.com/日本.yaml",
    "https://bucket.s3.us-east-1.amazonaws.com/%E6%97%A5.yaml",
    "https://bucket.s3.us-east-1.amazonaws.com/a%2.yaml",
    "https://user@bucket.s3.us-east-1.amazonaws.com/x.yaml",
    "javascript:alert(1)",
    "",
)
STACKS = ("Config", "a-b-1", "1a", "", "a_b", "a" * 128, "a" * 129, "日本", "a\n")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.from_regex(r"[A-Za-z0-9]{1,12}", fullmatch=True), TEXTS, min_size=1, max_size=4))
def test_the_page_makes_the_link_of_launch_url(launching: Page, values: dict[str, str]) -> None:
    given_values = list(values.items())
    made = of_page(launching, "eu-west-1", f"{BASE}/config.yaml", "Config", given_values)
    assert made is not None
    assert made == of_python("eu-west-1", f"{BASE}/config.yaml", "Config", given_values)
    read = parse_qsl(urlsplit(made).fragment.partition("?")[2], keep_blank_values=True, strict_parsing=True)
    assert read[2:] == [(f"param_{name}", value) for name, value in given_values]


def test_the_page_refuses_the_places_that_launch_url_refuses(launching: Page) -> None:
    made = 0
    for region in CODES:
        for url in URLS:
            found = of_page(launching, region, url, "Config", [])
            assert found == of_python(region, url, "Config", []), (region, url)
            made += found is not None
    assert made > len(CODES)
    for stack in STACKS:
        wanted = of_python("us-east-1", f"{BASE}/config.yaml", stack, [])
        assert of_page(launching, "us-east-1", f"{BASE}/config.yaml", stack, []) == wanted, stack


@pytest.mark.parametrize("name", ["cloudtrail", "private-bucket", "notifications"])
def test_a_filled_form_is_in_the_link_the_command_and_the_files(
    page: Page, server: str, rendered_articles: Mapping[str, Template], name: str
) -> None:
    page.goto(f"{server}/en/articles/{name}.html")
    template = rendered_articles[name]
    facts = {each: ParameterFacts.from_template(each, p.body()) for each, p in template.parameters.items()}
    chosen = random.Random(name)  # noqa: S311  # the same choices in every run
    for parameter in template.parameters.values():
        field = page.locator(f"#p-{parameter.name}")
        if parameter.allowed_values:
            field.select_option(str(chosen.choice(parameter.allowed_values)))
        elif parameter.allowed_pattern is None and parameter.type == "String":
            field.fill(chosen.choice(ODD))
    values: dict[str, str] = dict(page.evaluate("window.baseline.launch.state.values()"))
    if page.evaluate("window.baseline.launch.state.valid()"):
        link = page.locator("a[data-launch]").first.get_attribute("href")
        assert link == launch_url("us-east-1", template_url(BASE, name), template.stack_name, values, facts).url
    assert values
    file = json.loads(page.locator("#parameters-file").text_content() or "")
    assert file["Parameters"] == json.loads(template.parameters_file)["Parameters"] | values
    stack_set = json.loads(page.locator("#stack-set-file").text_content() or "")
    assert values.items() <= {each["ParameterKey"]: each["ParameterValue"] for each in stack_set}.items()
    page.reload()
    assert dict(page.evaluate("window.baseline.launch.state.values()")) == values
    page.locator("[data-reset]").click()
    assert page.evaluate("window.baseline.launch.state.values()") == []


def test_a_value_that_the_template_refuses_takes_the_link_away_and_says_so(page: Page, server: str) -> None:
    page.goto(f"{server}/en/articles/cloudtrail.html")
    field = page.locator("#p-NamePrefix")
    for wrong in ("Upper", "a" * 17, "日本", "-a"):
        field.fill(wrong)
        assert field.get_attribute("aria-invalid") == "true"
        assert page.locator("a[data-launch]").first.get_attribute("href") is None
        assert page.locator("[data-form-problem]").is_visible()
    field.fill("good-1")
    assert "param_NamePrefix=good-1" in str(page.locator("a[data-launch]").first.get_attribute("href"))
    assert not page.locator("[data-form-problem]").is_visible()


def test_the_form_allows_what_launch_url_allows(
    page: Page, server: str, rendered_articles: Mapping[str, Template]
) -> None:
    tried = [
        "",
        "0",
        "1",
        "90",
        "-1",
        "3.5",
        "1e3",
        "a",
        "baseline",
        "DISABLED",
        "us-east-1",
        "a,b",
        "123456789012",
        "é",
        "a\n",
    ]
    tried += [
        "arn:aws:sns:us-east-1:123456789012:topic",
        "arn:aws:kms:us-east-1:123456789012:key/1",
        "rate(1 day)",
        "x" * 5000,
    ]
    for name in ("cloudtrail", "guardduty", "account-settings", "private-bucket", "iam-reports"):
        page.goto(f"{server}/en/articles/{name}.html")
        allowed = page.evaluate(
            """tried => Object.fromEntries(window.baseline.all("[data-parameter]").map((field) =>
                [field.dataset.parameter, tried.map((value) => window.baseline.form.allowed(field.dataset, value))]))""",
            tried,
        )
        for parameter, found in allowed.items():
            facts = {
                parameter: ParameterFacts.from_template(parameter, rendered_articles[name].parameters[parameter].body())
            }
            for value, answer in zip(tried, found, strict=True):
                try:
                    launch_url("us-east-1", f"{BASE}/x.yaml", "S", {parameter: value}, facts)
                    wanted = True
                except BadInput:
                    wanted = False
                assert answer == wanted, (name, parameter, value)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_page_quotes_for_the_shell_as_python_does(quoting: Page, word: str) -> None:
    assert quoting.evaluate("word => window.baseline.form.quote(word)", word) == shlex.quote(word)


@pytest.fixture(scope="module")
def quoting(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}/en/articles/config.html")
    yield page
    context.close()


def test_region_partition_and_bucket_rewrite_every_link_and_are_kept(page: Page, server: str) -> None:
    page.goto(f"{server}/en/articles/config.html")
    link = page.locator("a[data-launch]").first
    page.locator("[data-region]").select_option("eu-west-1")
    assert str(link.get_attribute("href")).startswith("https://eu-west-1.console.aws.amazon.com/")
    assert "--region eu-west-1" in str(page.locator("#command-deploy").text_content())
    assert "region=eu-west-1" in page.url
    page.locator("[data-region]").select_option("cn-north-1")
    assert link.get_attribute("href") is None
    assert page.locator("[data-bar-problem]").is_visible()
    page.locator("[data-bucket]").fill("https://kopie.s3.cn-north-1.amazonaws.com.cn/v1")
    assert str(link.get_attribute("href")).startswith("https://cn-north-1.console.amazonaws.cn/")
    assert not page.locator("[data-bar-problem]").is_visible()
    page.locator("[data-stack]").fill("other-name")
    assert "stackName=other-name" in str(link.get_attribute("href"))
    page.locator("a[data-language]").click()
    page.wait_for_url("**/ja/articles/config.html*")
    assert page.locator("[data-region]").input_value() == "cn-north-1"
    assert page.locator("[data-stack]").input_value() == "other-name"


def test_an_article_of_us_east_1_stays_there(page: Page, server: str) -> None:
    page.goto(f"{server}/en/articles/trusted-advisor.html?region=eu-west-1")
    assert "https://us-east-1.console" in str(page.locator("a[data-launch]").first.get_attribute("href"))


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


def test_the_basket_gathers_controls_from_any_page(page: Page, server: str) -> None:
    page.goto(f"{server}/en/index.html")
    page.locator("[data-pick=S3_BUCKET_VERSIONING_ENABLED]").check()
    page.goto(f"{server}/ja/controls/alb-waf-enabled.html")
    page.locator("[data-pick=ALB_WAF_ENABLED]").check()
    assert page.locator("[data-basket-count]").text_content() == "2"
    page.goto(f"{server}/en/basket.html")
    command = str(page.locator("#basket-command").text_content())
    assert command.startswith("baseline compose s3-bucket-versioning-enabled alb-waf-enabled ")
    page.locator("[data-unpick=ALB_WAF_ENABLED]").click()
    assert page.locator("[data-basket-row]:visible").count() == 1
    page.reload()
    assert page.locator("[data-basket-row]:visible").count() == 1


def composed(slugs: list[str]) -> str | None:
    try:
        return compose(slugs).text
    except BadInput:
        return None


REPAIRING = [each.identifier.lower().replace("_", "-") for each in registry.controls().values() if each.runbook]


def test_every_control_composes_alone_as_the_command_does(page: Page, server: str) -> None:
    page.goto(f"{server}/en/basket.html")
    for slug in CONTROLS:
        assert page.evaluate("slugs => window.baseline.compose(slugs)", [slug]) == composed([slug]), slug


@pytest.mark.parametrize("seed", range(12))
def test_controls_compose_together_as_the_command_does(page: Page, server: str, seed: int) -> None:
    page.goto(f"{server}/en/basket.html")
    chosen = random.Random(seed)  # noqa: S311  # the same choices in every run
    slugs = chosen.sample(REPAIRING, min(seed * 2, 25)) + chosen.sample(CONTROLS, 4)
    slugs = list(dict.fromkeys(slugs))
    chosen.shuffle(slugs)
    assert page.evaluate("slugs => window.baseline.compose(slugs)", slugs) == composed(slugs), slugs


def test_all_controls_without_a_runbook_compose_as_the_command_does(page: Page, server: str) -> None:
    page.goto(f"{server}/en/basket.html")
    slugs = [each for each in CONTROLS if each not in REPAIRING]
    assert page.evaluate("slugs => window.baseline.compose(slugs)", slugs) == composed(slugs) is not None


def test_the_basket_shows_the_template(page: Page, server: str) -> None:
    page.goto(f"{server}/en/controls/s3-bucket-versioning-enabled.html")
    page.locator("[data-pick]").check()
    page.goto(f"{server}/en/basket.html")
    page.locator("#basket-yaml:visible").wait_for()
    assert page.locator("#basket-yaml").text_content() == composed(["s3-bucket-versioning-enabled"])


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
