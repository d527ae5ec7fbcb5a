"""AWS Config managed rules in a template, each with what it is given as InputParameters.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configrule.html
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.knowledge.config_rules import ManagedRule, managed_rules
from generator.lint.nodes import Declared, Path, Place, at, branches, function, literal, resources
from generator.lint.transforms import as_written, is_open

TYPES: Final[Mapping[str, tuple[str, str, str]]] = {
    "AWS::Config::ConfigRule": ("", "SourceIdentifier", "Source"),
    "AWS::Config::OrganizationConfigRule": (
        "OrganizationManagedRuleMetadata",
        "RuleIdentifier",
        "OrganizationManagedRuleMetadata",
    ),
}
"""Of each type: the property that holds InputParameters, the name of the identifier, and the property that holds that."""


@dataclass(frozen=True)
class Inputs:
    """The InputParameters of one branch; ``text`` where the template writes them as a JSON text."""

    place: Place
    values: Mapping[str, Any]
    text: bool

    def path(self, name: str) -> Path:
        """Where the value of one parameter stands."""
        return self.place.path if self.text else (*self.place.path, name)

    def literals(self) -> Iterator[tuple[str, Any]]:
        """The parameters whose value the template tells."""
        for name, value in self.values.items():
            if literal(value) is not None:
                yield name, value


@dataclass(frozen=True)
class Use:
    """A managed rule as a resource names it; ``inputs`` are known branches, ``whole`` where there are no others."""

    resource: Declared
    identifier: Place
    inputs: tuple[Inputs, ...]
    whole: bool

    @property
    def rule(self) -> ManagedRule | None:
        """The rule, ``None`` where the identifier is not known."""
        return managed_rules().get(self.identifier.value)


def uses(cfn: Any) -> Iterator[Use]:
    """Every resource that names a managed rule by a plain text, and one only."""
    for resource in resources(as_written(cfn), *TYPES):
        holder, name, source = TYPES[resource.type]
        identifiers = list(resource.at(source, name))
        owners = {literal(each.value) for each in resource.at("Source", "Owner")} or {"AWS"}
        if owners != {"AWS"} or len(identifiers) != 1 or not isinstance(identifiers[0].value, str):
            continue
        steps = (holder, "InputParameters") if holder else ("InputParameters",)
        found = [_inputs(each) for each in resource.at(*steps)]
        known = tuple(each for each in found if each is not None)
        yield Use(resource, identifiers[0], known, len(known) == len(found) and not _chosen(resource, holder))


def known_uses(cfn: Any) -> Iterator[tuple[Use, ManagedRule]]:
    """Those whose identifier is known."""
    for use in uses(cfn):
        if use.rule is not None:
            yield use, use.rule


def plain_name(name: str) -> str:
    """A name without what tells identifier from rule name: case, hyphens and underscores."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _inputs(place: Place) -> Inputs | None:
    value = place.value
    if isinstance(value, str):
        try:
            decoded = json.loads(value)
        except ValueError:
            return None
        return Inputs(place, decoded, text=True) if isinstance(decoded, dict) and "${" not in value else None
    if not isinstance(value, Mapping) or function(value) is not None or is_open(value):
        return None
    return Inputs(place, {str(key): each for key, each in value.items()}, text=False)


def _chosen(resource: Declared, holder: str) -> bool:
    """Whether some branch has InputParameters and another has not, or a function makes the properties."""
    places = list(branches(resource.properties))
    if holder:
        places += list(at(resource.properties, holder))
    if any(is_open(place.value) or not isinstance(place.value, Mapping) for place in places):
        return True
    held = places[-1].value.get("InputParameters") if places else None
    return function(held) is not None
