"""The runbook of a control in an account, found as AWS finds it: by the remediation of the Config rule, by the association, or by name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import registry
from generator.blocks.account_id import ACCOUNT_ID
from generator.blocks.account_setting import association_id, enforced
from generator.blocks.runbook_document import ROLE
from generator.model import BadInput, Control
from generator.rehearsal.article_run import associations, config_rules
from generator.rehearsal.committed import committed_parameters, template_text

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion


@dataclass(frozen=True)
class DeployedRunbook:
    """What Config or State Manager would start: the deployed document, with the values that they pass."""

    document: str
    parameters: Mapping[str, Any]
    resource_parameter: str
    role_arn: str


def article_of(identifier: str) -> str:
    """The smallest committed template, composed ones aside, that holds the control's rule, or the association in its place."""
    single = [name for name, article in registry.articles().items() if not article.composes]
    control = registry.controls()[identifier]
    holders = [
        name
        for name in single
        if (_is_associated(control, name) if control.scheduled else identifier in config_rules(name))
    ]
    if not holders:
        block = "account_setting" if control.scheduled else "config_control"
        remedy = f"Yield {block}(CONTROL) in an article, and run make build"
        raise BadInput(identifier, "no template holds the control", remedy)
    return min(holders, key=lambda name: (len(template_text(name)), name))


def association_name(identifier: str, article: str) -> str:
    """The name of the association that the article makes for the control; empty where it makes none."""
    control = registry.controls()[identifier]
    if not _is_associated(control, article):
        return ""
    return f"{committed_parameters(article)['NamePrefix']}-{enforced(control).rule_name}"


def _is_associated(control: Control, article: str) -> bool:
    return association_id(control) in associations(article)


def of_association(name: str, place: "AccountRegion") -> DeployedRunbook:
    """What State Manager would start; raises BadInput where the account has no association of that name."""
    ssm = place.client("ssm")
    listed = ssm.list_associations(AssociationFilterList=[{"key": "AssociationName", "value": name}])["Associations"]
    if not listed:
        raise BadInput(
            f"{name} in {place.region}", "the template makes no association there", "Choose another --region"
        )
    (one,) = listed
    found = ssm.describe_association(AssociationId=one["AssociationId"])["AssociationDescription"]
    document = ssm.get_document(Name=found["Name"], DocumentFormat="JSON")["Content"]
    parameters = {key: values[0] if len(values) == 1 else values for key, values in found["Parameters"].items()}
    return DeployedRunbook(document, parameters, ACCOUNT_ID.name, parameters["AutomationAssumeRole"])


def of_document(name: str, resource: str, place: "AccountRegion") -> DeployedRunbook:
    """What a person would start: the document with its own defaults; ``resource`` is the parameter that names what it is about.

    Raises BadInput for a document whose role is not a default of its own.
    """
    document = place.client("ssm").get_document(Name=name, DocumentFormat="JSON")["Content"]
    role = json.loads(document)["parameters"][ROLE.name].get("default")
    if not role:
        raise BadInput(
            f"{name} in {place.region}", "the document does not name its role", "Give it as AutomationAssumeRole"
        )
    return DeployedRunbook(document, {}, resource, role)


def _is_of(rule: Mapping[str, Any], control: Control) -> bool:
    if control.guard is None:
        return bool(rule["Source"].get("SourceIdentifier") == control.identifier)
    # Config does not answer the policy, and knows the rule by nothing but its name, which begins with the user's prefix.
    custom = rule["Source"]["Owner"] == "CUSTOM_POLICY"
    return custom and str(rule["ConfigRuleName"]).endswith(f"-{control.rule_name}")


def of_rule(identifier: str, place: "AccountRegion") -> DeployedRunbook:
    """What Config would start; raises BadInput where the control's rule has no remediation."""
    config = place.client("config")
    rules = config.describe_config_rules()["ConfigRules"]
    names = [rule["ConfigRuleName"] for rule in rules if _is_of(rule, registry.controls()[identifier])]
    found = config.describe_remediation_configurations(ConfigRuleNames=names)["RemediationConfigurations"]
    if not found:
        raise BadInput(
            f"{identifier} in {place.region}", "the template makes no remediation there", "Choose another --region"
        )
    given = found[0]["Parameters"]
    static = {name: value["StaticValue"]["Values"] for name, value in given.items() if "StaticValue" in value}
    (resource,) = [name for name, value in given.items() if "ResourceValue" in value]
    document = place.client("ssm").get_document(Name=found[0]["TargetId"], DocumentFormat="JSON")["Content"]
    parameters = {name: values[0] if len(values) == 1 else values for name, values in static.items()}
    return DeployedRunbook(document, parameters, resource, parameters["AutomationAssumeRole"])
