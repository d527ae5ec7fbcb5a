"""One finding as plain data: what crosses processes, lies in the cache, and becomes a match of cfn-lint again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Finding:
    """Where and what: lines and columns count from 1, ``location`` is the path of keys and indexes in the template,
    ``None`` for what is wrong with the file.

    ``filename`` is as it was given. Of the rule, ``source`` is the page that it follows.
    """

    filename: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    message: str
    title: str = ""
    description: str = ""
    source: str = ""
    location: tuple[str | int, ...] | None = None
    parent: str | None = None

    def __str__(self) -> str:
        return f"{self.filename}:{self.line}: {self.rule} {self.message}"

    def facts(self) -> dict[str, Any]:
        """The finding as JSON can hold it."""
        return asdict(self)


def of_facts(facts: Mapping[str, Any]) -> Finding:
    """The finding that ``facts`` tell of; TypeError where they are no finding's."""
    location = facts["location"]
    finding = Finding(**{**facts, "location": None if location is None else tuple(location)})
    texts = (finding.filename, finding.rule, finding.message, finding.title, finding.description, finding.source)
    numbers = (finding.line, finding.column, finding.end_line, finding.end_column)
    if not all(isinstance(each, str) for each in texts) or not all(isinstance(each, int) for each in numbers):
        raise TypeError("no finding")
    return finding


def of_match(match: Any) -> Finding:
    """The finding of a match of cfn-lint."""
    path = getattr(match, "path", None)
    return Finding(
        filename=match.filename or "-",
        line=match.linenumber,
        column=match.columnnumber,
        end_line=match.linenumberend,
        end_column=match.columnnumberend,
        rule=match.rule.id,
        message=match.message,
        title=match.rule.shortdesc,
        description=match.rule.description,
        source=match.rule.source_url,
        location=None if path is None else tuple(each if isinstance(each, int) else str(each) for each in path),
        parent=match.parent_id,
    )


def to_match(finding: Finding) -> Any:
    """The match of cfn-lint that formatters print."""
    from cfnlint.match import Match
    from cfnlint.rules import CloudFormationLintRule, RuleMatch

    rule = CloudFormationLintRule()
    rule.id, rule.shortdesc, rule.description = finding.rule, finding.title, finding.description
    rule.source_url = finding.source
    return Match.create(
        message=finding.message,
        filename=finding.filename,
        rule=rule,
        linenumber=finding.line,
        columnnumber=finding.column,
        linenumberend=finding.end_line,
        columnnumberend=finding.end_column,
        rulematch_obj=None if finding.location is None else RuleMatch(list(finding.location), finding.message),
        parent_id=finding.parent,
    )
