"""Measures the budgets of the project: whole processes, interleaved, medians of CPU seconds, ratios within one run."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
RUNS = 5
# Importing moto and boto3, and an account without a stack.
START_OF_REHEARSAL = "from generator.rehearsal.account import StrictAccount\nwith StrictAccount(): pass"


@dataclass(frozen=True)
class Measure:
    """A budget: what ``ours`` may take relative to ``theirs``, each less what ``start`` takes."""

    work: str
    ours: Sequence[str]
    theirs: Sequence[str]
    ratio: float
    start: Sequence[str] = ()
    seconds: float | None = None
    runs: int = RUNS


def measures() -> list[Measure]:
    """Every budget, with the commands that show it."""
    work = [PYTHON, str(HERE / "render_work.py")]
    return [
        Measure(
            "render every template, beside troposphere's to_yaml",
            [*work, "ours"],
            [*work, "troposphere"],
            1 / 3,
            [*work, "start"],
            1.0,
        ),
        Measure(
            "baseline --help, beside python -c pass",
            [str(BIN / "baseline"), "--help"],
            [PYTHON, "-c", "pass"],
            3.0,
            runs=15,
        ),
    ]


def seconds(command: Sequence[str]) -> float:
    """CPU seconds of the process and its children; ends the run where the command fails."""
    before = getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} failed: {done.stderr or done.stdout}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(measure: Measure) -> tuple[float, float]:
    """The medians of ours and theirs, less the start that both have."""
    commands = [measure.ours, measure.theirs, *([measure.start] if measure.start else [])]
    runs = [[seconds(command) for command in commands] for _ in range(measure.runs)]
    ours, theirs, *start = (statistics.median(column) for column in zip(*runs, strict=True))
    least = start[0] if start else 0.0
    return ours - least, theirs - least


def main() -> int:
    """Print a line per budget; exit status 1 where one is not kept."""
    failed = 0
    for measure in measures():
        ours, theirs = measured(measure)
        over = ours / theirs > measure.ratio or (measure.seconds is not None and ours > measure.seconds)
        failed += over
        limit = f"<= {measure.ratio:.2f}" + (f" and {measure.seconds:g} s" if measure.seconds else "")
        print(
            f"{measure.work:<52} {ours:7.3f} s / {theirs:7.3f} s = {ours / theirs:5.2f}  ({limit}){'  OVER' if over else ''}",
            flush=True,
        )
    print_rehearsal()
    return 1 if failed else 0


def print_rehearsal() -> None:
    """What a rehearsal of every article takes; each resource without the start. There is no budget."""
    rehearse = [str(BIN / "baseline"), "rehearse", "--json"]
    made = json.loads(subprocess.run(rehearse, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    resources = sum(len(stack["resources"]) for stack in made["stacks"])
    whole = statistics.median(seconds(rehearse) for _ in range(3))
    start = statistics.median(seconds([PYTHON, "-c", START_OF_REHEARSAL]) for _ in range(3))
    each = (whole - start) / resources * 1000
    print(
        f"{'rehearse every article':<52} {whole:7.3f} s, {start:.3f} s of it the start; {resources} resources, {each:.1f} ms each"
    )


if __name__ == "__main__":
    sys.exit(main())
