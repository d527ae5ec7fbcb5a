import random

import pytest
from playwright.sync_api import Page

from generator import registry
from generator.build.compose import compose
from generator.model import BadInput
from tests.catalogue.expected import CONTROLS

REPAIRING = [each.identifier.lower().replace("_", "-") for each in registry.controls().values() if each.runbook]


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
