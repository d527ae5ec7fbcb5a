import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from generator import registry
from generator.blocks.config_control import rule_id
from generator.knowledge.config_rules import managed_rule
from generator.model import BadInput, Text
from generator.render import render

PROJECT = Path(__file__).parents[1]
ARTICLES = registry.articles()
CONTROLS = registry.controls()
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

ARTICLE = """
from generator.model import Article, Part, Scope, Text

ARTICLE = Article(
    title=Text("A", "あ"), summary=Text("A.", "あ。"), scope=Scope.HOME, cost=Text("Free.", "無料。"), {facts}
)
"""
CONTROL = """
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="{identifier}", title=Text("A", "あ"), why=Text("A.", "あ。"), scope=Scope.REGIONAL, mode=Mode.AUTO,
    framework=Framework(),
)
"""


def folder_of(tmp_path: Path, files: dict[str, str], name: str = "articles") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")
    return folder


def article(facts: str = "") -> str:
    return ARTICLE.format(facts=facts)


def refusal(tmp_path: Path, **files: str) -> BadInput:
    folder = folder_of(tmp_path, {f"{stem}.py": text for stem, text in files.items()})
    with pytest.raises(BadInput) as caught:
        registry.articles(folder)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


def test_articles_are_found_by_their_files_and_sorted(tmp_path: Path) -> None:
    files = {"zebra.py": article(), "flow_logs.py": article(), "__init__.py": "raise ValueError", "note.txt": "x"}
    assert list(registry.articles(folder_of(tmp_path, files))) == ["flow-logs", "zebra"]


def test_an_empty_folder_has_no_articles(tmp_path: Path) -> None:
    assert registry.articles(folder_of(tmp_path, {})) == {}


@pytest.mark.parametrize("text", ["", "ARTICLE = 1\n", "article = None\n", "CONTROL = None\n"])
def test_a_file_without_its_constant_is_refused(tmp_path: Path, text: str) -> None:
    error = refusal(tmp_path, config=text)
    assert (error.where, error.problem) == ("articles/config.py", "it does not declare ARTICLE")
    assert error.remedy == "End it with ARTICLE = Article(...)"


@pytest.mark.parametrize(
    ("identifier", "remedy"),
    [
        ("VPC_FLOW_LOG_ENABLED", "Did you mean VPC_FLOW_LOGS_ENABLED?"),
        ("1", "`baseline list --controls` names them"),
    ],
)
def test_a_control_that_is_not_there_is_refused_by_name(tmp_path: Path, identifier: str, remedy: str) -> None:
    error = refusal(tmp_path, network=article(f'detected_by=("{identifier}",)'))
    assert error.where == f"articles/network.py: detected_by: {identifier}"
    assert (error.problem, error.remedy) == ("there is no such control", remedy)


def test_two_files_with_one_name_are_refused_with_both(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"flow-logs.py": article(), "flow_logs.py": article()})
    with pytest.raises(BadInput) as caught:
        registry.articles(folder)
    assert str(caught.value) == (
        "articles/flow_logs.py: flow-logs is already what articles/flow-logs.py declares. Rename one of them."
    )


def test_two_files_that_differ_in_case_are_refused_with_both(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"Config.py": article(), "config.py": article()})
    if len(list(folder.iterdir())) == 2:
        with pytest.raises(BadInput, match=r"articles/config\.py: config is already what articles/Config\.py declares"):
            registry.articles(folder)
    else:
        with pytest.raises(BadInput, match="is not snake_case"):
            registry.articles(folder)


@pytest.mark.parametrize("stem", ["flow-logs", "FlowLogs", "flow logs", "2fa", "_flow", "flow.logs", "fl\u00f6w"])
def test_a_file_that_is_not_snake_case_is_refused(tmp_path: Path, stem: str) -> None:
    error = refusal(tmp_path, **{stem: article()})
    assert (error.where, error.problem) == (f"articles/{stem}.py", "the file's name is not snake_case")


@pytest.mark.parametrize("facts", ['requires=("confg",)', 'composes=(Part(article="confg"),)'])
def test_an_unknown_article_is_refused_with_the_one_that_may_be_meant(tmp_path: Path, facts: str) -> None:
    error = refusal(tmp_path, config=article(), flow_logs=article(facts))
    assert str(error) == "articles/flow_logs.py: confg: there is no such article. Did you mean config?"


def test_an_article_that_resembles_none_is_answered_with_all(tmp_path: Path) -> None:
    error = refusal(tmp_path, config=article(), flow_logs=article('requires=("xyzzy",)'))
    assert error.remedy == "There are: config, flow-logs"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ('requires=("two",)', 'requires=("one",)'),
        ('requires=("two",)', 'composes=(Part(article="one"),)'),
        ('requires=("one",)', ""),
    ],
)
def test_articles_that_require_each_other_are_refused(tmp_path: Path, one: str, two: str) -> None:
    error = refusal(tmp_path, one=article(one), two=article(two))
    assert error.problem == "the articles require each other"
    assert "one ->" in error.where or "-> one" in error.where


def test_every_article_comes_after_what_it_needs(tmp_path: Path) -> None:
    files = {
        "a.py": article('requires=("c",)'),
        "b.py": article('composes=(Part(article="a"),)'),
        "c.py": article('requires=("d",)'),
        "d.py": article(),
        "e.py": article(),
    }
    order = registry.in_order(registry.articles(folder_of(tmp_path, files)))
    assert sorted(order) == ["a", "b", "c", "d", "e"]
    assert [name for name in order if name != "e"] == ["d", "c", "a", "b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def broken(:\n", "SyntaxError"),
        ("import no_such_module\n", "no_such_module"),
        ("from generator.model import Artikel\n", "Artikel"),
        ("ARTICLE = Articel()\n", "name 'Articel' is not defined"),
        ("from generator.model import Article\nARTICLE = Article()\n", "missing"),
        ("{}['key']\n", "KeyError"),
        ("from generator.knowledge.config_rules import managed_rule\nmanaged_rule('S3_BUCKET')\n", "unknown Config"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_by_name(tmp_path: Path, text: str, words: str) -> None:
    error = refusal(tmp_path, config=text)
    assert error.where == "articles/config.py"
    assert error.problem.startswith("it cannot be imported: ")
    assert words in error.problem


def test_bad_input_inside_a_file_is_told_with_the_file(tmp_path: Path) -> None:
    text = 'from generator.model import Text\nText("Größe", "大きさ")\n'
    error = refusal(tmp_path, config=text)
    assert error.where == "articles/config.py: Text"
    assert "is not ASCII" in error.problem


def test_a_name_is_answered_with_itself_or_with_what_may_be_meant() -> None:
    assert registry.article_name("config", ARTICLES) == "config"
    with pytest.raises(BadInput, match=r"confg: there is no such article\. Did you mean config\?$"):
        registry.article_name("confg", ARTICLES)


def test_a_control_is_found_under_its_identifier(tmp_path: Path) -> None:
    files = {"s3_bucket_versioning_enabled.py": CONTROL.format(identifier="S3_BUCKET_VERSIONING_ENABLED")}
    assert list(registry.controls(folder_of(tmp_path, files, "controls"))) == ["S3_BUCKET_VERSIONING_ENABLED"]


def test_a_control_in_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    files = {"s3_versioning.py": CONTROL.format(identifier="S3_BUCKET_VERSIONING_ENABLED")}
    with pytest.raises(BadInput) as caught:
        registry.controls(folder_of(tmp_path, files, "controls"))
    assert caught.value.where == "controls/s3_versioning.py: S3_BUCKET_VERSIONING_ENABLED"
    assert caught.value.remedy == "Call it s3_bucket_versioning_enabled.py"


def test_a_control_file_without_a_control_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"controls/s3\.py: it does not declare CONTROL"):
        registry.controls(folder_of(tmp_path, {"s3.py": article()}, "controls"))


def stem(name: str) -> str:
    return name.replace("-", "_").lower()


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_has_a_test_file_of_its_name(name: str) -> None:
    assert (PROJECT / "tests" / "articles" / f"test_{stem(name)}.py").is_file()


@pytest.mark.parametrize("identifier", [name for name, control in CONTROLS.items() if control.runbook])
def test_every_control_that_repairs_has_a_test_file_of_its_name(identifier: str) -> None:
    assert (PROJECT / "tests" / "controls" / f"test_{stem(identifier)}.py").is_file()


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_file_says_which_template_it_emits(name: str) -> None:
    text = (registry.ARTICLES / f"{stem(name)}.py").read_text("utf-8")
    assert text.startswith(f'"""Emits templates/{name}.yaml: ')
    assert re.search(r"^https://docs\.aws\.amazon\.com/\S+$", text.split('"""')[1], re.MULTILINE)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_renders(name: str) -> None:
    template = render(name, ARTICLES)
    assert template.resources
    assert template.regions


def test_a_logical_id_that_two_articles_have_is_the_same_resource_of_the_same_control() -> None:
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for name, each in ARTICLES.items():
        if not each.composes:
            for logical_id, body in render(name, ARTICLES).resources.items():
                # Documents of one stack are made one group after the other: only that may differ.
                owners[logical_id][name] = json.dumps(
                    {**body, "Properties": {**body.get("Properties", {}), "DocumentType": ""}}
                )
    assert owners
    assert {logical_id: list(bodies) for logical_id, bodies in owners.items() if len(set(bodies.values())) > 1} == {}


def test_every_config_rule_name_belongs_to_one_control() -> None:
    identifiers: dict[str, set[str]] = defaultdict(set)
    for name in ARTICLES:
        for logical_id, body in render(name, ARTICLES).resources.items():
            if body["Type"] == "AWS::Config::ConfigRule":
                rule = str(body["Properties"]["ConfigRuleName"])
                identifiers[rule].add(body["Properties"]["Source"].get("SourceIdentifier", logical_id))
    assert identifiers
    assert {rule: names for rule, names in identifiers.items() if len(names) > 1} == {}


def texts(value: Any) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    found = [getattr(value, name) for name in getattr(value, "__dataclass_fields__", ())]
    return [text for each in found for text in texts(each)]


WORDS = [
    pytest.param(text, id=f"{name}-{number}")
    for name, each in {**ARTICLES, **CONTROLS}.items()
    for number, text in enumerate(texts(each))
]


@pytest.mark.parametrize("text", WORDS)
def test_japanese_words_are_japanese_unless_they_are_a_name_of_aws(text: Text) -> None:
    if text.ja == text.en:
        assert re.fullmatch(r"(AWS|Amazon|IAM) [A-Z]\S*( [A-Z]\S*)*", text.en)
    else:
        assert JAPANESE.search(text.ja)


def test_every_article_and_control_has_its_words() -> None:
    assert len(WORDS) >= 3 * len(ARTICLES) + 2 * len(CONTROLS)


@pytest.mark.parametrize("name", [name for name, control in CONTROLS.items() if control.managed])
def test_every_managed_rule_has_the_parameters_that_its_control_gives(name: str) -> None:
    control = CONTROLS[name]
    rule = managed_rule(control.identifier)
    assert set(control.inputs) <= {each.name for each in rule.parameters}
    assert {each.name for each in rule.parameters if not each.optional and each.default is None} <= set(control.inputs)


def test_every_control_that_has_a_rule_is_in_an_article() -> None:
    yielded = {
        logical_id
        for name in ARTICLES
        for logical_id, body in render(name, ARTICLES).resources.items()
        if body["Type"] == "AWS::Config::ConfigRule"
    }
    assert {rule_id(control) for control in CONTROLS.values() if not control.scheduled} <= yielded
