"""Security Hub: what belongs to a hub.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecurityHub.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import AlreadyThere, Attributes, Resource, ResourceType, by_id

RULE = ("RuleOrder", "RuleName", "Description", "Criteria", "Actions", "RuleStatus", "IsTerminal")
INSIGHT = ("Name", "Filters", "GroupByAttribute")


def _enable_standard(resource: Resource) -> str:
    arn = resource.properties["StandardsArn"]
    enabled = resource.call("securityhub", "get_enabled_standards")["StandardsSubscriptions"]
    if any(each["StandardsArn"] == arn for each in enabled):
        raise AlreadyThere(f"Standards is already enabled: {arn}")
    requests = [{"StandardsArn": arn}]
    answer = resource.call("securityhub", "batch_enable_standards", StandardsSubscriptionRequests=requests)
    resource.physical_id = str(answer["StandardsSubscriptions"][0]["StandardsSubscriptionArn"])
    _choose_controls(resource)
    return resource.physical_id


def _choose_controls(resource: Resource) -> None:
    """Disable those that are listed; those that are no longer are checked again."""
    wanted, before = _disabled(resource.properties), _disabled(resource.old_properties)
    for arn in sorted(before.keys() - wanted.keys()):
        resource.call("securityhub", "update_standards_control", StandardsControlArn=arn, ControlStatus="ENABLED")
    for arn, reason in wanted.items():
        resource.call(
            "securityhub",
            "update_standards_control",
            StandardsControlArn=arn,
            ControlStatus="DISABLED",
            DisabledReason=reason,
        )


def _disabled(properties: dict[str, Any]) -> dict[str, str | None]:
    listed = properties.get("DisabledStandardsControls", ())
    return {each["StandardsControlArn"]: each.get("Reason") for each in listed}


def _disable_standard(resource: Resource) -> None:
    resource.call("securityhub", "batch_disable_standards", StandardsSubscriptionArns=[resource.physical_id])


def _create_aggregator(resource: Resource) -> str:
    given = resource.pick("RegionLinkingMode", "Regions")
    return str(resource.call("securityhub", "create_finding_aggregator", **given)["FindingAggregatorArn"])


def _update_aggregator(resource: Resource) -> None:
    given = resource.pick("RegionLinkingMode", "Regions")
    resource.call("securityhub", "update_finding_aggregator", FindingAggregatorArn=resource.physical_id, **given)


def _aggregator_attributes(resource: Resource) -> Attributes:
    return {"FindingAggregatorArn": resource.physical_id, "FindingAggregationRegion": resource.account.region}


def _create_action(resource: Resource) -> str:
    given = resource.pick("Name", "Description", "Id")
    return str(resource.call("securityhub", "create_action_target", **given)["ActionTargetArn"])


def _update_action(resource: Resource) -> None:
    given = resource.pick("Name", "Description")
    resource.call("securityhub", "update_action_target", ActionTargetArn=resource.physical_id, **given)


def _create_rule(resource: Resource) -> str:
    given = resource.pick(*RULE, "Tags")
    return str(resource.call("securityhub", "create_automation_rule", **given)["RuleArn"])


def _update_rule(resource: Resource) -> None:
    item = {"RuleArn": resource.physical_id, **resource.pick(*RULE)}
    resource.call("securityhub", "batch_update_automation_rules", UpdateAutomationRulesRequestItems=[item])


def _delete_rule(resource: Resource) -> None:
    resource.call("securityhub", "batch_delete_automation_rules", AutomationRulesArns=[resource.physical_id])


def _rule_attributes(resource: Resource) -> Attributes:
    arns = [resource.physical_id]
    (rule,) = resource.call("securityhub", "batch_get_automation_rules", AutomationRulesArns=arns)["Rules"]
    times = {name: rule[name].isoformat() for name in ("CreatedAt", "UpdatedAt")}
    return {"RuleArn": rule["RuleArn"], "CreatedBy": rule["CreatedBy"], **times}


def _create_insight(resource: Resource) -> str:
    return str(resource.call("securityhub", "create_insight", **resource.pick(*INSIGHT))["InsightArn"])


def _update_insight(resource: Resource) -> None:
    resource.call("securityhub", "update_insight", InsightArn=resource.physical_id, **resource.pick(*INSIGHT))


ROWS = (
    ResourceType(
        "AWS::SecurityHub::Standard",
        create=_enable_standard,
        update=_choose_controls,
        delete=_disable_standard,
        attributes=lambda resource: {"StandardsSubscriptionArn": resource.physical_id},
    ),
    ResourceType(
        "AWS::SecurityHub::FindingAggregator",
        create=_create_aggregator,
        update=_update_aggregator,
        delete=by_id("securityhub", "delete_finding_aggregator", "FindingAggregatorArn"),
        attributes=_aggregator_attributes,
    ),
    ResourceType(
        "AWS::SecurityHub::ActionTarget",
        create=_create_action,
        update=_update_action,
        delete=by_id("securityhub", "delete_action_target", "ActionTargetArn"),
        attributes=lambda resource: {"ActionTargetArn": resource.physical_id},
        name_property="Id",
    ),
    ResourceType(
        "AWS::SecurityHub::AutomationRule",
        create=_create_rule,
        update=_update_rule,
        delete=_delete_rule,
        attributes=_rule_attributes,
    ),
    ResourceType(
        "AWS::SecurityHub::Insight",
        create=_create_insight,
        update=_update_insight,
        delete=by_id("securityhub", "delete_insight", "InsightArn"),
        attributes=lambda resource: {"InsightArn": resource.physical_id},
    ),
)
