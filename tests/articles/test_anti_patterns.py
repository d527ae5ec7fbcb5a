import re

from generator.articles.anti_patterns import ROWS
from generator.blocks.checklist import controls_of
from generator.blocks.config_control import rule_id
from tests.articles.evaluation import made, rendered

NAME = "anti-patterns"


def number(name: str) -> int:
    return int(name.partition(".")[0])


def test_every_anti_pattern_has_one_row() -> None:
    assert [number(row.name) for row in ROWS] == [*range(1, 22)]


def test_an_anti_pattern_is_detected_or_says_why_not() -> None:
    assert [number(row.name) for row in ROWS if not row.controls] == [14]
    assert all(row.controls or row.words for row in ROWS)


def test_a_control_knows_the_anti_pattern_that_it_finds() -> None:
    for row in ROWS:
        for control in row.controls:
            assert number(row.name) in control.framework.anti_patterns, control.identifier


def test_the_stack_makes_every_control_and_every_row_stands_in_the_template() -> None:
    rules = made(NAME, region="us-east-1").of_type("AWS::Config::ConfigRule")
    assert {*rules} == {rule_id(each) for each in controls_of(ROWS)}
    text = re.sub(r"\n +# ", " ", rendered(NAME).text)
    assert all(row.text in text for row in ROWS)


def test_one_stack_makes_at_most_25_documents() -> None:
    assert 0 < len(made(NAME).of_type("AWS::SSM::Document")) <= 25
