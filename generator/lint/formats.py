"""Findings as text: in cfn-lint's own formats, and as annotations of GitHub Actions.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Final

from generator.lint.finding import Finding, to_match

FORMATS: Final = ("pretty", "json", "sarif", "junit", "parseable", "github")
LEVELS: Final = {"E": "error", "W": "warning", "I": "notice"}
STATUS: Final = {"E": 2, "W": 4, "I": 8}
"""The bits of cfn-lint's exit status."""


def exit_status(findings: Sequence[Finding]) -> int:
    """The exit status that cfn-lint would end in: 2 for errors, 4 for warnings, 8 for informational findings, added up."""
    status = 0
    for finding in findings:
        status |= STATUS.get(finding.rule[:1], 2)
    return status


def text(findings: Sequence[Finding], form: str, templates: Sequence[str], rules: Any) -> str:
    """The findings in one of FORMATS; ``rules`` are all that ran, ``templates`` all that were linted."""
    if form == "github":
        return "\n".join(map(_annotation, findings))
    from cfnlint import formatters

    kinds = {
        "pretty": formatters.PrettyFormatter,
        "json": formatters.JsonFormatter,
        "sarif": formatters.SARIFFormatter,
        "junit": formatters.JUnitFormatter,
        "parseable": formatters.ParseableFormatter,
    }
    config = SimpleNamespace(templates=list(templates))
    printed = kinds[form]().print_matches([to_match(each) for each in findings], rules, config)
    return "\n".join(printed) if isinstance(printed, list) else str(printed or "")


def _annotation(finding: Finding) -> str:
    facts = {
        "file": finding.filename,
        "line": finding.line,
        "endLine": finding.end_line,
        "col": finding.column,
        "endColumn": finding.end_column,
        "title": f"{finding.rule} {finding.title}",
    }
    level = LEVELS.get(finding.rule[:1], "error")
    properties = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in facts.items())
    return f"::{level} {properties}::{_escaped(finding.message)}"


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
