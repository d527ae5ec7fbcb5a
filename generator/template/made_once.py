"""What the same few texts are turned into again and again, made once for each and copied for every caller.

https://docs.python.org/3/library/pickle.html
"""

import pickle
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")
AT_MOST = 128
"""Texts whose answers are kept."""


def made_once(make: Callable[[str], T]) -> Callable[[str], T]:
    """``make`` with a memory; its answers are the caller's to change, and its errors are raised each time.

    A copy out of a pickle costs a tenth of reading YAML.
    """

    @lru_cache(maxsize=AT_MOST)
    def pickled(text: str) -> bytes:
        return pickle.dumps(make(text))

    @wraps(make)
    def copied(text: str) -> T:
        made: T = pickle.loads(pickled(text))  # noqa: S301  # written above, by this process
        return made

    return copied
