import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint import cache, linter
from generator.lint.cache import folder, keep, kept, key
from generator.lint.finding import Finding, of_facts
from generator.lint.linter import Job, lint

BAD = "Resources:\n  Topic:\n    Type: AWS::SNS::Topik\n"
FINDING = Finding("a.yaml", 3, 5, 3, 9, "E3006", "words", "title", "more", "https://x", ("Resources", "A", 0), None)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_what_is_kept_comes_back_and_another_key_has_nothing() -> None:
    keep("one", [FINDING])
    assert kept("one") == [FINDING]
    assert kept("two") is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"findings": 3}', '{"findings": [{}]}', '{"findings": [{"rule": 1}]}', "\x00"]
)
def test_a_corrupt_or_foreign_file_is_as_good_as_none(text: str) -> None:
    keep("one", [FINDING])
    (folder() / "one.json").write_text(text)
    assert kept("one") is None


def test_a_wrong_type_inside_is_foreign() -> None:
    with pytest.raises(TypeError):
        of_facts(FINDING.facts() | {"line": "3"})


def test_a_folder_that_cannot_be_made_is_done_without(own_folder: Path) -> None:
    (own_folder / "cache").write_text("a file")
    keep("one", [FINDING])
    assert kept("one") is None


def test_the_key_follows_content_and_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {key([b"a"], []), key([b"b"], []), key([b"a"], ["--regions"]), key([b"a", b""], [])}
    assert len(keys) == 4
    monkeypatch.setattr(cache, "rules_digest", lambda: "other rules")
    assert key([b"a"], []) not in keys


def test_an_unchanged_template_is_not_linted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BAD)
    first = lint([Job(path)])
    monkeypatch.setattr(linter, "_findings", lambda job: pytest.fail(f"linted {job.path} again"))
    assert lint([Job(path)]) == first
    assert [finding.rule for finding in first] == ["E3006"]


def test_findings_carry_the_name_under_which_the_file_is_linted_now(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(BAD)
        assert {finding.filename for finding in lint([Job(tmp_path / name)])} == {str(tmp_path / name)}


def test_runs_at_the_same_time_do_not_break_the_cache() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: keep("same", [FINDING] * (number % 5 + 1)), range(200)))
    found = kept("same")
    assert found and set(found) == {FINDING}
    assert list(folder().glob("*.part")) == []


@given(st.text(), st.integers(1, 10**6), st.lists(st.one_of(st.text(), st.integers()), max_size=4))
def test_a_finding_survives_its_facts(message: str, line: int, location: list[str | int]) -> None:
    finding = Finding("a", line, 1, line, 2, "E1", message, location=tuple(location))
    assert of_facts(json.loads(json.dumps(finding.facts()))) == finding
