"""cfn-lint over many templates, with warnings and informational findings, on every core.

https://github.com/aws-cloudformation/cfn-lint
"""

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """One finding: the rule's id and words, and where it is; ``line`` counts from 1."""

    path: Path
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule} {self.message}"


def findings(templates: Mapping[Path, Sequence[str]]) -> list[Finding]:
    """All findings in ``templates``, each linted for its Regions, sorted; a template without Regions is linted for us-east-1."""
    batches = _batches(templates)
    if len(batches) < 2:
        found = [_findings(batch) for batch in batches]
    else:
        with ProcessPoolExecutor(len(batches), mp_context=get_context("fork")) as pool:
            found = list(pool.map(_findings, batches))
    return sorted(finding for batch in found for finding in batch)


Batch = list[tuple[tuple[str, ...], list[Path]]]


def _batches(templates: Mapping[Path, Sequence[str]]) -> list[Batch]:
    """The templates spread over the cores by size, and within a core grouped by Regions."""
    cores = min(os.cpu_count() or 1, len(templates))
    loads: list[list[Path]] = [[] for _ in range(cores)]
    weights = [0] * cores
    for path in sorted(templates, key=lambda path: (-path.stat().st_size, path)):
        lightest = weights.index(min(weights))
        loads[lightest].append(path)
        weights[lightest] += path.stat().st_size
    return [_grouped(load, templates) for load in loads]


def _grouped(load: list[Path], templates: Mapping[Path, Sequence[str]]) -> Batch:
    groups: dict[tuple[str, ...], list[Path]] = {}
    for path in load:
        groups.setdefault(tuple(templates[path]) or ("us-east-1",), []).append(path)
    return list(groups.items())


def _findings(batch: Batch) -> list[Finding]:
    from cfnlint.config import ConfigMixIn
    from cfnlint.runner import Runner

    found = []
    with _no_collection():
        for regions, paths in batch:
            arguments = ["--include-checks", "I", "--regions", *regions, "--template", *map(str, paths)]
            for match in Runner(ConfigMixIn(arguments)).run():
                found.append(Finding(Path(match.filename), match.linenumber, match.rule.id, match.message))
    return found


@contextmanager
def _no_collection() -> Iterator[None]:
    """cfn-lint makes millions of objects that last: looking for garbage among them takes a sixth of its time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
