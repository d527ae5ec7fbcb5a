"""The report as a table on a terminal, as lines where a program reads."""

from pathlib import Path
from types import TracebackType
from typing import Final, Self

from generator.preflight.finding import Finding, Level
from generator.preflight.preflight import Report

STYLES: Final = {Level.DECIDED: "green", Level.NOTE: "yellow", Level.FAILS: "bold red", Level.UNSEEN: "bold magenta"}


def show(report: Report) -> None:
    """Print the findings, those that decide first."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        for finding in report.findings:
            print(line(finding))
        return
    table = Table(title=f"Account {report.account}", title_justify="left")
    for head in ("Region", "", "what", "found", "parameters"):
        table.add_column(head, overflow="fold")
    for finding in report.findings:
        level = f"[{STYLES[finding.level]}]{finding.level.value}[/]"
        table.add_row(finding.region, level, finding.subject, _escaped(finding.text), _escaped(settings(finding)))
    console.print(table)


def line(finding: Finding) -> str:
    """One finding in one line."""
    said = settings(finding)
    return f"{finding.region} {finding.level.value}: {finding.subject}: {finding.text}" + (f" [{said}]" if said else "")


def settings(finding: Finding) -> str:
    """The parameters that a finding decides, with the article that they are for."""
    said = ", ".join(f"{name}={value}" for name, value in finding.settings.items())
    return f"{', '.join(finding.articles)}: {said}" if said else ""


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def shown(path: Path) -> str:
    """A path as it is named where the command runs."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


class Progress:
    """Says on a terminal which probe looks; nothing where a program reads."""

    def __init__(self, *, quiet: bool = False) -> None:
        from rich.console import Console

        console = Console(stderr=True)
        self._status = None if quiet or not console.is_terminal else console.status("Looking")

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def on_probe(self, name: str, region: str) -> None:
        """The probe that looks now."""
        if self._status is not None:
            self._status.update(f"Looking in {region}: {name.replace('_', ' ')}")
