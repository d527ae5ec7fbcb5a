"""Work that goes on in a forked process, where there are processes to fork and cores for them."""

import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")


def forked(work: Callable[[], T]) -> Callable[[], T]:
    """Begin ``work``, and give a function that waits for what it returns, which must be one that can be pickled.

    Where nothing can be forked, or the process tells nothing, the work is done when it is asked for: its errors are raised there.
    """
    if (os.cpu_count() or 1) < 2 or "fork" not in get_all_start_methods():
        return work
    context = get_context("fork")
    reader, teller = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, teller), daemon=True)
    process.start()
    teller.close()

    def result() -> T:
        try:
            told: T = reader.recv()
        except EOFError:
            return work()
        finally:
            process.join()
        return told

    return result


def _tell(work: Callable[[], T], teller: Connection) -> None:
    with suppress(Exception):
        teller.send(work())
