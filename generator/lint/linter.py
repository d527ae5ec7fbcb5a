"""cfn-lint with our rules over many templates: one loaded rule set per core, and nothing done twice.

https://github.com/aws-cloudformation/cfn-lint
"""

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any, Final

from generator.garbage_collection import rarely_collected
from generator.lint.cache import keep, kept, key
from generator.lint.finding import Finding, of_match, to_match
from generator.lint.settings import configuration, settings

CFN_LINT: Final = "https://github.com/aws-cloudformation/cfn-lint"
OWN_BUILD: Final = ("--include-checks", "I")
"""The arguments of cfn-lint for our own templates: informational findings count."""
OWN_PACKS: Final = (*OWN_BUILD, "--ignore-checks", "I9402")
"""For our own conformance packs, whose rules do not take a name from others: AWS Config ends it with the pack's id."""


@dataclass(frozen=True)
class Job:
    """One template, linted with these arguments of cfn-lint; ``text`` is its content where it lies in no file."""

    path: Path
    arguments: tuple[str, ...] = ()
    text: str | None = None

    @property
    def content(self) -> bytes:
        """The bytes that are linted."""
        return self.path.read_bytes() if self.text is None else self.text.encode()


def lint(jobs: Sequence[Job], *, use_cache: bool = True, progress: Any = None) -> list[Finding]:
    """All findings, sorted by file and line; ``progress`` is called with each job that is done.

    Raises OSError where a file cannot be read.
    """
    found: list[Finding] = []
    waiting: dict[Job, str] = {}
    for job in jobs:
        name = key([job.content], settings(job.arguments)) if use_cache else ""
        known = kept(name) if use_cache else None
        if known is None:
            waiting[job] = name
            continue
        found += [replace(each, filename=str(job.path)) for each in known]
        if progress:
            progress(job)
    for job, new in _linted(list(waiting)):
        if use_cache:
            keep(waiting[job], new)
        found += new
        if progress:
            progress(job)
    return sorted(found, key=lambda each: (each.filename, each.line, each.rule, each.column, each.message))


def findings(
    templates: Mapping[Path, Sequence[str]], packs: Mapping[Path, Sequence[str]] | None = None
) -> list[Finding]:
    """All findings in our own templates and conformance packs, each linted for its Regions, or for us-east-1 where it has none."""
    return lint(
        [
            Job(path, (*given, "--regions", *(regions or ("us-east-1",))))
            for files, given in ((templates, OWN_BUILD), (packs or {}, OWN_PACKS))
            for path, regions in files.items()
        ]
    )


def _linted(jobs: list[Job]) -> Iterator[tuple[Job, list[Finding]]]:
    """The largest first, so that no core waits long for another at the end."""
    cores = min(os.cpu_count() or 1, len(jobs))
    jobs = sorted(jobs, key=lambda job: -len(job.content))
    if cores < 2:
        for job in jobs:
            yield job, _findings(job)
        return
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    rules()  # forked workers share what is loaded once
    gc.freeze()
    with ProcessPoolExecutor(cores, mp_context=get_context(method)) as pool:
        running = {pool.submit(_findings, job): job for job in jobs}
        for done in as_completed(running):
            yield running[done], done.result()


@cache
def rules() -> Any:
    """cfn-lint's rules and ours, loaded once in this process."""
    from cfnlint.runner import Runner

    return Runner(configuration((), [])).rules


def used_rules(arguments: tuple[str, ...], findings: Sequence[Finding] = ()) -> Any:
    """The rules that these arguments enable, as if they had run here, and those of ``findings``."""
    from cfnlint.rules import Rules

    config, used = configuration(arguments, ()), Rules()
    used.update(rules().data)
    for rule_id, rule in {each.rule: to_match(each).rule for each in findings}.items():
        used.setdefault(rule_id, rule)
    for rule_id in used:
        if used.is_rule_enabled(rule_id, config):
            list(used.run_check(lambda: (), None, rule_id, config, {rule_id}))
    return used


def _findings(job: Job) -> list[Finding]:
    try:
        # Looking through the millions of objects that cfn-lint makes would take a sixth of its time.
        with rarely_collected():
            return _of_cfn_lint(job)
    except Exception as error:  # cfn-lint itself falls over some odd templates, and the others go on
        title = "This file cannot be linted"
        words = f"cfn-lint falls over this template ({error!r}); mend what is odd in it, or leave the file out"
        return [Finding(str(job.path), 1, 1, 1, 2, "E0002", words, title, title, CFN_LINT)]


def _of_cfn_lint(job: Job) -> list[Finding]:
    from cfnlint.decode import decode_str
    from cfnlint.runner.template import run_template_by_data, run_template_by_file_paths

    config = configuration(job.arguments, [str(job.path)] if job.text is None else [])
    if job.text is None:
        return [of_match(match) for match in run_template_by_file_paths(config, rules())]
    template, matches = decode_str(job.text)
    found = matches or run_template_by_data(template, config, rules())
    return [replace(of_match(match), filename=str(job.path)) for match in found]
