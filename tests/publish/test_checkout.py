import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.errors import BadInput
from generator.publish.checkout import checkout


def git(root: Path, *arguments: str) -> str:
    who = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    )
    return subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("templates/a.yaml", "templates/stack-sets/a.yaml", "parameters/a.json", "generator/a.py", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "All")
    return tmp_path


def test_a_commit_has_its_published_files_and_its_tags(root: Path) -> None:
    git(root, "tag", "v1.2.3")
    found = checkout(root)
    assert found.commit == git(root, "rev-parse", "HEAD").strip()
    assert found.tags == ("v1.2.3",)
    names = ("parameters/a.json", "templates/a.yaml", "templates/stack-sets/a.yaml")
    assert found.files == {name: name.encode() for name in names}


def changes(root: Path) -> Iterator[tuple[str, str]]:
    """What is changed, and the file that is named."""
    (root / "templates/a.yaml").write_text("changed")
    yield "an edit", "templates/a.yaml"
    git(root, "add", ".")
    yield "a staged edit", "templates/a.yaml"
    git(root, "reset", "--hard", "--quiet")
    (root / "templates/b.yaml").write_text("new")
    yield "a new file", "templates/b.yaml"
    (root / "templates/b.yaml").unlink()
    (root / "parameters/a.json").unlink()
    yield "a file that is gone", "parameters/a.json"
    git(root, "reset", "--hard", "--quiet")
    (root / "generator/a.py").write_text("changed")
    yield "an edit of what makes the pages", "generator/a.py"


def test_whatever_differs_from_the_commit_is_refused_by_name(root: Path) -> None:
    for what, name in changes(root):
        with pytest.raises(BadInput, match=r"not as in commit [0-9a-f]{12}\. Commit it") as told:
            checkout(root)
        assert str(told.value).startswith(f"{name}: "), what


def test_several_changes_are_one_line(root: Path) -> None:
    for name in ("b", "c", "d"):
        (root / f"templates/{name}.yaml").write_text("new")
    with pytest.raises(BadInput, match=r"^templates/b.yaml and 2 more: not as in commit"):
        checkout(root)


def test_other_files_may_differ(root: Path) -> None:
    (root / "notes.txt").write_text("changed")
    assert checkout(root).files


def test_what_is_no_checkout_is_refused(tmp_path: Path, root: Path) -> None:
    with pytest.raises(BadInput, match="it is inside of the checkout"):
        checkout(root / "templates")
    (root / "templates").rename(root / "elsewhere")
    bare = tmp_path.parent / f"{tmp_path.name}-bare"
    bare.mkdir()
    with pytest.raises(BadInput, match="git rev-parse: fatal: not a git repository"):
        checkout(bare)
    git(bare, "init", "--quiet")
    with pytest.raises(BadInput, match=r"git rev-parse: fatal: .* Publish from a git checkout with a commit"):
        checkout(bare)


def test_without_git_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match="git: it cannot be run"):
        checkout(root)
