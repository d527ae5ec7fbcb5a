"""A deployment as it happens: a live table on a terminal, a line for each change elsewhere.

https://rich.readthedocs.io/en/stable/live.html
"""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Final, Self

from generator.stack_sets.operations import State
from generator.stack_sets.stored import UNDER_WAY

COLUMNS: Final = ("PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED")
COLOURS: Final = {"SUCCEEDED": "green", "FAILED": "red", "STOPPED": "yellow", "RUNNING": "cyan"}


class Progress:
    """``with Progress(quiet=...)``: on the standard output, or on the standard error where a program reads that."""

    def __init__(self, *, quiet: bool) -> None:
        from rich.console import Console
        from rich.live import Live

        self.quiet = quiet
        self.console = Console(stderr=quiet, highlight=False, markup=False, soft_wrap=True)
        self.states: dict[str, State] = {}
        self._told: dict[str, tuple[str, int]] = {}
        self._live: Any = Live(console=self.console, refresh_per_second=4) if self.console.is_terminal else None

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def say(self, words: str) -> None:
        """One line above the table."""
        if not self.quiet or self._live is not None:
            self.console.print(words)

    def on_state(self, state: State) -> None:
        """An operation was looked at."""
        self.states[state.operation_id] = state
        if self._live is not None:
            self._live.update(table(list(self.states.values())))
            return
        ended = state.counts.get("SUCCEEDED", 0) + state.counts.get("FAILED", 0) + state.counts.get("CANCELLED", 0)
        seen = state.status, ended
        if not self.quiet and self._told.get(state.operation_id) != seen:
            self._told[state.operation_id] = seen
            self.console.print(f"  {line(state)}")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table that stays: drawn on a terminal, columns of plain text elsewhere."""
        if self.console.is_terminal:
            from rich.table import Table

            drawn = Table(*headings)
            for row in rows:
                drawn.add_row(*row)
            self.console.print(drawn)
            return
        widths = [max(len(row[column]) for row in (headings, *rows)) for column in range(len(headings))]
        for row in (headings, *rows):
            self.console.print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def line(state: State) -> str:
    """An operation in one line."""
    counted = ", ".join(f"{state.counts[column]} {column}" for column in COLUMNS if state.counts.get(column))
    return f"{state.name} {state.action} {state.status}: {counted or 'no instances yet'}"


def table(states: Sequence[State]) -> Any:
    """The live table: a row for each operation of this command."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table("stack set", "operation", "status", *(column.lower() for column in COLUMNS), "time")
    for state in states:
        minutes, seconds = divmod(int(state.seconds), 60)
        numbers = (str(state.counts.get(column, "")) for column in COLUMNS)
        status = Text(state.status, style=COLOURS.get(state.status, ""))
        drawn.add_row(state.name, state.action, status, *numbers, f"{minutes}:{seconds:02}")
    return drawn


def interrupted(state: State | None) -> str:
    """What to know after Ctrl-C: nothing was stopped."""
    again = "run the same command again, which follows it and does the rest"
    if state is None or state.status not in UNDER_WAY:
        return f"interrupted between two operations; nothing was stopped: {again}"
    return f"interrupted; {state.action} {state.operation_id} of {state.name} goes on in AWS, and nothing was stopped: {again}"
