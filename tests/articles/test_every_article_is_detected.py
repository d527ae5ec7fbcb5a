"""Of each article: the controls that it says it holds, and those that find what is not set up like it."""

import re

import pytest

from generator import registry
from generator.blocks.account_setting import association_id
from generator.blocks.config_control import rule_id
from generator.build.control_facts import HOLDERS
from generator.render.detection import detectors
from tests.articles.evaluation import document

ARTICLES = registry.articles()
# What should be set up right from the start.
PREVENTIVE = (
    "cognito",
    "directory-service",
    "iam-guardrails",
    "identity-center",
    "incident-response",
    "log-groups",
    "network-baseline",
    "organization-enablement",
    "organization-guardrails",
    "patch-management",
    "private-database",
    "required-tags",
    "secrets",
    "web-protection",
    "web-protection-cloudfront",
)
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize("name", [name for name, article in ARTICLES.items() if not article.composes])
def test_an_article_holds_the_controls_that_it_names(name: str) -> None:
    resources = document(name)["Resources"].items()
    ids = {each for control in registry.controls().values() for each in (rule_id(control), association_id(control))}
    held = {logical_id for logical_id, body in resources if body["Type"] in HOLDERS} & ids
    named = {
        association_id(control) if association_id(control) in held else rule_id(control)
        for control in ARTICLES[name].controls
    }
    assert held == named
    assert len(ARTICLES[name].controls) == len(named)


@pytest.mark.parametrize("name", PREVENTIVE)
def test_what_a_preventive_article_sets_up_is_detected_where_it_is_missing_or_it_says_why_not(name: str) -> None:
    article = ARTICLES[name]
    assert bool(article.detected_by) is (article.undetected is None)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_control_that_detects_it_is_held_by_another_template_once(name: str) -> None:
    article = ARTICLES[name]
    found = [identifier for held in detectors(article, ARTICLES).values() for identifier in held]
    assert sorted(found) == sorted(set(article.detected_by))
    assert len(article.detected_by) == len(found)
    assert name not in detectors(article, ARTICLES)


@pytest.mark.parametrize("name", [name for name, article in ARTICLES.items() if article.undetected])
def test_the_reason_is_a_sentence_in_both_languages(name: str) -> None:
    reason = ARTICLES[name].undetected
    assert reason is not None
    assert reason.en.isascii() and reason.en[0].isupper() and reason.en.endswith(".")
    assert JAPANESE.search(reason.ja) and reason.ja.endswith("。")
