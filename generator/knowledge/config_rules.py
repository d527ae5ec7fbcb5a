"""AWS Config managed rules: identifier, name, trigger, resource types, parameters and the Regions that have them.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.knowledge import regions
from generator.knowledge.unknown import UnknownName

# AWS's list of managed rules speaks of the Regions of these partitions; it says nothing about the others.
DESCRIBED_PARTITIONS = ("aws", "aws-cn", "aws-us-gov")


class Trigger(StrEnum):
    """When AWS Config evaluates a rule, in the words of its documentation."""

    CHANGE = "Configuration changes"
    PERIODIC = "Periodic"
    CHANGE_AND_PERIODIC = "Configuration changes and Periodic"


@dataclass(frozen=True, slots=True)
class RuleParameter:
    """One input of a managed rule; ``type`` is AWS's word (CSV, String, int, boolean, double, StringMap)."""

    name: str
    type: str
    default: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class ManagedRule:
    """One AWS Config managed rule; ``mode`` (all, except, only) says how to read ``listed_regions``."""

    identifier: str
    rule_name: str
    trigger: Trigger
    resource_types: tuple[str, ...]
    parameters: tuple[RuleParameter, ...]
    mode: str
    listed_regions: frozenset[str]

    @property
    def evaluates_changes(self) -> bool:
        """Whether a configuration change starts an evaluation."""
        return self.trigger is not Trigger.PERIODIC

    @property
    def evaluates_periodically(self) -> bool:
        """Whether ``MaximumExecutionFrequency`` applies."""
        return self.trigger is not Trigger.CHANGE

    def parameter(self, name: str) -> RuleParameter:
        """The input called ``name``, case matters as it does for AWS; UnknownName if the rule has none."""
        for each in self.parameters:
            if each.name == name:
                return each
        raise UnknownName.among(f"parameter of {self.identifier}", name, (each.name for each in self.parameters))

    def missing_regions(self) -> frozenset[str]:
        """The Regions of aws, aws-cn and aws-us-gov that lack this rule."""
        if self.mode == "only":
            return described_regions() - self.listed_regions
        return self.listed_regions

    def is_available(self, region: str) -> bool | None:
        """Whether ``region`` has this rule; None where AWS's list is silent (eusc, iso); UnknownName if no Region."""
        if regions.region(region).code not in described_regions():
            return None
        return region not in self.missing_regions()


@functools.cache
def described_regions() -> frozenset[str]:
    """The Regions about which AWS's list of managed rules makes a statement."""
    return frozenset(each.code for name in DESCRIBED_PARTITIONS for each in regions.regions_of(name))


@functools.cache
def managed_rules() -> Mapping[str, ManagedRule]:
    """Every managed rule by identifier (``VPC_DEFAULT_SECURITY_GROUP_CLOSED``), in order of the identifiers."""
    found = json.loads(Path(__file__).with_name("config_managed_rules.json").read_text("utf-8"))["rules"]
    return MappingProxyType({identifier: _rule(identifier, facts) for identifier, facts in found.items()})


def managed_rule(identifier: str) -> ManagedRule:
    """The managed rule with this identifier; UnknownName if there is none."""
    known = managed_rules()
    if identifier not in known:
        raise UnknownName.among("Config managed rule", identifier, known)
    return known[identifier]


def _rule(identifier: str, facts: Mapping[str, Any]) -> ManagedRule:
    return ManagedRule(
        identifier=identifier,
        rule_name=facts["rule_name"],
        trigger=Trigger(facts["trigger"]),
        resource_types=tuple(facts["resource_types"]),
        parameters=tuple(
            RuleParameter(each["Name"], each["Type"], each.get("Default"), each["Optional"])
            for each in facts["parameters"]
        ),
        mode=facts["regions"]["mode"],
        listed_regions=frozenset(facts["regions"].get("list", ())),
    )
