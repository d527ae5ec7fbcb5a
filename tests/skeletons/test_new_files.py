import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.outputs import ROOT
from generator.lint.linter import findings
from generator.model import BadInput
from generator.registry import articles, controls
from generator.render import render
from generator.skeletons import new_article, new_control

RUFF = Path(sys.executable).parent / "ruff"


def is_clean(path: Path, root: Path) -> bool:
    for arguments in (["format", "--check"], ["check"]):
        command = [str(RUFF), *arguments, "--no-cache", "--stdin-filename", str(ROOT / path.relative_to(root)), "-"]
        if subprocess.run(command, input=path.read_bytes(), capture_output=True, check=False, cwd=ROOT).returncode:
            return False
    return True


def test_a_new_article_renders_and_lints(tmp_path: Path) -> None:
    source, test = new_article(tmp_path, "my-article")
    assert (source.name, test.name) == ("my_article.py", "test_my_article.py")
    template = render("my-article", articles(source.parent))
    assert list(template.resources) == ["CloudWatchLogsGroupForMyArticle"]
    path = tmp_path / "my-article.yaml"
    path.write_text(template.text)
    assert findings({path: ("us-east-1",)}) == []
    assert is_clean(source, tmp_path)
    assert is_clean(test, tmp_path)


@pytest.mark.parametrize("identifier", ["ACCESS_KEYS_ROTATED", "ec2-imdsv2-check", "REQUIRED_TAGS"])
def test_a_new_control_declares_the_rule_and_its_required_inputs(tmp_path: Path, identifier: str) -> None:
    source, test = new_control(tmp_path, identifier)
    found = controls(source.parent)
    assert list(found) == [identifier.upper().replace("-", "_")]
    assert is_clean(source, tmp_path)
    assert is_clean(test, tmp_path)
    compile(test.read_text(), test, "exec")


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    source, _ = new_article(tmp_path, "my-article")
    source.write_text("mine\n")
    with pytest.raises(BadInput, match=r"my_article\.py: the file is there already"):
        new_article(tmp_path, "my-article")
    assert source.read_text() == "mine\n"


@pytest.mark.parametrize("name", ["My-Article", "my_article", "../escape", "", "my--article"])
def test_a_name_that_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="lower case words"):
        new_article(tmp_path, name)
    assert list(tmp_path.iterdir()) == []
