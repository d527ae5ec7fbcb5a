"""What the page and the row of a control say, as data: the rule, the ids of the standards, the repair and its permissions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.build.control_facts import control_facts
from generator.catalogue.iam_actions import strings
from generator.knowledge.config_rules import described_regions, managed_rule
from generator.knowledge.security_hub_severities import severity
from generator.model import Control, Step
from generator.registry import controls
from generator.render import Template
from generator.render.plain import plain

DETECTS = "detect"
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Entry:
    """A control beside its facts; ``slug`` is the page's file, ``mode`` also ``detect`` where nothing repairs."""

    control: Control
    facts: Mapping[str, Any]
    slug: str
    service: str
    severity: str | None
    mode: str

    @property
    def undo(self) -> bool:
        """Whether the repair can be taken back."""
        return bool(self.facts["undo"])

    @property
    def cis(self) -> Mapping[str, list[str]]:
        """The ids of the CIS benchmark by its versions, those that there are."""
        return {version: ids for version, ids in self.facts["cis"].items() if ids}


def entries(templates: Mapping[str, Template]) -> tuple[Entry, ...]:
    """Every control, those that repair first, then by identifier."""
    found = controls()
    every = [_entry(found[facts["identifier"]], facts) for facts in control_facts(templates)]
    return tuple(sorted(every, key=lambda entry: (entry.control.runbook is None, entry.control.identifier)))


def _entry(control: Control, facts: Mapping[str, Any]) -> Entry:
    return Entry(
        control=control,
        facts=facts,
        slug=control.identifier.lower().replace("_", "-"),
        service=service(control),
        severity=severity(control.framework.security_hub),
        mode=control.mode.name.lower() if control.runbook else DETECTS,
    )


def service(control: Control) -> str:
    """The service as Security Hub abbreviates it (``S3``), else as the rule's resource types name it."""
    for each in control.framework.security_hub:
        return each.partition(".")[0]
    types = control.guard.resource_types if control.guard else ()
    if control.managed:
        types = managed_rule(control.identifier).resource_types
    for each in types:
        if name := each.split("::")[1]:
            return name
    return control.identifier.partition("_")[0]


def steps(control: Control) -> Iterator[dict[str, str]]:
    """The runbook's steps in their order: name in words, action, and what it calls."""
    for step in control.runbook.steps if control.runbook else ():
        yield {"name": _WORD.sub(" ", step["name"]), "action": step["action"], "calls": _calls(step)}


def _calls(step: Step) -> str:
    inputs = step.get("inputs", {})
    return f"{inputs['Service']}:{inputs['Api']}" if "Api" in inputs else ""


def permissions(control: Control) -> list[dict[str, Any]]:
    """The statements of the runbook's role: actions, resources and whether a condition narrows them."""
    found = []
    for statement in control.runbook.permissions if control.runbook else ():
        body = plain(statement)
        resources = sorted(set(strings(body.get("Resource", []))))
        found.append(
            {
                "actions": sorted(strings(body.get("Action", []))),
                "resources": resources,
                "condition": body.get("Condition"),
            }
        )
    return found


def missing_regions(control: Control) -> list[str]:
    """The described Regions that lack the rule; none for a rule of our own."""
    return sorted(managed_rule(control.identifier).missing_regions() & described_regions()) if control.managed else []


def trigger(control: Control) -> str:
    """``change``, ``periodic``, ``both`` or, for what a schedule looks at, ``schedule``."""
    if control.scheduled:
        return "schedule"
    if not control.managed:
        return "change"
    rule = managed_rule(control.identifier)
    if rule.evaluates_changes and rule.evaluates_periodically:
        return "both"
    return "change" if rule.evaluates_changes else "periodic"
