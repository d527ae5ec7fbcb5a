"""The time that a run sees: waits, sleeps and timeouts ask it, so that a rehearsal need not wait."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds since the epoch, and a way to let them pass."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class WallClock:
    """The machine's own time; ``sleep`` blocks."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class SimulatedClock:
    """Time that passes only in ``sleep``, which returns at once and remembers how long each wait was."""

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        """``start`` is in seconds since the epoch; the default is 2026-01-01T00:00:00Z."""
        self._now = start
        self.slept: list[float] = []

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds
