import json
from pathlib import Path

import pytest

from generator.lint.inputs import Kind, inputs, kind_of

TEMPLATE = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEMPLATE, Kind.TEMPLATE),
        ("\ufeff" + TEMPLATE, Kind.TEMPLATE),
        ("AWSTemplateFormatVersion: '2010-09-09'\nParameters: [\n", Kind.TEMPLATE),
        (json.dumps({"Resources": {}}), Kind.TEMPLATE),
        ('{"Resources": {,}', Kind.TEMPLATE),
        ('{"Parameters": {,}', Kind.PARAMETERS),
        ('{"Other": {,}', Kind.NEITHER),
        (json.dumps({"Parameters": {"A": "1"}}), Kind.PARAMETERS),
        (json.dumps([{"ParameterKey": "A", "ParameterValue": "1"}]), Kind.PARAMETERS),
        (json.dumps({"Parameters": {"A": {"Type": "String"}}, "Resources": {}}), Kind.TEMPLATE),
        (json.dumps([1]), Kind.NEITHER),
        ("[]", Kind.NEITHER),
        ("# Resources: of this page\n", Kind.NEITHER),
        ("jobs:\n  Resources: 1\n", Kind.NEITHER),
        ("", Kind.NEITHER),
    ],
)
def test_a_file_is_known_by_its_sections(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


def test_a_folder_gives_its_templates_and_leaves_the_rest_out(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/one.yaml").write_text(TEMPLATE)
    (tmp_path / "workflow.yml").write_text("jobs: 1\n")
    (tmp_path / "one.json").write_text('{"Parameters": {}}')
    found = inputs([str(tmp_path), str(tmp_path / "deep" / "*.yaml"), str(tmp_path / "deep/one.yaml")])
    assert (found.templates, found.parameters) == ([tmp_path / "deep/one.yaml"], [tmp_path / "one.json"])
    assert found.complaints == []


def test_each_thing_that_cannot_be_linted_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    good, latin, page = tmp_path / "good.yaml", tmp_path / "latin.yaml", tmp_path / "page.md"
    good.write_text(TEMPLATE)
    latin.write_bytes("Resources: ä".encode("latin-1"))
    page.write_text("# Page\n")
    (tmp_path / "empty").mkdir()
    names = [
        str(page),
        str(tmp_path / "nothing.yaml"),
        str(latin),
        str(tmp_path / "empty"),
        str(tmp_path / "x*"),
        str(good),
    ]
    found = inputs(names)
    assert found.templates == [good]
    words = [complaint.removeprefix(str(tmp_path)) for complaint in found.complaints]
    assert [each.split(". ")[0] for each in words] == [
        "/page.md: this is no template, it has no Resources",
        "/nothing.yaml: there is no such file",
        "/latin.yaml: the file is not UTF-8",
        "/empty: there is no template",
        "/x*: there is no template",
    ]


def test_standard_input_is_a_template() -> None:
    assert inputs(["-"]).templates == [Path("-")]
