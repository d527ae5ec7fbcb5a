import hashlib
import subprocess
from pathlib import Path

import pytest

from generator.build.outputs import ROOT, templates
from generator.catalogue.edition import Edition
from generator.catalogue.site import site
from generator.catalogue.versions import changes, sums, versions

OLD, NEW = "A: 1\nB: <b>\nC: 3\n", "A: 1\nB: 2\nC: 3\n"


def git(folder: Path, *arguments: str) -> None:
    identity = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    ]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    git(tmp_path, "init", "--quiet")
    for tag, text in (("v0.9.0", OLD), ("v0.10.0", OLD), ("v1.0.0", NEW)):
        (tmp_path / "templates/config.yaml").write_text(text)
        (tmp_path / "templates" / f"{tag}.yaml").write_text(f"{tag}\n")
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", tag)
        git(tmp_path, "tag", tag)
    return tmp_path


def test_versions_come_newest_first_without_the_one_of_this_commit(checkout: Path) -> None:
    found = versions(checkout)
    assert [version.name for version in found] == ["v0.10.0", "v0.9.0"]
    assert found[0].templates == {"config": OLD, "v0.9.0": "v0.9.0\n", "v0.10.0": "v0.10.0\n"}
    git(checkout, "tag", "--delete", "v1.0.0")
    assert versions(checkout) == found


def test_sums_and_changes_are_those_of_the_texts(checkout: Path) -> None:
    found = versions(checkout)
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    assert [(name, each) for name, _, each in sums("config", found)] == [("v0.10.0", digest), ("v0.9.0", digest)]
    # The same text in two versions is no change.
    (change,) = changes("config", NEW, "1.0.0", found)
    assert (change.before, change.after) == ("v0.10.0", "1.0.0")
    assert ("cut", "-B: <b>") in change.lines
    assert ("add", "+B: 2") in change.lines
    assert list(changes("new-article", NEW, "1.0.0", found)) == []


def test_a_page_of_changes_shows_them_escaped(checkout: Path) -> None:
    made = site(templates(), Edition("1.0.0", "2026-12-01", "abc"), checkout)
    assert "-B: &lt;b&gt;" in made["ja/articles/config.changes.html"]
    assert "config.changes.html" in made["en/articles/config.html"]
    assert "v0.9.0" in made["en/articles/config.html"]
    assert "en/articles/macie.changes.html" not in made


def test_outside_of_a_checkout_there_are_no_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert versions(tmp_path) == ()
    assert all(version.templates for version in versions(ROOT))
