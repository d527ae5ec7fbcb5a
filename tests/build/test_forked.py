import os
import signal

import pytest

from generator.build import forked as module
from generator.build.forked import forked
from generator.model import BadInput


def test_the_work_is_done_in_another_process() -> None:
    asked = forked(os.getpid)
    assert asked() != os.getpid()


@pytest.mark.parametrize("missing", ["cores", "fork"])
def test_where_nothing_can_be_forked_it_is_done_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing == "cores":
        monkeypatch.setattr("os.cpu_count", lambda: 1)
    else:
        monkeypatch.setattr(module, "get_all_start_methods", lambda: ["spawn"])
    assert forked(os.getpid)() == os.getpid()


def test_an_error_of_the_work_is_raised_where_it_is_asked_for() -> None:
    def refuse() -> str:
        raise BadInput("article", "it cannot be made", "Correct it")

    asked = forked(refuse)
    with pytest.raises(BadInput, match="it cannot be made"):
        asked()


def test_a_process_that_is_killed_loses_nothing() -> None:
    here = os.getpid()

    def fall() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert forked(fall)() == "done"
