"""Measures the budgets of the project: whole processes, interleaved; ratios of medians within one run, seconds of the fastest.

Seconds are the processor's, but for what may use every core: there they are the clock's.
"""

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
RUNS = 5
SITE_RUNS = 10
SITE_SECONDS = 3.0
# Objects that one call of ListObjectsV2 tells.
LISTED_AT_ONCE = 1000
STACK_SETS_SECONDS = 5.0
# Importing moto and boto3, and an account without a stack.
START_OF_REHEARSAL = "from generator.rehearsal.account import StrictAccount\nwith StrictAccount(): pass"


@dataclass(frozen=True)
class Measure:
    """A budget: what ``ours`` may take relative to ``theirs``, each less what ``start`` takes; ``clock`` counts waiting too.

    ``seconds`` is what the least of ours may take.
    """

    work: str
    ours: Sequence[str]
    theirs: Sequence[str]
    ratio: float
    start: Sequence[str] = ()
    seconds: float | None = None
    runs: int = RUNS
    clock: bool = False


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
        *lint_measures(),
    ]


def lint_measures() -> list[Measure]:
    """Linting all templates, for the first time and again, beside cfn-lint alone."""
    templates = [str(path) for path in sorted((ROOT / "templates").glob("*.yaml"))]
    ours, theirs = [str(BIN / "baseline"), "lint", *templates], [str(BIN / "cfn-lint"), *templates]
    return [
        Measure("lint all templates, beside cfn-lint", [*ours, "--no-cache"], theirs, 0.55, runs=3, clock=True),
        Measure("lint all templates, nothing changed", ours, theirs, 0.1, runs=3, clock=True),
    ]


def seconds(command: Sequence[str], *, clock: bool = False) -> float:
    """Seconds of the process and its children; ends the run where the command fails."""
    before, began = getrusage(RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    passed, after = time.monotonic() - began, getrusage(RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} failed: {done.stderr or done.stdout}")
    return passed if clock else after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@cache
def in_turn(turn: int, command: tuple[str, ...], clock: bool) -> float:
    """Seconds of the command, measured once in each turn, whatever is set beside it."""
    return seconds(command, clock=clock)


def measured(measure: Measure) -> tuple[float, float, float]:
    """The medians of ours and theirs, less the start that both have, and the least of ours."""
    commands = [measure.ours, measure.theirs, *([measure.start] if measure.start else [])]
    runs = [[in_turn(turn, tuple(each), measure.clock) for each in commands] for turn in range(measure.runs)]
    columns = list(zip(*runs, strict=True))
    ours, theirs, *start = map(statistics.median, columns)
    # What else the machine does can only add.
    least, _, *least_start = map(min, columns)
    return ours - sum(start), theirs - sum(start), least - sum(least_start)


def main() -> int:
    """Print a line per budget; exit status 1 where one is not kept."""
    failed = 0
    for measure in measures():
        ours, theirs, least = measured(measure)
        over = ours / theirs > measure.ratio or (measure.seconds is not None and least > measure.seconds)
        failed += over
        limit = f"<= {measure.ratio:.2f}" + (f"; least {least:.3f} <= {measure.seconds:g} s" if measure.seconds else "")
        print(
            f"{measure.work:<52} {ours:7.3f} s / {theirs:7.3f} s = {ours / theirs:5.2f}  ({limit}){'  OVER' if over else ''}",
            flush=True,
        )
    failed += print_site()
    failed += print_publishing()
    failed += print_stack_sets()
    print_memory_of_lint()
    print_rehearsal()
    print_scenarios()
    return 1 if failed else 0


def print_site() -> bool:
    """What the whole catalogue takes on every core; true where that is over the budget."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = [str(BIN / "baseline"), "catalogue", "--out", folder]
        # The least: what else the machine does can only add.
        whole = min(seconds(catalogue, clock=True) for _ in range(SITE_RUNS))
    over = whole >= SITE_SECONDS
    print(f"{'write the catalogue':<52} {whole:7.3f} s  (< {SITE_SECONDS:g} s){'  OVER' if over else ''}", flush=True)
    return over


def print_publishing() -> bool:
    """The S3 calls that publishing takes, for the first time and again; true where that is over the budget."""
    count = [PYTHON, "-m", "tests.bench.publish_calls"]
    told = json.loads(subprocess.run(count, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    n, first, again = told["objects"], told["first"], told["again"]
    pages = -(-n // LISTED_AT_ONCE)
    over = bool(first > 2 * n + 5 + pages or again > n + 3 + pages)
    print(
        f"{'publish':<52} {first:7} calls for {n} objects on {pages} pages of a listing (<= 2n + 5 + pages),"
        f" again {again} (<= n + 3 + pages){'  OVER' if over else ''}",
        flush=True,
    )
    return over


def print_stack_sets() -> bool:
    """What a plan and a status of 17,000 stack instances take; true where that is over the budget."""
    work = [PYTHON, "-m", "tests.bench.stack_sets_at_scale"]
    told = json.loads(subprocess.run(work, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    over = False
    for name in ("plan", "status"):
        seconds_of, calls = told[name]["seconds"], told[name]["calls"]
        over |= seconds_of >= STACK_SETS_SECONDS
        title = f"stack-sets {name}, 17,000 instances"
        print(
            f"{title:<52} {seconds_of:7.3f} s  (< {STACK_SETS_SECONDS:g} s), {calls} calls, {told['memory']} MiB",
            flush=True,
        )
    return over


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


def print_memory_of_lint() -> None:
    """The most memory that one process of a lint of all templates takes. There is no budget."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    command = [PYTHON, "-c", code, str(BIN / "baseline"), "lint", "templates", "--no-cache"]
    most = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    print(f"{'lint all templates':<52} {most:>7} MiB in the largest process")


def print_scenarios() -> None:
    """What the scenarios of all controls take on every core. There is no budget."""
    rehearse = [str(BIN / "baseline"), "rehearse", "--all-controls", "--json"]
    began = time.monotonic()
    done = subprocess.run(rehearse, cwd=ROOT, capture_output=True, text=True, check=True)
    passed, controls = time.monotonic() - began, json.loads(done.stdout)["controls"]
    print(f"{'rehearse every control':<52} {passed:7.3f} s on {os.cpu_count()} cores; {len(controls)} controls")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as kept:
        os.environ["XDG_CACHE_HOME"] = kept  # what an earlier run has kept does not count
        # As an installed package is; a checkout may not be allowed to write bytecode when it is imported.
        compileall.compile_dir(ROOT / "generator", quiet=1)
        sys.exit(main())
