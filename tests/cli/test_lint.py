import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main

ROOT = Path(__file__).parents[2]
GOOD = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
MISSPELT = GOOD.replace("Topic\n", "Topik\n")
OURS = """Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      Source: {Owner: AWS, SourceIdentifier: restricted-ssh}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def lint(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["lint", *arguments], input=text)


def test_findings_of_cfn_lint_and_ours_end_in_its_exit_status(folder: Path) -> None:
    (folder / "a.yaml").write_text(MISSPELT)
    (folder / "b.yaml").write_text(OURS)
    done = lint(".", "--format", "parseable", "--no-cache")
    assert done.exit_code == 2
    assert {line.split(":")[5] for line in done.stdout.splitlines()} >= {"E3006", "E9301"}


def test_a_rule_can_be_ignored_and_a_hint_included(folder: Path) -> None:
    (folder / "b.yaml").write_text(OURS)
    assert "E9301" not in lint("b.yaml", "--ignore", "E9301").stdout
    (folder / "c.yaml").write_text("Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n    Properties: {TableName: a}\n")
    assert ": I" not in lint("c.yaml", "--format", "parseable").stdout
    assert {
        line.split(":")[5][0] for line in lint("c.yaml", "--format", "parseable", "--include", "I").stdout.splitlines()
    } >= {"I"}


def test_a_region_that_lacks_a_type_is_told_and_an_unknown_one_refused(folder: Path) -> None:
    (folder / "a.yaml").write_text("Resources:\n  Session:\n    Type: AWS::Macie::Session\n")
    assert lint("a.yaml", "--region", "us-east-1").exit_code == 0
    assert lint("a.yaml", "--region", "us-east-1", "--region", "cn-north-1").exit_code == 2
    refused = lint("a.yaml", "--region", "mars-1")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "mars-1" in refused.stderr


def test_standard_input_is_linted(folder: Path) -> None:
    assert lint("-", text=GOOD).exit_code == 0
    done = lint("-", "--format", "json", text=MISSPELT)
    (finding,) = json.loads(done.stdout)
    assert (done.exit_code, finding["Filename"], finding["Location"]["Start"]["LineNumber"]) == (2, "-", 4)


def test_what_is_no_template_is_told_and_the_others_go_on(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD)
    (folder / "page.md").write_text("# Page\n")
    done = lint("page.md", "nothing.yaml", "good.yaml")
    assert done.exit_code == 2
    assert "scanned 1 templates" in done.stdout
    assert "page.md: this is no template" in done.stderr
    assert "nothing.yaml: there is no such file" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_parameters_file_is_linted_against_its_template(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD)
    (folder / "good.json").write_text('{"Parameters": {"A": "1"}}')
    done = lint("good.json", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)[0]["Rule"]["Id"]) == (2, "E9901")


def test_cfnlintrc_counts(folder: Path) -> None:
    (folder / "a.yaml").write_text(OURS)
    (folder / ".cfnlintrc").write_text("templates: [a.yaml]\nignore_checks: [E93, W]\n")
    done = lint()
    assert (done.exit_code, "scanned 1 templates" in done.stdout) == (0, True)
    (folder / ".cfnlintrc").write_text("templates: [a.yaml]\nignore_checks: [W]\n")
    subprocess_done = subprocess.run(
        [sys.executable, "-m", "generator", "lint"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "E9301" in subprocess_done.stdout


def test_nothing_to_lint_is_wrong_use() -> None:
    done = lint()
    assert (done.exit_code, "nothing to lint" in done.stderr) == (2, True)


def test_our_rules_work_with_cfn_lint_alone(folder: Path) -> None:
    (folder / "a.yaml").write_text(OURS)
    path = CliRunner().invoke(main, ["rules-path"]).stdout.strip()
    command = [str(Path(sys.executable).with_name("cfn-lint")), "--format", "parseable", "-a", path, "--", "a.yaml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "E9301" in done.stdout
    assert done.returncode == 2


def test_a_rule_is_explained_and_all_are_listed() -> None:
    assert "Use instead::" in lint("--explain", "E9301").stdout
    assert lint("--explain", "E0815").exit_code == 2
    assert "E9301 " in lint("--list-rules").stdout


def test_the_pre_commit_hook_pins_what_is_tested() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    pinned = (ROOT / "constraints.txt").read_text().split()
    assert hook["entry"] == "baseline lint"
    assert {each.replace("[junit,sarif]", "") for each in hook["additional_dependencies"]} <= {*pinned}
