import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import generator.build.outputs as room
from generator import registry
from generator.build.outputs import ROOT, differences, outputs, strays, templates, written
from generator.cli import main
from generator.lint.finding import Finding
from generator.model import BadInput


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("README.md", "README.ja.md"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    return tmp_path


def test_a_build_writes_what_check_compares(checkout: Path) -> None:
    files = outputs(checkout, templates(), whole=True)
    assert {difference.reason for difference in differences(checkout, files)} == {"missing"}
    assert set(written(files)) == {path for path in files if path.parent != checkout}
    assert differences(checkout, files) == []
    assert written(files) == []


def test_check_names_what_is_out_of_date_and_what_is_of_no_article(checkout: Path) -> None:
    files = outputs(checkout, templates(["config"]), whole=False)
    written(files)
    (checkout / "templates/config.yaml").write_text("changed\n")
    (checkout / "templates/gone.yaml").write_text("old\n")
    found = {difference.path.name: difference.reason for difference in differences(checkout, files)}
    assert found == {"config.yaml": "out of date", "gone.yaml": "of no article"}
    assert [path.name for path in strays(checkout, files)] == ["gone.yaml"]


def test_the_committed_files_are_up_to_date() -> None:
    assert differences(ROOT, outputs(ROOT, templates(), whole=True)) == []


def test_an_article_that_cannot_be_rendered_leaves_every_file_as_it_was(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    monkeypatch.setattr(room, "ROOT", checkout)
    written(outputs(checkout, templates(), whole=True))
    before = {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()}
    found = dict(registry.articles())
    broken = found["private-bucket"]
    monkeypatch.setattr(
        registry, "articles", lambda: {**found, "zz-last": type(broken)(**{**vars(broken), "elements": tuple})}
    )
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 2
    assert "zz_last.py" in done.stderr
    assert {path: path.read_bytes() for path in checkout.rglob("*") if path.is_file()} == before


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old\n")

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        room.replace(path, "new\n")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]
    assert path.read_text() == "old\n"


def test_a_killed_run_never_leaves_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    code = (
        "import sys\nfrom pathlib import Path\nfrom generator.build.outputs import replace\n"
        "print('started', flush=True)\n"
        "while True:\n  for letter in 'ab': replace(Path(sys.argv[1]), letter * 300_000)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    deadline = time.monotonic() + 10
    while not path.exists() and time.monotonic() < deadline:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert path.read_text() in ("a" * 300_000, "b" * 300_000)


def test_a_stray_is_removed_only_by_a_build_of_everything(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from generator.build import linted

    monkeypatch.setattr(room, "ROOT", checkout)
    monkeypatch.setattr(linted, "findings", lambda *_: [])
    (checkout / "templates").mkdir()
    stray = checkout / "templates/gone.yaml"
    stray.write_text("old\n")
    assert CliRunner().invoke(main, ["build", "config"]).exit_code == 0
    assert stray.exists()
    done = CliRunner().invoke(main, ["build"])
    assert "removed templates/gone.yaml" in done.stdout
    assert not stray.exists()


def test_a_finding_is_counted_and_ends_the_build_in_status_1(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from generator.build import linted

    monkeypatch.setattr(room, "ROOT", checkout)
    finding = Finding(str(checkout / "templates/config.yaml"), 7, 1, 7, 2, "W1", "words")
    monkeypatch.setattr(linted, "findings", lambda *_: [finding])
    done = CliRunner().invoke(main, ["build", "config"])
    assert done.exit_code == 1
    assert "1 findings" in done.stdout.splitlines()[0]
    assert "config.yaml:7: W1 words" in done.stderr


def test_a_readme_without_markers_is_refused(checkout: Path) -> None:
    (checkout / "README.ja.md").write_text("# nothing\n")
    with pytest.raises(BadInput, match=r"README\.ja\.md: templates"):
        outputs(checkout, templates(), whole=True)
