import json

import pytest

from generator.lint.finding import Finding
from generator.lint.formats import FORMATS, exit_status, text
from generator.lint.linter import used_rules

FINDING = Finding("a,b.yaml", 3, 5, 3, 9, "W3006", "100%\nof it", "Title", "More", "https://x", ("Resources", 0))
OF_FILE = Finding("c.json", 1, 1, 1, 2, "E9901", "no parameter", "Title", "More", "https://x")


@pytest.mark.parametrize(("ids", "status"), [("", 0), ("E", 2), ("W", 4), ("I", 8), ("EWI", 14), ("WW", 4)])
def test_the_exit_status_adds_up_as_cfn_lint_s_does(ids: str, status: int) -> None:
    assert exit_status([Finding("a", 1, 1, 1, 2, f"{each}1000", "x") for each in ids]) == status


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_every_finding(form: str) -> None:
    findings = [FINDING, OF_FILE]
    printed = text(findings, form, ["a,b.yaml", "c.json"], used_rules((), findings))
    assert "no parameter" in printed
    assert "W3006" in printed


def test_json_is_that_of_cfn_lint() -> None:
    first, second = json.loads(text([FINDING, OF_FILE], "json", [], None))
    assert first["Location"] == {
        "Start": {"ColumnNumber": 5, "LineNumber": 3},
        "End": {"ColumnNumber": 9, "LineNumber": 3},
        "Path": ["Resources", 0],
    }
    assert (first["Level"], first["Rule"]["Id"], first["Filename"]) == ("Warning", "W3006", "a,b.yaml")
    assert second["Location"]["Path"] is None


def test_an_annotation_is_escaped() -> None:
    line = text([FINDING], "github", [], None)
    assert line == "::warning file=a%2Cb.yaml,line=3,endLine=3,col=5,endColumn=9,title=W3006 Title::100%25%0Aof it"
