"""The progress of a rehearsal on a terminal; nothing where the output goes to a file or a program."""

import sys

from generator.rehearsal.stack import StackEvent

COLOURS = {"CREATE_COMPLETE": "green", "CREATE_FAILED": "red", "ROLLBACK_IN_PROGRESS": "red"}


class Progress:
    """Prints each resource as it is made."""

    def __init__(self, *, quiet: bool) -> None:
        from rich.console import Console

        self.console = Console(stderr=True, highlight=False)
        self.quiet = quiet or not sys.stderr.isatty()

    def on_event(self, article: str, region: str, event: StackEvent) -> None:
        """One line per event that ends something."""
        if self.quiet or (event.status.endswith("_IN_PROGRESS") and event.status not in COLOURS):
            return
        colour = COLOURS.get(event.status, "dim")
        self.console.print(
            f"[dim]{article} {region}[/dim] [{colour}]{event.status:<16}[/{colour}] {event.type_name} {event.logical_id}"
        )
