"""AWS's limits on templates and on the names in them, checked before anything is written.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

import json
from collections.abc import Iterator
from typing import Any

from generator.knowledge import limits
from generator.model import BadInput, Parameter
from generator.render.references import names_in_sub

COUNTS = {
    "Parameters": limits.TEMPLATE_PARAMETERS,
    "Resources": limits.TEMPLATE_RESOURCES,
    "Outputs": limits.TEMPLATE_OUTPUTS,
    "Mappings": limits.TEMPLATE_MAPPINGS,
}
# Physical names and descriptions, by the type and the property that holds them.
LENGTHS = {
    ("AWS::Config::ConfigRule", "ConfigRuleName"): limits.CONFIG_RULE_NAME_LENGTH,
    ("AWS::Config::ConfigRule", "Description"): limits.CONFIG_RULE_DESCRIPTION_LENGTH,
    ("AWS::CloudWatch::Alarm", "AlarmName"): limits.ALARM_NAME_LENGTH,
    ("AWS::CloudWatch::Alarm", "AlarmDescription"): limits.ALARM_DESCRIPTION_LENGTH,
    ("AWS::Events::Rule", "Name"): limits.EVENT_RULE_NAME_LENGTH,
    ("AWS::Events::Rule", "Description"): limits.EVENT_RULE_DESCRIPTION_LENGTH,
    ("AWS::IAM::Role", "Description"): limits.ROLE_DESCRIPTION_LENGTH,
    ("AWS::IAM::Role", "RoleName"): limits.ROLE_NAME_LENGTH,
    ("AWS::Lambda::Function", "FunctionName"): limits.FUNCTION_NAME_LENGTH,
    ("AWS::Logs::LogGroup", "LogGroupName"): limits.LOG_GROUP_NAME_LENGTH,
    ("AWS::S3::Bucket", "BucketName"): limits.BUCKET_NAME_LENGTH,
    ("AWS::SSM::Document", "Name"): 128,
}
# The longest that a pseudo parameter becomes.
PSEUDO_LENGTHS = {
    "AWS::AccountId": 12,
    "AWS::Partition": 10,
    "AWS::Region": 16,
    "AWS::StackName": 128,
    "AWS::URLSuffix": 17,
}


def require_limits(where: str, data: dict[str, Any], text: str, parameters: dict[str, Parameter]) -> None:
    """Raise BadInput for the first limit that the template passes."""
    for what, size, most in [*_template(data, text), *_names(data.get("Resources", {}), parameters), *_documents(data)]:
        if size > most:
            raise BadInput(f"{where}: {what}", f"{size:,} is over AWS's limit of {most:,}", "Shorten or split it")


def _template(data: dict[str, Any], text: str) -> Iterator[tuple[str, int, int]]:
    yield "template bytes", len(text.encode()), limits.TEMPLATE_OBJECT_BYTES
    yield "Description", len(data["Description"].encode()), limits.TEMPLATE_DESCRIPTION_BYTES
    for section, most in COUNTS.items():
        yield section, len(data.get(section, {})), most
    for section in ("Parameters", "Resources", "Outputs", "Mappings"):
        yield from ((f"{section} {name}", len(name), limits.LOGICAL_ID_LENGTH) for name in data.get(section, {}))


def _names(resources: dict[str, Any], parameters: dict[str, Parameter]) -> Iterator[tuple[str, int, int]]:
    for logical_id, body in resources.items():
        for (kind, key), most in LENGTHS.items():
            value = body.get("Properties", {}).get(key) if body["Type"] == kind else None
            if value is not None:
                yield f"{logical_id} {key}", longest(value, parameters), most


def longest(value: Any, parameters: dict[str, Parameter]) -> int:
    """The most characters that a name can become; what cannot be known counts nothing."""
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, dict) or len(value) != 1:
        return 0
    ((function, argument),) = value.items()
    match function, argument:
        case "Ref", str():
            return _longest_name(argument, parameters)
        case "Fn::Sub", str():
            names = names_in_sub(argument)
            return (
                len(argument)
                - sum(len(name) + 3 for name in names)
                + sum(_longest_name(name, parameters) for name in names)
            )
        case "Fn::If", [_, then, otherwise]:
            return max(longest(then, parameters), longest(otherwise, parameters))
        case "Fn::Select", [int() as index, list() as items]:
            return longest(items[index], parameters)
        case "Fn::Join", [str() as between, list() as parts]:
            return sum(longest(part, parameters) for part in parts) + len(between) * (len(parts) - 1)
    return 0


def _longest_name(name: str, parameters: dict[str, Parameter]) -> int:
    if name in PSEUDO_LENGTHS:
        return PSEUDO_LENGTHS[name]
    if name not in parameters:
        return 0
    parameter = parameters[name]
    if parameter.allowed_values:
        return max(len(str(value)) for value in parameter.allowed_values)
    return parameter.max_length or 0


def _documents(data: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    for logical_id, body in data.get("Resources", {}).items():
        properties = body.get("Properties", {})
        if body["Type"] == "AWS::SSM::Document":
            yield f"{logical_id} Content bytes", len(json.dumps(properties["Content"])), limits.DOCUMENT_BYTES
        if body["Type"] == "AWS::IAM::Role":
            trust = json.dumps(properties["AssumeRolePolicyDocument"], separators=(",", ":"))
            yield f"{logical_id} AssumeRolePolicyDocument characters", len(trust), limits.TRUST_POLICY_LENGTH
            inline = _policies(properties.get("Policies", []))
            yield f"{logical_id} Policies characters", inline, limits.ROLE_INLINE_POLICIES_LENGTH


def _policies(value: Any) -> int:
    """The characters of inline policies; of the ways of an ``Fn::If`` the longer counts."""
    match value:
        case list():
            return sum(map(_policies, value))
        case {"Fn::If": [_, then, otherwise]}:
            return max(_policies(then), _policies(otherwise))
        case {"PolicyDocument": document}:
            return len(json.dumps(document, separators=(",", ":")))
    return 0
