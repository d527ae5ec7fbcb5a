"""How often objects are looked through for garbage where millions are made, and most of them kept.

https://docs.python.org/3/library/gc.html
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

RARELY: Final = (100_000, 20, 1_000)
"""Objects made until the youngest generation is looked through, and times of that until the next older is."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage rarely; the youngest objects are looked through all the same, because some work leaves gigabytes of cycles."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def not_collected() -> Iterator[None]:
    """Look for no garbage: for work whose objects are needed to its end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def not_collected_at_the_end() -> None:
    """Let the process end without looking for garbage among all that it has made."""
    atexit.register(gc.freeze)
