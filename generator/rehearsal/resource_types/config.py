"""Config's recorder, delivery channel, rules and remediation configurations.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Config.html
"""

import json
from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    Resource,
    ResourceType,
    Waits,
    by_id,
    found_by,
    lower_camel,
)


def _put_recorder(resource: Resource) -> str:
    name = resource.physical_id or resource.name("Name", 256)
    properties = resource.properties
    recorder = {
        "name": name,
        "roleARN": properties.get("RoleARN"),
        **{
            key[:1].lower() + key[1:]: lower_camel(properties[key])
            for key in ("RecordingGroup", "RecordingMode")
            if key in properties
        },
    }
    resource.call("config", "put_configuration_recorder", ConfigurationRecorder=recorder)
    return name


def _start_recorder(resource: Resource) -> None:
    from botocore.exceptions import ClientError

    try:
        resource.call("config", "start_configuration_recorder", ConfigurationRecorderName=resource.physical_id)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoAvailableDeliveryChannelException":
            raise
        raise Waits(error.response["Error"]["Message"]) from error


def _delete_recorder(resource: Resource) -> None:
    resource.call("config", "stop_configuration_recorder", ConfigurationRecorderName=resource.physical_id)
    resource.call("config", "delete_configuration_recorder", ConfigurationRecorderName=resource.physical_id)


def _recorder_attributes(resource: Resource) -> Attributes:
    names = [resource.physical_id]
    found = resource.call("config", "describe_configuration_recorders", ConfigurationRecorderNames=names)
    return {"ResourceARN": found["ConfigurationRecorders"][0].get("arn", "")}


def _put_channel(resource: Resource) -> str:
    from botocore.exceptions import ClientError

    name = resource.physical_id or resource.name("Name", 256)
    channel = {
        "name": name,
        **resource.pick(
            s3BucketName="S3BucketName",
            s3KeyPrefix="S3KeyPrefix",
            s3KmsKeyArn="S3KmsKeyArn",
            snsTopicARN="SnsTopicARN",
        ),
    }
    if "ConfigSnapshotDeliveryProperties" in resource.properties:
        channel["configSnapshotDeliveryProperties"] = lower_camel(
            resource.properties["ConfigSnapshotDeliveryProperties"]
        )
    try:
        resource.call("config", "put_delivery_channel", DeliveryChannel=channel)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoAvailableConfigurationRecorderException":
            raise
        raise Waits(error.response["Error"]["Message"]) from error
    return name


def _delete_channel(resource: Resource) -> None:
    from botocore.exceptions import ClientError

    try:
        resource.call("config", "delete_delivery_channel", DeliveryChannelName=resource.physical_id)
    except ClientError as error:
        if error.response["Error"]["Code"] != "LastDeliveryChannelDeleteFailedException":
            raise
        raise Waits(error.response["Error"]["Message"]) from error


def _put_rule(resource: Resource) -> str:
    name = resource.physical_id or resource.name("ConfigRuleName", 128)
    rule: dict[str, Any] = {
        "ConfigRuleName": name,
        **resource.pick("Description", "EvaluationModes", "MaximumExecutionFrequency", "Scope", "Source"),
    }
    if "InputParameters" in resource.properties:
        rule["InputParameters"] = _input_parameters(resource.properties["InputParameters"])
    resource.call("config", "put_config_rule", ConfigRule=rule)
    return name


def _input_parameters(given: Any) -> str:
    """CloudFormation hands every value on as text, which is what Config asks for."""
    if isinstance(given, str):
        return given
    texts = {
        key: json.dumps(value) if isinstance(value, bool | dict | list) else str(value) for key, value in given.items()
    }
    return json.dumps(texts)


def _rule_attributes(resource: Resource) -> Attributes:
    found = resource.call("config", "describe_config_rules", ConfigRuleNames=[resource.physical_id])
    rule = found["ConfigRules"][0]
    return {
        "Arn": rule["ConfigRuleArn"],
        "Compliance.Type": "INSUFFICIENT_DATA",
        "ConfigRuleId": rule["ConfigRuleId"],
    }


def _put_remediation(resource: Resource) -> str:
    configuration = resource.pick(
        "Automatic",
        "ConfigRuleName",
        "ExecutionControls",
        "MaximumAutomaticAttempts",
        "Parameters",
        "ResourceType",
        "RetryAttemptSeconds",
        "TargetId",
        "TargetType",
        "TargetVersion",
    )
    resource.call("config", "put_remediation_configurations", RemediationConfigurations=[configuration])
    return str(configuration["ConfigRuleName"])


def _put_aggregator(resource: Resource) -> str:
    """As the API does: by name, which it would take from another aggregator without a word."""
    name = resource.physical_id or resource.name("ConfigurationAggregatorName", 256)
    given = resource.pick("AccountAggregationSources", "OrganizationAggregationSource")
    resource.call("config", "put_configuration_aggregator", ConfigurationAggregatorName=name, **given)
    return name


def _aggregator_attributes(resource: Resource) -> Attributes:
    names = [resource.physical_id]
    found = resource.call("config", "describe_configuration_aggregators", ConfigurationAggregatorNames=names)
    return {"ConfigurationAggregatorArn": found["ConfigurationAggregators"][0]["ConfigurationAggregatorArn"]}


ROWS = (
    ResourceType(
        "AWS::Config::ConfigurationRecorder",
        lateness=1,
        create=_put_recorder,
        stabilize=_start_recorder,
        update=_put_recorder,
        delete=_delete_recorder,
        attributes=_recorder_attributes,
        waits_for=("AWS::Config::DeliveryChannel",),
        name_property="Name",
        taken=found_by(
            "config", "describe_configuration_recorders", "ConfigurationRecorderNames", "ConfigurationRecorders"
        ),
    ),
    ResourceType(
        "AWS::Config::DeliveryChannel",
        create=_put_channel,
        update=_put_channel,
        delete=_delete_channel,
        waits_for=("AWS::Config::ConfigurationRecorder",),
        name_property="Name",
        taken=found_by("config", "describe_delivery_channels", "DeliveryChannelNames", "DeliveryChannels"),
    ),
    ResourceType(
        "AWS::Config::ConfigRule",
        create=_put_rule,
        update=_put_rule,
        delete=by_id("config", "delete_config_rule", "ConfigRuleName"),
        attributes=_rule_attributes,
        name_property="ConfigRuleName",
        taken=found_by("config", "describe_config_rules", "ConfigRuleNames", "ConfigRules"),
    ),
    ResourceType(
        "AWS::Config::RemediationConfiguration",
        create=_put_remediation,
        update=_put_remediation,
        delete=by_id("config", "delete_remediation_configuration", "ConfigRuleName"),
        name_property="ConfigRuleName",
        taken=found_by("config", "describe_remediation_configurations", "ConfigRuleNames", "RemediationConfigurations"),
    ),
    ResourceType(
        "AWS::Config::ConfigurationAggregator",
        create=_put_aggregator,
        update=_put_aggregator,
        delete=by_id("config", "delete_configuration_aggregator", "ConfigurationAggregatorName"),
        attributes=_aggregator_attributes,
        name_property="ConfigurationAggregatorName",
        taken=found_by(
            "config", "describe_configuration_aggregators", "ConfigurationAggregatorNames", "ConfigurationAggregators"
        ),
    ),
)
