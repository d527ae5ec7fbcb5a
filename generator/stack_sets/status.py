"""How the stack sets stand: their instances by status, what failed, and drift where it is asked for.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-drift.html
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import BadInput
from generator.stack_sets import definition as definitions
from generator.stack_sets.operations import Failure, Follower, Outcome
from generator.stack_sets.reasons import SUSPENDED
from generator.stack_sets.requests import preferences
from generator.stack_sets.service import StackSets
from generator.stack_sets.stored import Instance, StackSet, instances, names, ours, stack_set, under_way


@dataclass(frozen=True)
class SetStatus:
    """One stack set; ``statuses`` and ``drift`` count its instances."""

    name: str
    article: str | None
    there: bool
    current_template: bool
    statuses: Mapping[str, int]
    regions: Mapping[str, int]
    accounts: int
    drift: Mapping[str, int]
    drifted: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]
    under_way: tuple[Mapping[str, Any], ...]

    @property
    def healthy(self) -> bool:
        """Whether it is there, current in every account that is not suspended, and nothing is known to have drifted."""
        failed = any(failure.known.name != SUSPENDED for failure in self.failures)
        return self.there and not failed and not self.drifted


def statuses(service: StackSets, articles: Sequence[str]) -> list[SetStatus]:
    """The named articles' stack sets, or all that are ours, in the order of their names."""
    there = names(service)
    wanted = [definitions.stack_set_name(article) for article in articles] or list(ours(there))
    return [status(service, name, there) for name in sorted(set(wanted))]


def status(service: StackSets, name: str, there: Sequence[str]) -> SetStatus:
    """One stack set: one call for it, and one for each hundred of its instances."""
    stored = stack_set(service, name) if name in there else None
    article = definitions.article_of(name)
    if stored is None:
        return SetStatus(name, article, False, False, {}, {}, 0, {}, (), (), ())
    return _counted(stored, article, instances(service, name), under_way(service, name))


def _counted(
    stored: StackSet, article: str | None, found: Iterable[Instance], running: tuple[Mapping[str, Any], ...]
) -> SetStatus:
    by_status: Counter[str] = Counter()
    by_region: Counter[str] = Counter()
    drift: Counter[str] = Counter()
    accounts: set[str] = set()
    failures, drifted = [], []
    for each in found:
        by_status[each.status] += 1
        by_region[each.region] += 1
        drift[each.drift] += 1
        accounts.add(each.account)
        if each.failed:
            failures.append(Failure(each.account, each.region, " ".join(each.reason.split()) or each.detailed))
        if each.drift == "DRIFTED":
            drifted.append((each.account, each.region))
    return SetStatus(
        stored.name,
        article,
        True,
        article is not None and stored.holds(definitions.definition(article).text),
        dict(sorted(by_status.items())),
        dict(sorted(by_region.items())),
        len(accounts),
        dict(sorted(drift.items())),
        tuple(sorted(drifted)),
        tuple(sorted(failures, key=lambda failure: (failure.region, failure.account))),
        running,
    )


def detect_drift(follower: Follower, articles: Sequence[str]) -> list[Outcome]:
    """Let AWS look for drift in every instance, one set after the other, and wait for it."""
    outcomes = []
    there = names(follower.service)
    wanted = [definitions.stack_set_name(article) for article in articles] or list(ours(there))
    for name in sorted(set(wanted) & set(there)):
        regions = sorted({each.region for each in instances(follower.service, name)})
        if not regions:
            continue
        outcomes.append(follower.run(name, "detect_stack_set_drift", {"OperationPreferences": preferences(regions)}))
    return outcomes


def require_some(found: Sequence[SetStatus]) -> None:
    """BadInput where there is nothing to tell about."""
    if not any(each.there for each in found):
        what = ", ".join(each.name for each in found) or f"a stack set that begins with {definitions.PREFIX}-"
        remedy = "Look in the Region and account that hold them, or run baseline stack-sets deploy"
        raise BadInput("stack sets", f"there is no {what}", remedy)
