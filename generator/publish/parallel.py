"""Work on many objects at the same time, of which the first failure ends the rest."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event


def in_parallel(work: Callable[[str], object], items: Iterable[str], workers: int) -> None:
    """Do the work on each item; what is not begun when one fails, or at Ctrl-C, is left."""
    ended = Event()

    def begin(item: str) -> None:
        if ended.is_set():
            return
        try:
            work(item)
        except BaseException:
            ended.set()
            raise

    with ThreadPoolExecutor(workers) as pool:
        running = [pool.submit(begin, item) for item in items]
        try:
            for done in as_completed(running):
                done.result()
        except BaseException:
            ended.set()
            raise
