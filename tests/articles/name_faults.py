"""What every name that a template gives must hold to: it begins with the prefix and fits, in every Region.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.knowledge import limits
from tests.articles.evaluation import Made, make
from tests.articles.scenarios import Stacks

LONGEST_PREFIX = "z" * 16
# The property that names a resource of a type, and what AWS takes there.
NAMES = {
    "AWS::Athena::NamedQuery": ("Name", r".{1,128}"),
    "AWS::Athena::WorkGroup": ("Name", r"[a-zA-Z0-9._-]{1,128}"),
    "AWS::ApiGateway::Authorizer": ("Name", r".{1,128}"),
    "AWS::Cognito::IdentityPool": ("IdentityPoolName", r"[\w\s+=,.@-]{1,128}"),
    "AWS::Cognito::UserPool": ("UserPoolName", r"[\w\s+=,.@-]{1,128}"),
    "AWS::Cognito::UserPoolClient": ("ClientName", r"[\w\s+=,.@-]{1,128}"),
    "AWS::CloudTrail::EventDataStore": ("Name", r"[a-zA-Z0-9._-]{3,128}"),
    "AWS::Chatbot::MicrosoftTeamsChannelConfiguration": ("ConfigurationName", r"[A-Za-z0-9_-]{1,128}"),
    "AWS::Chatbot::SlackChannelConfiguration": ("ConfigurationName", r"[A-Za-z0-9_-]{1,128}"),
    "AWS::CloudTrail::Trail": ("TrailName", r"(?!.*[._-]{2})[a-zA-Z0-9][a-zA-Z0-9._-]{1,126}[a-zA-Z0-9]"),
    "AWS::CloudWatch::Alarm": ("AlarmName", rf".{{1,{limits.ALARM_NAME_LENGTH}}}"),
    "AWS::Config::ConfigRule": ("ConfigRuleName", rf".{{1,{limits.CONFIG_RULE_NAME_LENGTH}}}"),
    **dict.fromkeys(
        (f"AWS::GuardDuty::{kind}" for kind in ("IPSet", "ThreatIntelSet", "TrustedEntitySet", "ThreatEntitySet")),
        ("Name", r"[a-zA-Z0-9_-]{1,300}"),
    ),
    "AWS::GuardDuty::Filter": ("Name", r"[a-zA-Z0-9._-]{3,64}"),
    "AWS::AuditManager::Assessment": ("Name", r"[a-zA-Z0-9_.-]{1,127}"),
    "AWS::IAM::Group": ("GroupName", rf"(?=.{{1,{limits.GROUP_NAME_LENGTH}}}$){limits.ROLE_NAME_PATTERN}"),
    "AWS::IAM::ManagedPolicy": (
        "ManagedPolicyName",
        rf"(?=.{{1,{limits.MANAGED_POLICY_NAME_LENGTH}}}$){limits.ROLE_NAME_PATTERN}",
    ),
    "AWS::IAM::SAMLProvider": ("Name", r"[\w._-]{1,128}"),
    "AWS::IAM::Role": ("RoleName", rf"(?=.{{1,{limits.ROLE_NAME_LENGTH}}}$){limits.ROLE_NAME_PATTERN}"),
    "AWS::Organizations::Policy": ("Name", r"[ -~]{1,128}"),
    "AWS::InspectorV2::CisScanConfiguration": ("ScanName", r".{1,128}"),
    "AWS::InspectorV2::Filter": ("Name", r".{3,128}"),
    "AWS::IAM::InstanceProfile": ("InstanceProfileName", r"[\w+=,.@-]{1,128}"),
    "AWS::KMS::Alias": ("AliasName", r"alias/[a-zA-Z0-9/_-]{1,250}"),
    "AWS::Logs::LogGroup": ("LogGroupName", rf"[.\-_/#A-Za-z0-9]{{1,{limits.LOG_GROUP_NAME_LENGTH}}}"),
    **dict.fromkeys(
        (f"AWS::Macie::{kind}" for kind in ("AllowList", "CustomDataIdentifier", "FindingsFilter")),
        ("Name", r"[ -~]{1,128}"),
    ),
    "AWS::SNS::Topic": ("TopicName", r"[A-Za-z0-9_-]{1,256}"),
    "AWS::SecurityHub::AutomationRule": ("RuleName", r".{1,256}"),
    "AWS::SecurityHub::ConfigurationPolicy": ("Name", r"[A-Za-z0-9.!*/-]{1,128}"),
    "AWS::SecurityHub::Insight": ("Name", r".{1,128}"),
    "AWS::SSM::Association": ("AssociationName", r"[a-zA-Z0-9_\-.]{3,128}"),
    "AWS::SSO::PermissionSet": ("Name", r"[\w+=,.@-]{1,32}"),
    "AWS::SSM::Document": ("Name", limits.DOCUMENT_NAME_PATTERN),
    "AWS::SSM::PatchBaseline": ("Name", r"[a-zA-Z0-9_\-.]{3,128}"),
    "AWS::SSM::Parameter": ("Name", r"(/[a-zA-Z0-9_.-]+){1,15}"),
}
# What AWS names, what a user names by a parameter of its own, and properties that name something else.
OTHERS = {"BucketName", "PolicyName", "AWSServiceName", "MetricName", "ServiceName"}
# The only name under which a service looks for what it names.
PRESCRIBED = {"SSM-SessionManagerRunShell"}


def name_faults(data: Mapping[str, Any], stacks: Stacks) -> Iterator[str]:
    """Names without the prefix, that AWS refuses, or that a type has beside those known here."""
    for values, _ in stacks:
        if values.get("HomeRegion") != "":
            continue
        prefix = {"NamePrefix": LONGEST_PREFIX} if "NamePrefix" in data["Parameters"] else {}
        yield from _faults(make(data, **(dict(values) | prefix)))


def _faults(stack: Made) -> Iterator[str]:
    for logical_id, body in stack.resources.items():
        known, pattern = NAMES.get(body["Type"], ("", ""))
        for key, name in body["Properties"].items():
            if key == known and not re.fullmatch(pattern, name):
                yield f"{logical_id}: AWS refuses the name {name}"
            if (
                key == known
                and not re.match(rf"(/aws/[a-z-]+/|/|alias/|aws-waf-logs-)?{LONGEST_PREFIX}", name)
                and name not in PRESCRIBED
            ):
                yield f"{logical_id}: the name {name} does not begin with NamePrefix"
            if _names(key) and key != known and not _refers(key, body["Type"]):
                yield f"{logical_id}: {key} gives a name that nothing here knows"


def _names(key: str) -> bool:
    return key.endswith("Name") and key not in OTHERS and not key.endswith("BucketName")


def _refers(key: str, kind: str) -> bool:
    """Whether the property names another resource rather than its own."""
    own = {
        "ConfigRuleName": "AWS::Config::ConfigRule",
        "FunctionName": "AWS::Lambda::Function",
        "LogGroupName": "AWS::Logs::LogGroup",
        "DBParameterGroupName": "AWS::RDS::DBParameterGroup",
        "DBSubnetGroupName": "AWS::RDS::DBSubnetGroup",
        "SnsTopicName": "",
        "GroupName": "",
        "DatabaseName": "",
    }
    # An association has a name of its own, and its Name is the document's; of a custom action it is the entry in a menu of the console.
    elsewhere = {("Name", "AWS::SSM::Association"), ("Name", "AWS::SecurityHub::ActionTarget")}
    return (key in own and own[key] != kind) or (key, kind) in elsewhere
