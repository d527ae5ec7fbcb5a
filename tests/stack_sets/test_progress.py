import io

import pytest
from rich.console import Console

from generator.stack_sets.operations import Failure, Outcome, State
from generator.stack_sets.outcome_report import failure_lines, outcome_lines
from generator.stack_sets.progress import Progress, interrupted, line, table

RUNNING = State("baseline-config", "op-1", "CREATE", "RUNNING", {"SUCCEEDED": 3, "RUNNING": 2, "FAILED": 1}, 75.0)


def test_the_live_table_has_a_row_for_each_operation() -> None:
    shown = io.StringIO()
    Console(file=shown, width=120).print(table([RUNNING]))
    assert [each.strip() for each in shown.getvalue().splitlines()[3].strip("│").split("│")] == [
        "baseline-config",
        "CREATE",
        "RUNNING",
        "",
        "2",
        "3",
        "1",
        "",
        "1:15",
    ]


def test_without_a_terminal_a_line_is_told_once_for_each_change(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(quiet=False) as progress:
        progress.say("baseline-config: create")
        progress.on_state(RUNNING)
        progress.on_state(RUNNING)
    assert capsys.readouterr().out.splitlines() == [
        "baseline-config: create",
        "  baseline-config CREATE RUNNING: 2 RUNNING, 3 SUCCEEDED, 1 FAILED",
    ]


def test_nothing_is_told_where_a_program_reads(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(quiet=True) as progress:
        progress.say("baseline-config: create")
        progress.on_state(RUNNING)
    assert capsys.readouterr() == ("", "")


def test_an_interruption_says_what_runs_on() -> None:
    assert "CREATE op-1 of baseline-config goes on in AWS" in interrupted(RUNNING)
    assert "between two operations; nothing was stopped" in interrupted(None)
    assert line(RUNNING).startswith("baseline-config CREATE RUNNING")


def test_failures_are_told_by_their_reasons_and_many_are_counted() -> None:
    many = [Failure(f"{number:012}", "us-east-1", "Rate exceeded") for number in range(20)]
    told = list(failure_lines(many))
    assert told[0].startswith("  20 x throttled. Run the same command again")
    assert told[-1] == "    and 12 more: see --json"
    assert len(told) == 10


def test_failed_instances_that_no_result_names_still_fail_the_operation() -> None:
    ended = Outcome(State("baseline-config", "op-1", "UPDATE", "SUCCEEDED", {}, 1.0), (), 2)
    assert not ended.succeeded
    assert list(outcome_lines(ended)) == ["  UPDATE is SUCCEEDED with 2 failed instances"]
