import json
from pathlib import Path

import pytest

from generator.build.outputs import ROOT
from generator.model import BadInput
from generator.preflight import files
from generator.preflight.files import place_of, values_before, write
from generator.preflight.launch import template

COMMITTED = ROOT / "parameters" / "config.json"
DECLARED = template(ROOT, "config")["Parameters"]


def given(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_what_somebody_wrote_comes_before_what_is_committed(tmp_path: Path) -> None:
    text = json.dumps({"Parameters": {"NamePrefix": "acme", "Gone": "x", "ConfigRetentionInDays": 400}})
    values = values_before(given(tmp_path / "config.json", text), COMMITTED, DECLARED)
    assert (values["NamePrefix"], values["ConfigRetentionInDays"]) == ("acme", "400")
    assert list(values) == list(DECLARED)
    assert values_before(tmp_path / "none.json", COMMITTED, DECLARED)["NamePrefix"] == "baseline"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "it is no parameters file"),
        ("[]", "it is no parameters file"),
        ('{"Parameters": []}', "not texts by name"),
        ('{"Parameters": {"NamePrefix": ["a"]}}', "not texts by name"),
        ('{"Parameters": {"NamePrefix": "NOT LOWER"}}', r"config\.json: NamePrefix: "),
        ('{"Parameters": {"ConfigurationRecorder": "MAYBE"}}', r"config\.json: ConfigurationRecorder: "),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        values_before(given(tmp_path / "config.json", text), COMMITTED, DECLARED)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place_of(tmp_path, "111122223333", "eu-west-1", "us-east-1", "config")
    assert path == tmp_path / "111122223333" / "eu-west-1" / "config.json"
    write({path: {"NamePrefix": "before"}})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.build.outputs.os.fsync", full)
    with pytest.raises(BadInput, match=r"it cannot be written: No space left on device\. Name another --out"):
        write({path: {"NamePrefix": "after"}})
    assert json.loads(path.read_text("utf-8")) == {"Parameters": {"NamePrefix": "before"}}
    assert [each.name for each in path.parent.iterdir()] == ["config.json"]
    assert files.place_of(tmp_path, "1", "us-east-1", "us-east-1", "config") == tmp_path / "1" / "config.json"
