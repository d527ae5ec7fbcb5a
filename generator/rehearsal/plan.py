"""What a stack will make: parameters resolved, conditions decided, dependencies ordered; errors before anything is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.rehearsal.resource_types.schema import provider_schema
from generator.template import parameters as template_parameters
from generator.template.conditions import evaluate_conditions
from generator.template.errors import RequestRefused
from generator.template.functions import Scope
from generator.template.pseudo_parameters import pseudo_parameters
from generator.template.references import dependencies, in_dependency_order, references
from generator.template.rules import check_rules
from generator.template.template import Template

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion
    from generator.rehearsal.stack import StackResource

# The home of every type: what this Region lacks does not exist.
REFERENCE_REGION = "us-east-1"


@dataclass(frozen=True)
class Plan:
    """One template with one set of parameters in one account and Region."""

    template: Template
    parameters: Mapping[str, Any]
    values: Mapping[str, Any]
    conditions: Mapping[str, bool]
    resources: Mapping[str, Mapping[str, Any]]
    """Those whose condition is true."""
    needs: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]
    """A worst one of those that AWS may choose: what others need silently (policies, roles) comes as late as it may."""
    imported: Callable[[str], str]
    zones: Callable[[str], list[str]]

    def scope(self, where: str, made: Mapping[str, "StackResource"]) -> Scope:
        """The scope in which properties or outputs are evaluated when ``made`` exists."""

        def resource(name: str) -> Any:
            return made[name].physical_id

        def attribute(name: str, attribute_name: str) -> Any:
            known = made[name].attributes
            if attribute_name not in known:
                raise RequestRefused(f"{where}: the strict account does not model {name}.{attribute_name}")
            return known[attribute_name]

        return Scope(
            values=self.values,
            mappings=self.template.mappings,
            conditions=self.conditions,
            resource=resource,
            attribute=attribute,
            imported=self.imported,
            zones=self.zones,
            where=where,
        )


@dataclass(frozen=True)
class Target:
    """The stack that a plan is for; ``imported`` gives the value of an export of another stack."""

    account: "AccountRegion"
    stack_name: str
    stack_id: str
    imported: Callable[[str], str]


def make_plan(template: Template, given: Mapping[str, Any], target: Target) -> Plan:
    """Decide everything that AWS decides before it makes anything; raises RequestRefused."""
    from generator.rehearsal.resource_types.table import TYPES

    account, imported = target.account, target.imported
    parameters = template_parameters.resolve(template.parameters, given)
    pseudo = pseudo_parameters(account.account_id, account.region, target.stack_name, target.stack_id)
    values = {**parameters, **pseudo}

    def zones(region: str) -> list[str]:
        answer = account.in_region(region).client("ec2").describe_availability_zones()
        return [zone["ZoneName"] for zone in answer["AvailabilityZones"]]

    def nothing(name: str, *_: str) -> Any:
        raise RequestRefused(f"Template format error: Unresolved dependencies [{name}] in Conditions or Rules")

    scope = Scope(values, template.mappings, {}, nothing, nothing, imported, zones)
    check_rules(template.rules, scope)
    conditions = evaluate_conditions(template.conditions, scope)
    resources = {name: body for name, body in template.resources.items() if _live(body, conditions)}
    _check_types(template, resources, account.region, frozenset(TYPES))
    _check_live_references(template, resources, conditions)
    needs = dependencies(resources, conditions)
    order = tuple(in_dependency_order(needs, lambda name: TYPES[resources[name]["Type"]].lateness))
    return Plan(template, parameters, values, conditions, resources, needs, order, imported, zones)


def _live(element: Mapping[str, Any], conditions: Mapping[str, bool]) -> bool:
    return "Condition" not in element or conditions[element["Condition"]]


def _check_types(
    template: Template, live: Mapping[str, Mapping[str, Any]], region: str, supported: frozenset[str]
) -> None:
    unknown = [
        f"{resource['Type']} (resource {name})"
        for name, resource in template.resources.items()
        if provider_schema(resource["Type"], region if name in live else REFERENCE_REGION) is None
    ]
    if unknown:
        raise RequestRefused(f"Template format error: Unrecognized resource types in {region}: [{', '.join(unknown)}]")
    for name, resource in template.resources.items():
        if resource["Type"] not in supported:
            raise RequestRefused(
                f"Unsupported resource type: the strict account cannot make {resource['Type']} (resource {name})"
            )


def _check_live_references(
    template: Template, live: Mapping[str, Mapping[str, Any]], conditions: Mapping[str, bool]
) -> None:
    bodies = [("Resources", f"resource {name}", body.get("Properties")) for name, body in live.items()]
    bodies += [
        ("Outputs", f"output {name}", body) for name, body in template.outputs.items() if _live(body, conditions)
    ]
    for block, where, body in bodies:
        for reference in references(body, conditions):
            if reference.kind not in {"name", "attribute"} or reference.name not in template.resources:
                continue
            if reference.name not in live:
                raise RequestRefused(
                    f"Template format error: Unresolved resource dependencies [{reference.name}] in the {block} block "
                    f"of the template: its condition is false, and {where} refers to it"
                )
            type_name = template.resources[reference.name]["Type"]
            if (
                reference.kind == "attribute"
                and reference.attribute
                and not _has_attribute(type_name, reference.attribute)
            ):
                raise RequestRefused(
                    f"Template error: resource {reference.name} does not support attribute type "
                    f"{reference.attribute} in Fn::GetAtt ({where})"
                )


@cache
def _attributes(type_name: str) -> frozenset[str]:
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

    return frozenset(PROVIDER_SCHEMA_MANAGER.get_resource_schema(REFERENCE_REGION, type_name).get_atts)


def _has_attribute(type_name: str, attribute: str) -> bool:
    return attribute in _attributes(type_name)
