"""A bar of the requests that are done, on a terminal; nothing where a program reads."""

from threading import Lock
from types import TracebackType
from typing import Self


class Progress:
    """``with Progress(label, total) as progress:``; ``done`` may be called from several threads."""

    def __init__(self, label: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task(label, total=total)
        self._lock = Lock()
        self._seen: set[str] = set()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()

    def done(self, name: str) -> None:
        """One more is done; the same one twice counts once."""
        with self._lock:
            self._seen.add(name)
            self._bar.update(self._task, completed=len(self._seen))
