"""Articles deployed into the strict account and deleted again, in the order in which they require each other."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from generator import registry
from generator.blocks.config_control import rule_id
from generator.model import Article, Scope
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.committed import committed_parameters, declared_parameters, resource_ids, template_text
from generator.rehearsal.stack import Stack, StackEvent
from generator.template.capabilities import needed_capabilities
from generator.template.errors import RequestRefused
from generator.template.template import load

OnStackEvent = Callable[[str, str, StackEvent], None]
"""Hears of each event with the article and the Region of its stack."""

STACK: Final = "AWS::CloudFormation::Stack"
"""The type of a stack in its own events."""


@dataclass(frozen=True)
class StackRun:
    """One stack of an article: what was made, or why not; ``refused`` says why AWS would not have begun."""

    article: str
    region: str
    stack: Stack | None
    refused: str = ""

    @property
    def green(self) -> bool:
        """Whether the stack was made and, if that was tried, deleted."""
        return self.stack is not None and self.status == "CREATE_COMPLETE" and self.stack.status != "DELETE_FAILED"

    @property
    def status(self) -> str:
        """The stack's status after its creation."""
        if self.stack is None:
            return "REFUSED"
        ends = [event.status for event in self.stack.events if event.type_name == STACK]
        return [status for status in ends if not status.startswith("DELETE_")][-1]

    def facts(self) -> dict[str, Any]:
        """What ``--json`` prints: the event list where the stack failed."""
        facts: dict[str, Any] = {"article": self.article, "region": self.region, "status": self.status}
        if self.stack is None:
            return {**facts, "reason": self.refused}
        made = [event for event in self.stack.events if event.status == "CREATE_COMPLETE"]
        facts["resources"] = [
            {"logical_id": event.logical_id, "type": event.type_name, "physical_id": event.physical_id}
            for event in made
            if event.type_name != STACK
        ]
        facts["outputs"] = {name: output.value for name, output in self.stack.outputs.items()}
        if not self.green:
            facts["events"] = [str(event) for event in self.stack.events]
        facts["after_delete"] = self.stack.status
        facts["retained"] = [
            each.logical_id for each in self.stack.resources.values() if each.status == "DELETE_SKIPPED"
        ]
        return facts


def groups(names: Sequence[str]) -> list[list[str]]:
    """The articles that share an account, each after what it requires.

    One that is composed of others stands alone, and two that hold the same control are kept apart: an account takes a control from one
    article. Without names: all of them.
    """
    found = registry.articles()
    wanted = dict.fromkeys(registry.article_name(name, found) for name in (names or found))
    shared: list[set[str]] = []
    for name in wanted:
        if found[name].composes:
            continue
        group = next((each for each in shared if not any(_held(name) & _held(other) for other in each)), set())
        if not group:
            shared.append(group)
        group |= _with_required(name, found)
    alone = [_with_required(name, found) for name in wanted if found[name].composes]
    return [_in_order(group, found) for group in [*shared, *alone]]


@cache
def config_rules(name: str) -> frozenset[str]:
    """The identifiers of the controls whose rules the committed template of an article holds."""
    there = resource_ids(name, "AWS::Config::ConfigRule")
    return frozenset(key for key, control in registry.controls().items() if rule_id(control) in there)


@cache
def associations(name: str) -> frozenset[str]:
    """The logical ids of the State Manager associations that the committed template of an article holds."""
    return resource_ids(name, "AWS::SSM::Association")


def _held(name: str) -> frozenset[str]:
    return config_rules(name) | associations(name)


def _in_order(names: Collection[str], found: Mapping[str, Article]) -> list[str]:
    return [name for name in registry.in_order(found) if name in names]


def _with_required(name: str, found: Mapping[str, Article]) -> set[str]:
    return {name}.union(*(_with_required(needed, found) for needed in found[name].requires))


def rehearse_articles(
    names: Sequence[str],
    regions: Sequence[str] = ("us-east-1",),
    given: Mapping[str, Mapping[str, str]] | None = None,
    on_event: OnStackEvent | None = None,
) -> list[StackRun]:
    """Deploy the articles in ``regions`` (the home Region first), then delete them; ``given`` replaces parameters by article.

    Raises BadInput where a template is not there or is none.
    """
    runs: list[StackRun] = []
    for group in groups(names):
        with StrictAccount(region=regions[0]) as account:
            made = [
                launch(account, name, region, regions, (given or {}).get(name), on_event)
                for region in regions
                for name in group
                if region == regions[0] or is_regional(name)
            ]
            for run in reversed(made):
                if run.stack is not None and run.stack.live:
                    account.delete_stack(
                        run.stack.stack_id, region=run.region, on_event=_heard(run.article, run.region, on_event)
                    )
        runs += made
    return runs


def is_regional(name: str) -> bool:
    """Whether the article is launched in other Regions than the home Region too."""
    return registry.articles()[name].scope is Scope.REGIONAL


def launch(
    account: StrictAccount,
    name: str,
    region: str,
    regions: Sequence[str] = (),
    given: Mapping[str, str] | None = None,
    on_event: OnStackEvent | None = None,
) -> StackRun:
    """One stack of the committed template, with the values of its parameters file unless others are ``given``."""
    values = dict(given) if given is not None else committed_parameters(name)
    if len(regions) > 1 and "HomeRegion" in declared_parameters(name) and not values.get("HomeRegion"):
        values["HomeRegion"] = regions[0]
    return launch_text(account, name, template_text(name), region, values, on_event)


def launch_text(
    account: StrictAccount,
    name: str,
    text: str,
    region: str,
    values: Mapping[str, str],
    on_event: OnStackEvent | None = None,
) -> StackRun:
    """One stack of a template's text; ``name`` is what its events are told under."""
    try:
        capabilities = needed_capabilities(load(text))
        heard = _heard(name, region, on_event)
        stack = account.create_stack(stack_name(name), text, values, capabilities, region=region, on_event=heard)
    except RequestRefused as error:
        return StackRun(name, region, None, error.message)
    return StackRun(name, region, stack)


def _heard(name: str, region: str, on_event: OnStackEvent | None) -> Callable[[StackEvent], None] | None:
    return None if on_event is None else lambda event: on_event(name, region, event)


def stack_name(name: str) -> str:
    """The name of the rehearsed stack."""
    return "-".join(map(str.capitalize, name.split("-")))


def all_green(runs: Iterable[StackRun]) -> bool:
    """Whether every stack was made and deleted."""
    return all(run.green for run in runs)
