import re
from collections.abc import Mapping

import pytest

from generator.articles import anti_patterns, trusted_advisor_checks
from generator.build import coverage
from generator.build.outputs import templates
from generator.model import BadInput
from generator.render import Template


@pytest.fixture(scope="module")
def every() -> Mapping[str, Template]:
    return templates()


def test_each_check_each_anti_pattern_and_each_subject_has_a_row(every: Mapping[str, Template]) -> None:
    text = coverage.coverage(every)
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    names = [row.split(" | ")[0].removeprefix("| ") for row in rows]
    wanted = (trusted_advisor_checks.ROWS, anti_patterns.ROWS, coverage.SUBJECTS)
    assert names == [each.name for found in wanted for each in found]
    assert (len(trusted_advisor_checks.ROWS), len(anti_patterns.ROWS)) == (17, 21)
    assert all(row.count(" | ") == 3 for row in rows)


def test_each_anti_pattern_names_what_makes_it_right_from_the_start(every: Mapping[str, Template]) -> None:
    right = coverage.right_from_the_start(every)
    assert list(right) == [row.name.partition(". ")[0] for row in anti_patterns.ROWS]
    assert all(right.values())
    assert right["9"] == ("network-baseline",)
    assert right["4"] == ("organization-guardrails", "cloudtrail-alarms")


def test_what_else_makes_it_right_repeats_nothing_that_an_article_says_of_itself(every: Mapping[str, Template]) -> None:
    assert coverage.ALSO.keys() <= coverage.right_from_the_start(every).keys()
    for articles in coverage.right_from_the_start(every).values():
        assert len(articles) == len(set(articles))


def test_every_service_article_is_named(every: Mapping[str, Template]) -> None:
    named = set(re.findall(r"\[([a-z0-9-]+)\]\(", coverage.coverage(every)))
    # What is not named repairs or selects: its controls are in the table of controls; or it serves the project itself.
    others = {name for name in every if name.startswith("config-rules-")} | {"service-linked-roles", "template-bucket"}
    assert {*every} - named - others == set()


@pytest.mark.parametrize(
    ("subject", "problem"),
    [
        (coverage.Subject("Nothing"), "Nothing: nothing answers it and nothing says why"),
        (coverage.Subject("Odd", ("no-such-article",)), "Odd: there is no article no-such-article"),
    ],
)
def test_a_row_without_an_answer_is_refused(
    every: Mapping[str, Template], monkeypatch: pytest.MonkeyPatch, subject: coverage.Subject, problem: str
) -> None:
    monkeypatch.setattr(coverage, "SUBJECTS", (subject,))
    with pytest.raises(BadInput, match=problem):
        coverage.coverage(every)
