"""What an account may have once per Region and that finds problems: GuardDuty, Security Hub, Access Analyzer.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_GuardDuty.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecurityHub.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_AccessAnalyzer.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id, lower_camel


def _create_detector(resource: Resource) -> str:
    tags = {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", ())}
    given = resource.pick("DataSources", "Enable", "Features", "FindingPublishingFrequency")
    return str(resource.call("guardduty", "create_detector", Tags=tags or None, **given)["DetectorId"])


def _update_detector(resource: Resource) -> None:
    given = resource.pick("DataSources", "Enable", "Features", "FindingPublishingFrequency")
    resource.call("guardduty", "update_detector", DetectorId=resource.physical_id, **given)


def _enable_hub(resource: Resource) -> str:
    resource.call(
        "securityhub",
        "enable_security_hub",
        **resource.pick("ControlFindingGenerator", "EnableDefaultStandards", "Tags"),
    )
    _configure_hub(resource)
    # moto names the partition aws everywhere.
    arn = str(resource.call("securityhub", "describe_hub")["HubArn"])
    return arn.replace("arn:aws:", f"arn:{resource.account.partition}:", 1)


def _configure_hub(resource: Resource) -> None:
    given = resource.pick("AutoEnableControls")
    if given or resource.old_properties.get("ControlFindingGenerator") != resource.properties.get(
        "ControlFindingGenerator"
    ):
        given.update(resource.pick("ControlFindingGenerator"))
        resource.call("securityhub", "update_security_hub_configuration", **given)


def _hub_attributes(resource: Resource) -> Attributes:
    hub = resource.call("securityhub", "describe_hub")
    return {"ARN": resource.physical_id, "SubscribedAt": hub["SubscribedAt"]}


def _disable_hub(resource: Resource) -> None:
    resource.call("securityhub", "disable_security_hub")


def _create_analyzer(resource: Resource) -> str:
    given: dict[str, Any] = {
        "analyzerName": resource.name("AnalyzerName", 255),
        "type": resource.properties["Type"],
        "tags": {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", ())} or None,
    }
    if "AnalyzerConfiguration" in resource.properties:
        given["configuration"] = _configuration(resource.properties["AnalyzerConfiguration"])
    resource.physical_id = str(resource.call("accessanalyzer", "create_analyzer", **given)["arn"])
    _archive(resource)
    return resource.physical_id


def _configuration(given: dict[str, Any]) -> dict[str, Any]:
    renamed = {"UnusedAccessConfiguration": "unusedAccess", "InternalAccessConfiguration": "internalAccess"}
    found = {renamed.get(key, key): lower_camel(value) for key, value in given.items()}
    for exclusion in found.get("unusedAccess", {}).get("analysisRule", {}).get("exclusions", ()):
        if "resourceTags" in exclusion:
            # The API has a mapping where CloudFormation has a list of keys and values.
            exclusion["resourceTags"] = [
                {tag["key"]: tag.get("value", "") for tag in tags} for tags in exclusion["resourceTags"]
            ]
    return found


def _archive(resource: Resource) -> None:
    """Create, change and delete archive rules until they are those of the template."""
    name = _analyzer_name(resource)
    wanted = {rule["RuleName"]: _archive_rule(rule) for rule in resource.properties.get("ArchiveRules", ())}
    found = resource.call("accessanalyzer", "list_archive_rules", analyzerName=name)["archiveRules"]
    there = {rule["ruleName"] for rule in found}
    for gone in sorted(there - wanted.keys()):
        resource.call("accessanalyzer", "delete_archive_rule", analyzerName=name, ruleName=gone)
    for each, rule in wanted.items():
        operation = "update_archive_rule" if each in there else "create_archive_rule"
        resource.call("accessanalyzer", operation, analyzerName=name, **rule)


def _archive_rule(rule: dict[str, Any]) -> dict[str, Any]:
    criteria = {
        item["Property"]: {
            "eq" if key == "Eq" else lower_camel({key: 0}).popitem()[0]: value
            for key, value in item.items()
            if key != "Property"
        }
        for item in rule["Filter"]
    }
    return {"ruleName": rule["RuleName"], "filter": criteria}


def _update_analyzer(resource: Resource) -> None:
    configuration = resource.properties.get("AnalyzerConfiguration")
    resource.call(
        "accessanalyzer",
        "update_analyzer",
        analyzerName=_analyzer_name(resource),
        configuration=None if configuration is None else _configuration(configuration),
    )
    _archive(resource)


def _analyzer_name(resource: Resource) -> str:
    return resource.physical_id.rsplit("/", 1)[1]


def _delete_analyzer(resource: Resource) -> None:
    resource.call("accessanalyzer", "delete_analyzer", analyzerName=_analyzer_name(resource))


ROWS = (
    ResourceType(
        "AWS::GuardDuty::Detector",
        create=_create_detector,
        update=_update_detector,
        delete=by_id("guardduty", "delete_detector", "DetectorId"),
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::SecurityHub::Hub",
        create=_enable_hub,
        update=_configure_hub,
        delete=_disable_hub,
        attributes=_hub_attributes,
    ),
    ResourceType(
        "AWS::AccessAnalyzer::Analyzer",
        create=_create_analyzer,
        update=_update_analyzer,
        delete=_delete_analyzer,
        attributes=lambda resource: {"Arn": resource.physical_id},
        name_property="AnalyzerName",
    ),
)
