import inspect
import re
from pathlib import Path

import pytest

from generator.lint.documented import documented, words
from generator.lint.settings import RULES
from tests.lint.rule_run import as_template, found_by, our_rules

FILES = sorted(path for path in RULES.glob("[a-z]*.py"))

every_rule = pytest.mark.parametrize("rule", our_rules())


def examples(rule: str) -> tuple[str, str]:
    """The template that the rule refuses, and the one that it proposes."""
    text = words(type(our_rules()[rule]).__doc__ or "").examples
    before, _, after = text.partition("\nUse instead::\n")
    return inspect.cleandoc(before.removeprefix("\nExample::\n").removeprefix("Example::\n")), inspect.cleandoc(after)


def test_every_rule_file_has_one_rule_and_a_mirrored_test() -> None:
    tests = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "rules").glob("test_*.py")}
    assert {path.stem for path in FILES} == tests
    assert len(our_rules()) == len(FILES)
    for path in FILES:
        assert len(re.findall(r"^class \w+\(CloudFormationLintRule\):", path.read_text(), re.M)) == 1, path.name


@every_rule
def test_a_rule_has_an_id_of_custom_rules_words_and_a_source(rule: str) -> None:
    one = our_rules()[rule]
    assert re.fullmatch(r"[EWI]9[1-9]\d\d", rule)
    assert one.shortdesc and one.description and one.tags
    assert one.source_url.startswith("https://")
    assert all(each.isascii() for each in (one.shortdesc, one.description))


@every_rule
def test_a_rule_finds_its_example_and_is_content_with_what_it_proposes(rule: str) -> None:
    bad, good = examples(rule)
    assert found_by(rule, bad)
    assert found_by(rule, good) == []


@every_rule
@pytest.mark.parametrize(
    "text",
    [
        "Resources: {}\n",
        "Resources: []\n",
        "Resources:\n  A: 1\n",
        "Resources:\n  A:\n    Type: AWS::IAM::Role\n    Properties: 1\n",
        "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      - 1\n",
        "Resources:\n  A:\n    Type: AWS::Nothing::AtAll\n    DependsOn: 7\n    Condition: [x]\n",
        "Parameters: 3\nConditions: x\nResources:\n  A:\n    Type: AWS::SSM::Document\n    Properties:\n      Content: '{'\n",
    ],
)
def test_a_rule_is_silent_about_what_has_no_shape_of_a_template(rule: str, text: str) -> None:
    assert all(isinstance(each, str) for each in found_by(rule, text))


def test_a_rule_without_its_words_is_refused() -> None:
    with pytest.raises(ValueError, match="a rule's docstring has"):
        words("Short.\n\nNo example.\n")
    with pytest.raises(ValueError, match="a rule's docstring has"):
        documented("E9199")(type("Nameless", (), {}))


def test_resources_alone_become_a_template() -> None:
    assert as_template("A:\n  Type: B\n") == "Resources:\n  A:\n    Type: B\n"
    assert as_template("Resources:\n  A: 1\n") == "Resources:\n  A: 1\n"
