import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import registry
from generator.build.outputs import ROOT
from generator.model import BadInput
from generator.rehearsal.committed import committed_parameters, declared_parameters, read_parameters, template_text
from tests.rehearsal.planted import copy

DECLARED = {"Name": {"Type": "String"}, "Days": {"Type": "Number", "Default": 7}}


def written(folder: Path, data: Any) -> Path:
    path = folder / "given.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


@pytest.mark.parametrize("name", list(registry.articles()))
def test_what_is_committed_is_what_is_rehearsed(name: str) -> None:
    assert template_text(name) == (ROOT / "templates" / f"{name}.yaml").read_text("utf-8")
    assert committed_parameters(name).keys() == declared_parameters(name).keys()


def test_another_root_is_another_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "config.yaml").write_text("Resources: {}\n")
    assert template_text("config", tmp_path) == "Resources: {}\n"
    assert declared_parameters("config", tmp_path) == {}
    copied = copy(tmp_path / "copy", monkeypatch)
    copied.plant("config", "Type: AWS::Config::DeliveryChannel", "Type: AWS::Config::Channel")
    assert "AWS::Config::Channel" in template_text("config")


@pytest.mark.parametrize(
    "data",
    [
        {"Parameters": {"Name": "a", "Days": 30}},
        {"Name": "a", "Days": 30},
        [{"ParameterKey": "Name", "ParameterValue": "a"}, {"ParameterKey": "Days", "ParameterValue": "30"}],
    ],
)
def test_every_form_of_a_parameters_file_is_read(tmp_path: Path, data: Any) -> None:
    assert read_parameters(written(tmp_path, data), DECLARED) == {"Name": "a", "Days": "30"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"Name": "a", "Nmae": "b"}, "Nmae: the template has no such parameter. Did you mean Name?"),
        ({"Name": "a", "Zzz": "b"}, "Zzz: the template has no such parameter. The template has Name, Days."),
        ({"Days": "1"}, "Name: the template demands a value. Add it to the file."),
        ({"Name": None}, "Name: null is neither a text nor a number. Put it in quotes."),
        ({"Name": ["a"]}, r'Name: \["a"\] is neither a text nor a number'),
        ([{"ParameterKey": "Name", "ParameterValue": "a"}] * 2, "Name: the parameter is given twice"),
        ([{"Name": "a"}], "no map of parameters to values"),
        ("Name", "no map of parameters to values"),
    ],
)
def test_a_file_that_does_not_fit_names_the_parameter(tmp_path: Path, data: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_parameters(written(tmp_path, data), DECLARED)


@pytest.mark.parametrize("text", [b"{", b"\xff\xfe", b""])
def test_a_file_that_is_not_json_is_named(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(text)
    with pytest.raises(BadInput, match=r"given\.json: it cannot be read as JSON"):
        read_parameters(path, DECLARED)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["Name", "Days", "ParameterKey", "Parameters"]), inner)
    ),
)


@given(JSON)
def test_any_json_is_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    path = written(tmp_path_factory.getbasetemp(), data)
    try:
        values = read_parameters(path, DECLARED)
    except BadInput as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert values.keys() <= DECLARED.keys()
        assert "Name" in values
        assert all(isinstance(value, str) for value in values.values())


@pytest.mark.parametrize("text", ["", "a: [", "- a", "Parameters: {}", "Resources: []", "Resources:\n"])
def test_a_file_that_is_no_template_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "one.yaml").write_text(text)
    with pytest.raises(BadInput, match=r"templates/one\.yaml: it is no CloudFormation template") as refused:
        template_text("one", tmp_path)
    assert len(str(refused.value).splitlines()) == 1
    with pytest.raises(BadInput, match=r"templates/two\.yaml: the template is not there"):
        template_text("two", tmp_path)
