"""The time of a rehearsed organization: it passes when a test or a waiting command lets it, and operations proceed with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from generator.automation.clock import SimulatedClock

STEP_SECONDS: Final = 10
"""How long one round of stack instances takes: those that an operation works on at the same time."""
STEPS_AT_ONCE: Final = 10_000
"""No single wait lets more rounds than these pass: one that asks for more has long seen everything end."""


class OrganizationClock(SimulatedClock):
    """``sleep`` (or ``move``) returns at once; whoever waits with it sees the operations proceed."""

    def __init__(self, on_step: Callable[[], object]) -> None:
        """``on_step`` lets everything that runs do one round of work."""
        super().__init__()
        self._on_step = on_step
        self._rest = 0.0

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass: a round of work for each full ``STEP_SECONDS``."""
        super().sleep(seconds)
        steps, self._rest = divmod(self._rest + seconds, STEP_SECONDS)
        for _ in range(min(int(steps), STEPS_AT_ONCE)):
            self._on_step()

    def move(self, seconds: float) -> None:
        """The same as ``sleep``, under the name that reads well where nobody waits."""
        self.sleep(seconds)

    def time(self) -> datetime:
        """Now, as the services write it."""
        return datetime.fromtimestamp(self.now(), UTC)
