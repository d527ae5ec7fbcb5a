import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from generator.knowledge import refresh
from generator.knowledge.region_sentence import SourceChanged

# Facts of documentation pages: nothing on disk has them.
KEPT_BY_HAND = ("documented.json", "security_hub_fsbp.json", "security_hub_severities.json")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return refresh.data_files()


@pytest.mark.parametrize("name", ["partitions.json", "config_managed_rules.json", "resource_types.json"])
def test_the_committed_data_is_what_the_sources_give(made: dict[str, str], name: str) -> None:
    same = (refresh.ROOM / name).read_bytes() == made[name].encode()
    assert same, f"{name} is not what its sources give: run make refresh-knowledge and review the difference"


def test_every_data_file_of_the_room_is_remade_or_kept_by_hand(made: dict[str, str]) -> None:
    assert {path.name for path in refresh.ROOM.glob("*.json")} == {*made, *KEPT_BY_HAND}


def test_a_rule_and_a_type_each_have_a_line(made: dict[str, str]) -> None:
    rules = made["config_managed_rules.json"].splitlines()
    assert sum(line.startswith('"ACCESS_KEYS_ROTATED":{"parameters":') for line in rules) == 1
    assert '"AWS::S3::Bucket",' in made["resource_types.json"].splitlines()


def documented(change: Any) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((refresh.ROOM / "documented.json").read_text("utf-8"))
    change(facts)
    return facts


def test_a_region_without_a_documented_opt_in_flag_is_refused() -> None:
    facts = documented(lambda found: found["opt_in"]["enabled_by_default"].remove("us-east-1"))
    with pytest.raises(SourceChanged, match="us-east-1"):
        refresh._partitions(facts)


def test_a_documented_region_without_endpoints_is_refused() -> None:
    facts = documented(lambda found: found["opt_in"]["opt_in"].append("me-west-1"))
    with pytest.raises(SourceChanged, match="me-west-1"):
        refresh._partitions(facts)


def test_a_console_host_of_no_partition_is_refused() -> None:
    facts = documented(lambda found: found["console_hosts"].update({"aws-moon": {"host": "moon", "source": ""}}))
    with pytest.raises(SourceChanged, match="aws-moon"):
        refresh._partitions(facts)


def test_a_name_for_no_rule_is_refused() -> None:
    facts = documented(lambda found: found["config_rule_names"]["names"].update({"NO_SUCH_RULE": "no"}))
    with pytest.raises(SourceChanged, match="NO_SUCH_RULE"):
        refresh._managed_rules(facts, {})


def test_a_trigger_that_is_not_known_is_refused() -> None:
    with pytest.raises(SourceChanged, match="Weekly"):
        refresh._trigger("Weekly")


def test_a_region_without_types_of_its_own_is_refused() -> None:
    described = [*json.loads(refresh.data_files()["resource_types.json"])["regions"], "me-south-1"]
    with pytest.raises(SourceChanged, match=r"\['eusc-de-east-1'\] only repeat us-east-1"):
        refresh._resource_types(sorted([*described, "eusc-de-east-1"]))
    with pytest.raises(SourceChanged):
        refresh._resource_types(sorted([*described, "xx-north-1"]))


def test_a_file_is_replaced_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    refresh.write(tmp_path, {"a.json": "new\n"})
    assert (tmp_path / "a.json").read_bytes() == b"new\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    with pytest.raises(UnicodeEncodeError):
        refresh.write(tmp_path, {"a.json": "new \ud800"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.json": "old"}


def test_the_command_remakes_what_differs_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made: dict[str, str]
) -> None:
    (tmp_path / "partitions.json").write_text(made["partitions.json"])
    monkeypatch.setattr(refresh, "data_files", lambda: made)
    monkeypatch.setattr(refresh, "ROOM", tmp_path)
    assert refresh.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "partitions.json: unchanged",
        "config_managed_rules.json: remade",
        "resource_types.json: remade",
    ]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == made


def test_the_command_names_a_source_that_is_missing_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_moto(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(refresh, "distribution", without_moto)
    assert refresh.main() == 2
    errors = capsys.readouterr().err
    assert "botocore" in errors
    assert errors.count("\n") == 1
