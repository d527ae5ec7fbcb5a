from pathlib import Path

import pytest

from generator.lint import linter
from generator.lint.finding import Finding
from generator.lint.linter import Job, findings, lint

GOOD = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
UNUSED = "Parameters:\n  Unused:\n    Type: String\n" + GOOD.split("\n", 1)[1]
MISSPELT = GOOD.replace("SNS::Topic", "SNS::Topik")


def test_warnings_and_errors_are_found_with_their_place(tmp_path: Path) -> None:
    texts = {"good": GOOD, "unused": UNUSED, "misspelt": MISSPELT}
    paths = {name: tmp_path / f"{name}.yaml" for name in texts}
    for name, path in paths.items():
        path.write_text(texts[name])
    found = findings(dict.fromkeys(paths.values(), ("us-east-1", "cn-north-1")))
    assert {(Path(finding.filename).stem, finding.rule, finding.line) for finding in found} == {
        ("unused", "W2001", 2),
        ("misspelt", "E3006", 4),
    }


def test_informational_findings_count(tmp_path: Path) -> None:
    path = tmp_path / "bucket.yaml"
    path.write_text("Resources:\n  Data:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: a\n")
    assert {finding.rule[0] for finding in findings({path: ("us-east-1",)})} >= {"I"}


def test_a_type_that_a_region_lacks_is_found_there_only(tmp_path: Path) -> None:
    path = tmp_path / "macie.yaml"
    path.write_text("Resources:\n  Session:\n    Type: AWS::Macie::Session\n")
    assert findings({path: ("us-east-1",)}) == []
    assert {finding.rule for finding in findings({path: ("cn-north-1",)})} == {"E3006"}


def test_nothing_to_lint_has_no_findings() -> None:
    assert findings({}) == []


def test_a_template_over_which_cfn_lint_falls_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    odd, bad = tmp_path / "odd.yaml", tmp_path / "bad.yaml"
    odd.write_text("Conditions:\n  A: !Equals [{1: a, b: c}, x]\n" + GOOD.split("\n", 1)[1])
    bad.write_text(MISSPELT)
    found = lint([Job(odd), Job(bad)], use_cache=False)
    assert ("bad", "E3006") in {(Path(finding.filename).stem, finding.rule) for finding in found}
    assert "odd" in {Path(finding.filename).stem for finding in found}


def test_a_fall_of_cfn_lint_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "good.yaml"
    path.write_text(GOOD)

    def fall(job: Job) -> list[Finding]:
        raise RecursionError(job.path.name)

    monkeypatch.setattr(linter, "_of_cfn_lint", fall)
    (found,) = lint([Job(path)], use_cache=False)
    assert (found.rule, found.line) == ("E0002", 1)
    assert "cfn-lint falls over this template" in found.message
