from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import outputs
from generator.cli import main

BASE = "https://my-templates.s3.us-east-1.amazonaws.com/prefix"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["catalogue", *arguments], env={"BASELINE_TEMPLATE_BASE_URL": None})


def test_the_site_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    done = run("--out", str(out), "--template-base-url", BASE)
    assert done.exit_code == 0
    assert (out / "ja/articles/config.html").exists()
    stray, page = out / "en/articles/gone.html", out / "en/index.html"
    stray.write_text("gone")
    before = page.stat().st_mtime_ns
    assert run("--out", str(out), "--template-base-url", BASE).exit_code == 0
    assert not stray.exists()
    # What has not changed is left alone.
    assert page.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--template-base-url", "http://x.example/"), "is not an https URL"),
        (("--template-base-url", "https://x.example/"), "not an S3 host"),
        (("--site-url", "nowhere"), "--site-url"),
    ],
)
def test_urls_that_no_link_could_use_are_refused_in_one_line_before_anything_is_rendered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.setattr(outputs, "templates", lambda: pytest.fail("articles are rendered"))
    done = run("--out", str(tmp_path / "site"), *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "site").exists()


def test_a_folder_of_other_files_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = run("--out", str(tmp_path))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "not of a site" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
