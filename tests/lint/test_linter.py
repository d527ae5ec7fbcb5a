from pathlib import Path

from generator.lint.linter import findings

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
