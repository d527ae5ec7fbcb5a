"""Reads the organization and the stack sets, and says what a deployment would do, before it does anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.model import BadInput
from generator.stack_sets import definition as definitions
from generator.stack_sets.definition import Definition
from generator.stack_sets.differences import Difference, Wanted, differences
from generator.stack_sets.instance_plan import InstancePlan, instance_plan
from generator.stack_sets.opt_in import OptIn, opt_in
from generator.stack_sets.organization import Organization, organization, require_enabled, require_trusted_access
from generator.stack_sets.parameters import HOME_REGION, given_parameters, parameters
from generator.stack_sets.quotas import require_room
from generator.stack_sets.service import StackSets
from generator.stack_sets.stored import (
    Instance,
    StackSet,
    auto_deployment_targets,
    instances,
    names,
    stack_set,
    under_way,
)
from generator.stack_sets.targets import Reach, Targets, reach
from generator.stack_sets.template_source import TemplateSource

if TYPE_CHECKING:
    import boto3


@dataclass(frozen=True)
class Choice:
    """What a command line asks for; ``retain`` is None where it leaves the stack set as it is."""

    articles: tuple[Definition, ...]
    targets: Targets
    regions: tuple[str, ...] = ()
    parameters: Path | None = None
    retain: bool | None = None
    prune: bool = False


@dataclass(frozen=True)
class SetPlan:
    """One stack set of a plan; ``stored`` is None for one that is to be made."""

    wanted: Wanted
    stored: StackSet | None
    regions: tuple[str, ...]
    without: tuple[str, ...]
    """Regions that were asked for and lack a type of the template."""
    changes: tuple[Difference, ...]
    instances: InstancePlan
    units: Mapping[str, str]
    """The targets through which the present instances of an account were made."""
    present: tuple[str, ...]
    """The Regions that have instances, in the order of deployment."""
    registered: Mapping[str, frozenset[str]]
    under_way: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]

    @property
    def about(self) -> Definition:
        """The article."""
        return self.wanted.about

    @property
    def name(self) -> str:
        """The stack set's."""
        return self.wanted.about.name


@dataclass(frozen=True)
class Plan:
    """The stack sets in the order of deployment, and the whole that they are part of."""

    sets: tuple[SetPlan, ...]
    reach: Reach
    management: str
    home: Mapping[str, str]
    stack_sets: int
    """How many stack sets the administrator has by now."""
    opt_in: OptIn
    """The targets that have not enabled one of the Regions."""


@dataclass
class Planner:
    """Makes plans for one command; the organization is read once, the stack sets for each plan anew."""

    session: "boto3.Session"
    service: StackSets
    choice: Choice
    source: TemplateSource
    organization: Organization = field(init=False)
    reach: Reach = field(init=False)
    given: dict[str, dict[str, str]] = field(init=False)
    opt_in: OptIn = field(init=False)

    def __post_init__(self) -> None:
        """Everything that can be refused is refused here, before the first change."""
        choice = self.choice
        for about in choice.articles:
            self.source.require(about)
        self.given = given_parameters(choice.parameters, choice.articles)
        require_trusted_access(self.service)
        self.organization = organization(self.session, choice.targets)
        self.reach = reach(choice.targets, self.organization.members.values(), self.organization.management)
        wanted = {code for about in choice.articles for code in self._regions(about)}
        require_enabled(self.session, tuple(sorted(wanted)))
        self.opt_in = opt_in(self.session, self.reach.accounts, sorted(wanted))

    def plan(self) -> Plan:
        """The plan for all articles."""
        there = names(self.service)
        sets = tuple(self.set_plan(about, there) for about in self.choice.articles)
        require_room(sets, there)
        home = {about.article: self._home(about) for about in self.choice.articles}
        return Plan(sets, self.reach, self.organization.management, home, len(there), self.opt_in)

    def set_plan(self, about: Definition, there: Sequence[str]) -> SetPlan:
        """The plan for one article; ``there`` are the names of the stack sets that exist."""
        stored = stack_set(self.service, about.name) if about.name in there else None
        wanted = self._wanted(about, stored, there)
        changes = differences(wanted, stored) if stored else ()
        regions = self._regions(about)
        units: dict[str, str] = {}
        found = []
        for instance in instances(self.service, about.name) if stored else ():
            units[instance.account] = instance.unit
            found.append(instance)
        changed = any(change.reaches for change in changes)
        prune = self.choice.prune
        made = instance_plan(self.reach, regions, found, changed=changed, prune=prune)
        return SetPlan(
            wanted,
            stored,
            regions,
            self._without(about, regions),
            changes,
            made,
            units,
            _present(found, self._home(about)),
            auto_deployment_targets(self.service, about.name) if stored else {},
            under_way(self.service, about.name) if stored else (),
            self._notes(about, regions, there),
        )

    def _wanted(self, about: Definition, stored: StackSet | None, there: Sequence[str]) -> Wanted:
        given = self.given.get(about.article, {})
        values = parameters(about, given, stored.parameters if stored else None, self._home(about))
        before = [definitions.stack_set_name(article) for article in about.requires]
        arns = [found.arn for name in before if name in there and (found := stack_set(self.service, name))]
        retain = self.choice.retain if self.choice.retain is not None else bool(stored and stored.retain)
        return Wanted(about, values, given, retain, tuple(sorted(arns)))

    def _home(self, about: Definition) -> str:
        chosen = self.given.get(about.article, {}).get(HOME_REGION)
        return definitions.home_region(self.choice.regions, chosen, self.service.region)

    def _regions(self, about: Definition) -> tuple[str, ...]:
        return definitions.regions(about, self.choice.regions, self._home(about))

    def _without(self, about: Definition, regions: tuple[str, ...]) -> tuple[str, ...]:
        lacking = [code for code in self.choice.regions if code not in about.available]
        return tuple(dict.fromkeys(code for code in lacking if code not in regions))

    def _notes(self, about: Definition, regions: tuple[str, ...], there: Sequence[str]) -> tuple[str, ...]:
        notes = []
        together = {other.article for other in self.choice.articles}
        for article in about.requires:
            if article not in together and definitions.stack_set_name(article) not in there:
                notes.append(f"it needs {article} in every account, which no stack set of ours brings: name it too")
        if HOME_REGION in about.defaults and len(regions) > 1 and self._home(about) not in regions:
            notes.append(f"{self._home(about)}, the home Region, is not among its Regions: what is global is not made")
        if self.choice.targets.account_filter in ("INTERSECTION", "UNION"):
            notes.append("accounts that join one of the units later are deployed to by auto-deployment, listed or not")
        return tuple(notes)


def _present(found: Sequence[Instance], home: str) -> tuple[str, ...]:
    """The Regions that an update of the stack set reaches; it passes over what is INOPERABLE."""
    regions = {each.region for each in found if each.status != "INOPERABLE"}
    return tuple(sorted(regions, key=lambda code: (code != home, code)))


def require_articles(articles: Sequence[str]) -> tuple[Definition, ...]:
    """The definitions of the named articles; BadInput where none is named."""
    if not articles:
        raise BadInput("ARTICLE", "nobody said which articles", "Name them; baseline list shows them")
    return definitions.definitions(articles)
