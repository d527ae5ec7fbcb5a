import json
import re
from pathlib import Path

from generator.articles.trusted_advisor_checks import ROWS
from generator.blocks.checklist import controls_of
from tests.articles.evaluation import made, rendered

NAME = "trusted-advisor-checks"
IDS = json.loads((Path(__file__).parents[1] / "controls" / "control_ids.json").read_text("utf-8"))["trusted_advisor"]
UNSEEN = {"c9D319e7sG", "12Fnkpl8Y5"}


def check_id(name: str) -> str:
    found = re.match(r"\[(\w+)\] ", name)
    assert found is not None, name
    return found[1]


def test_every_check_has_one_row_under_its_name_and_the_one_that_is_gone_has_one_too() -> None:
    rows = {check_id(row.name): row.name.partition("] ")[2] for row in ROWS}
    assert len(rows) == len(ROWS) == 17
    assert rows.pop("zXCkfM1nI3").startswith("IAM Use")
    assert rows == IDS


def test_a_check_is_detected_or_says_why_not() -> None:
    for row in ROWS:
        assert row.controls or row.words
    assert {check_id(row.name) for row in ROWS if not row.controls} == UNSEEN


def test_a_control_that_knows_its_check_stands_in_that_row() -> None:
    for row in ROWS:
        for control in row.controls:
            ids = control.framework.trusted_advisor
            assert not ids or check_id(row.name) in ids, control.identifier


def test_the_stack_makes_every_control_and_every_row_stands_in_the_template() -> None:
    rules = made(NAME, region="us-east-1").of_type("AWS::Config::ConfigRule").values()
    assert {rule["Source"]["SourceIdentifier"] for rule in rules} == {each.identifier for each in controls_of(ROWS)}
    text = re.sub(r"\n +# ", " ", rendered(NAME).text)
    assert all(row.text in text for row in ROWS)


def test_one_stack_makes_at_most_25_documents() -> None:
    assert 0 < len(made(NAME).of_type("AWS::SSM::Document")) <= 25
