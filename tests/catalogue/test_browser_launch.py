import json
import random
import shlex
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.knowledge import regions
from generator.launch_url import ParameterFacts, launch_url, template_url
from generator.model import BadInput
from generator.render import Template
from tests.catalogue.expected import BASE

# What some encoder leaves alone and another does not comes often.
TEXTS = st.text(
    st.sampled_from("!'()*~-._&=?#%+/\\\"<> $`;\n\tA1") | st.characters(exclude_categories=["Cs"]), max_size=40
)
ODD = ("", " ", "'", '"', "&=?#%+/\\", "日本語 テスト", "a\u0301\u200b", "\U0001f512", "!'()*~-._", "<script>", "\t")
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


def test_the_launch_of_the_organization_tells_the_stack_where_the_templates_are(page: Page, server: str) -> None:
    page.goto(f"{server}/en/organization.html")
    link = page.locator("a[data-wraps]")
    before = str(link.get_attribute("href"))
    page.locator("[data-region]").select_option("eu-west-1")
    assert link.get_attribute("href") == before.replace("us-east-1.console", "eu-west-1.console").replace(
        "region=us-east-1", "region=eu-west-1"
    )
    base = "https://kopie.s3.eu-west-1.amazonaws.com/v1"
    page.locator("[data-bucket]").fill(f"{base}/")
    read = dict(parse_qsl(str(link.get_attribute("href")).partition("?")[2].partition("?")[2], strict_parsing=True))
    assert read == {
        "templateURL": f"{base}/stack-sets/organization.yaml",
        "stackName": "StackSetsOrganization",
        "param_TemplateBaseUrl": base,
    }
