"""Takes stack sets away: their instances, then the sets, each article before what it requires."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator import registry
from generator.model import BadInput
from generator.stack_sets import definition as definitions
from generator.stack_sets.deployment import Result
from generator.stack_sets.instance_plan import Places, count
from generator.stack_sets.operations import BUSY, Follower, Outcome
from generator.stack_sets.refusals import Refused
from generator.stack_sets.requests import delete_requests, delete_units
from generator.stack_sets.service import StackSets
from generator.stack_sets.stored import Instance, instances, names, stack_set
from generator.template.errors import RequestRefused
from generator.template.parse import parse

ROUNDS: Final = 3
"""Deletions of one set: accounts that join in the meantime are deployed to until their unit is no target any more."""


@dataclass(frozen=True)
class Part:
    """Which instances go; empty accounts or Regions mean all, ``whole`` that the stack set goes too."""

    accounts: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing is left."""
        return not self.accounts and not self.regions

    def holds(self, instance: Instance) -> bool:
        """Whether the instance goes."""
        return (not self.accounts or instance.account in self.accounts) and (
            not self.regions or instance.region in self.regions
        )


@dataclass(frozen=True)
class SetRemoval:
    """One stack set of a removal; ``kept`` are the resources that every one of its stacks leaves behind."""

    article: str
    name: str
    there: bool
    places: Places
    units: Mapping[str, str]
    kept: tuple[str, ...]

    @property
    def stacks(self) -> int:
        """How many stacks go."""
        return count(self.places)


def removals(service: StackSets, articles: Sequence[str], part: Part) -> list[SetRemoval]:
    """What a removal would take, in its order; BadInput for an article that a remaining stack set requires."""
    found = registry.articles()
    wanted = {registry.article_name(name, found) for name in articles}
    there = names(service)
    if part.whole:
        _require_unneeded(wanted, there)
    order = [name for name in reversed(registry.in_order(found)) if name in wanted]
    return [removal(service, article, part, there) for article in order]


def _require_unneeded(wanted: set[str], there: Sequence[str]) -> None:
    found = registry.articles()
    for name in there:
        article = definitions.article_of(name)
        if article is None or article in wanted:
            continue
        needed = [required for required in found[article].requires if required in wanted]
        if needed:
            raise BadInput(needed[0], f"the stack set {name} needs it", f"Name {article} too")


def removal(service: StackSets, article: str, part: Part, there: Sequence[str]) -> SetRemoval:
    """What would go of one article."""
    name = definitions.stack_set_name(article)
    stored = stack_set(service, name) if name in there else None
    if stored is None:
        return SetRemoval(article, name, False, {}, {}, ())
    places: dict[str, list[str]] = {}
    units: dict[str, str] = {}
    for instance in instances(service, name):
        if part.holds(instance):
            places.setdefault(instance.account, []).append(instance.region)
            units[instance.account] = instance.unit
    fixed = {account: tuple(sorted(regions)) for account, regions in sorted(places.items())}
    return SetRemoval(article, name, True, fixed, units, _kept(stored.text))


def _kept(text: str) -> tuple[str, ...]:
    # The set's own template decides what stays, not the one that this version has.
    try:
        resources = parse(text).get("Resources", {})
    except RequestRefused:
        return ()
    return definitions.retained(resources)


@dataclass
class Removal:
    """Removes what ``removals`` listed; ``retain`` leaves the stacks in their accounts, managed by nobody."""

    service: StackSets
    follower: Follower
    say: Callable[[str], object]
    part: Part
    retain: bool = False
    results: list[Result] = field(default_factory=list)

    def run(self, planned: Sequence[SetRemoval]) -> list[Result]:
        """Remove each; what an article that could not be removed requires stays."""
        stuck: dict[str, str] = {}
        for each in planned:
            if each.article in stuck:
                self.say(f"{each.name}: left, because {stuck[each.article]} could not be removed")
                self.results.append(Result(each.article, blocked=stuck[each.article]))
                continue
            result = Result(each.article, tuple(self._remove(each)))
            if not result.succeeded:
                stuck |= dict.fromkeys(registry.articles()[each.article].requires, each.article)
            self.results.append(result)
        return self.results

    def _remove(self, planned: SetRemoval) -> list[Outcome]:
        if not planned.there:
            self.say(f"{planned.name}: it is not there")
            return []
        self.follower.finish(planned.name)
        outcomes: list[Outcome] = []
        for number in range(ROUNDS):
            now = removal(self.service, planned.article, self.part, (planned.name,))
            if not now.places:
                break
            # Units as a whole first: accounts that join them are then deployed to no more.
            requests = delete_requests(now.places, now.units, retain=self.retain)
            if self.part.whole and number == 0:
                requests = delete_units(now.places, now.units, retain=self.retain)
            for each in requests:
                self.say(f"{planned.name}: {each.words}")
                outcomes.append(self.follower.run(planned.name, each.operation, each.members))
            if not all(outcome.succeeded for outcome in outcomes):
                return outcomes
        if self.part.whole:
            self._delete_set(planned.name)
        return outcomes

    def _delete_set(self, name: str) -> None:
        self.say(f"{name}: delete the stack set")
        for last in (False, False, True):
            try:
                self.service.call("delete_stack_set", name, StackSetName=name)
            except Refused as error:
                if last or error.code not in BUSY:
                    raise
                # An account that just joined, or left, is still being worked on.
                self.follower.finish(name)
                continue
            return
