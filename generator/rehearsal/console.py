"""A rehearsal told as it happens: a line per resource and, on a terminal, what is being made beneath them."""

from types import TracebackType
from typing import Final, Self

from generator.rehearsal.article_run import STACK
from generator.rehearsal.stack import StackEvent

COLOURS: Final = {"CREATE_COMPLETE": "green", "CREATE_FAILED": "red", "DELETE_FAILED": "red"}
"""The events that are worth a line."""


class Progress:
    """``with Progress(quiet=...)``: lines on the standard output, or none at all where a program reads it."""

    def __init__(self, *, quiet: bool) -> None:
        from rich.console import Console

        self.quiet = quiet
        self.console = Console(stderr=quiet, highlight=False, markup=False, soft_wrap=True)
        self.spinner = self.console.status("Starting the strict account")
        self.stack: tuple[str, str] | None = None

    def __enter__(self) -> Self:
        self.spinner.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.spinner.stop()

    def on_event(self, article: str, region: str, event: StackEvent) -> None:
        """A heading per stack, a line per resource that was made or could not be."""
        self.spinner.update(f"{article} in {region}: {event.logical_id}")
        if self.quiet or event.type_name == STACK or event.status not in COLOURS:
            return
        if self.stack != (article, region):
            self.stack = article, region
            self.console.print(f"{article} in {region}")
        words = event.reason if event.status.endswith("_FAILED") else event.physical_id
        self.console.print(
            f"  {event.status:<15} {event.type_name} {event.logical_id} {words}", style=COLOURS[event.status]
        )
