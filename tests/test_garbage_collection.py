import gc
import subprocess
import sys

import pytest

from generator.garbage_collection import RARELY, not_collected, rarely_collected

COUNTED = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 0))
from generator.garbage_collection import not_collected_at_the_end
not_collected_at_the_end()
"""


def test_garbage_is_looked_for_as_before_when_the_work_is_done_or_fails() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="no"), rarely_collected():
        assert gc.get_threshold() == RARELY
        raise ValueError("no")
    assert gc.get_threshold() == before


def test_no_garbage_is_looked_for_until_the_work_is_done_or_fails() -> None:
    with pytest.raises(ValueError, match="no"), not_collected():
        assert not gc.isenabled()
        raise ValueError("no")
    assert gc.isenabled()


def test_where_no_garbage_was_looked_for_before_none_is_afterwards() -> None:
    with not_collected():
        with not_collected():
            pass
        assert not gc.isenabled()


def test_what_is_there_at_the_end_of_the_process_is_frozen() -> None:
    ended = subprocess.run([sys.executable, "-c", COUNTED], capture_output=True, text=True, check=True)
    assert ended.stdout == "True\n"
