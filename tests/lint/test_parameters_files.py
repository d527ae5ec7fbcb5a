import json
from pathlib import Path
from typing import Any

import pytest

from generator.lint.parameters_files import findings_of

TEMPLATE = """Parameters:
  Days:
    Type: Number
    MinValue: 1
    Default: 7
  Mode:
    Type: String
    AllowedValues: [A, B]
  Zones:
    Type: CommaDelimitedList
    Default: x
Resources:
  Topic:
    Type: AWS::SNS::Topic
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "parameters").mkdir()
    (tmp_path / "templates/app.yaml").write_text(TEMPLATE)
    return tmp_path


def found(path: Path, content: Any) -> list[tuple[str, int]]:
    path.write_text(json.dumps(content, indent=1))
    return [(finding.rule, finding.line) for finding in findings_of(path)]


def test_good_values_have_no_findings_in_either_format(folder: Path) -> None:
    path = folder / "parameters/app.json"
    assert found(path, {"Parameters": {"Mode": "A", "Days": "3"}, "Tags": {}}) == []
    listed = [{"ParameterKey": "Mode", "ParameterValue": "B"}, {"ParameterKey": "Zones", "ParameterValue": "a,b"}]
    assert found(path, listed) == []


def test_an_unknown_key_a_missing_one_and_a_refused_value_are_found_at_their_lines(folder: Path) -> None:
    path = folder / "parameters/app.json"
    assert found(path, {"Parameters": {"Dayz": "3", "Days": "0"}}) == [("E9901", 3), ("E9903", 4), ("E9902", 1)]
    listed = [{"ParameterKey": "Mode", "ParameterValue": "C"}]
    assert [rule for rule, _ in found(path, listed)] == ["E9903"]


@pytest.mark.parametrize("name", ["app.parameters.json", "app-parameters.json", "app.json"])
def test_the_template_may_stand_beside_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "app.yaml").write_text(TEMPLATE)
    assert found(tmp_path / name, {"Parameters": {"Mode": "Z"}}) == [("E9903", 3)]


def test_a_file_without_template_and_one_that_is_no_json_are_told(folder: Path) -> None:
    assert found(folder / "parameters/other.json", {"Parameters": {}}) == [("E9900", 1)]
    path = folder / "parameters/app.json"
    path.write_text('{"Parameters": {"Mode": "A",}}')
    assert [finding.rule for finding in findings_of(path)] == ["E9900"]
