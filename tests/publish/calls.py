"""The S3 calls of a session: counted, and one of them failing."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from generator.rehearsal.account import StrictAccount


class Cut(BaseException):
    """Stands for whatever ends a process between two calls."""


class Calls:
    """The names of the calls in their order; with ``fail_at``, that one (from 1) and all after it raise Cut.

    ``after`` lets the call be made before it fails: the answer is lost, what it did is not.
    """

    def __init__(self, fail_at: int = 0, *, after: bool = False) -> None:
        self.names: list[str] = []
        self.fail_at = fail_at
        self.after = after
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.names)

    def _fails(self) -> bool:
        return bool(self.fail_at) and len(self.names) >= self.fail_at

    def before_call(self, model: Any, **_: Any) -> None:
        with self._lock:
            # What is under way when one call fails, in other threads, is done with too.
            if self._fails() and self.after:
                raise Cut(model.name)
            self.names.append(model.name)
            if self._fails() and not self.after:
                raise Cut(model.name)

    def after_call(self, model: Any, **_: Any) -> None:
        if self.after and self._fails():
            raise Cut(model.name)


@contextmanager
def session(account: StrictAccount, calls: Calls, region: str | None = None) -> Iterator[Any]:
    """The account's session, of which the clients that are made meanwhile tell their calls to ``calls``."""
    made = account.session(region)
    made.events.register_first("before-call.s3", calls.before_call)
    made.events.register_last("after-call.s3", calls.after_call)
    try:
        yield made
    finally:
        made.events.unregister("before-call.s3", calls.before_call)
        made.events.unregister("after-call.s3", calls.after_call)
