from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest

from generator.model import Scope
from tests.articles.bucket_faults import bucket_faults, deletion_faults, retention_faults
from tests.articles.default_faults import change_faults, cost_faults, scope_faults
from tests.articles.evaluation import document
from tests.articles.name_faults import name_faults
from tests.articles.parameter_faults import parameter_faults, reference_faults
from tests.articles.policy_faults import (
    action_faults,
    confused_deputy_faults,
    pass_role_faults,
    resource_faults,
    shape_faults,
)
from tests.articles.scenarios import Stacks, stacks
from tests.articles.text_faults import character_faults, description_faults, literal_faults, name_source_faults

Check = Callable[[Mapping[str, Any], Stacks], Iterator[str]]
BUCKET = ("Resources", "S3ForConfig", "Properties")
POLICY = ("Resources", "S3BucketPolicyForConfig", "Properties", "PolicyDocument", "Statement")
NOTICE = (
    "Resources",
    "EventsRuleForPasswordPolicyRepairs",
    "Properties",
    "Targets",
    0,
    "InputTransformer",
    "InputTemplate",
)
ROLE = ("Resources", "IAMRoleForRevokeDefaultSecurityGroup", "Properties")
TRUST = (*ROLE, "AssumeRolePolicyDocument", "Statement", 0)
GRANT = (*ROLE, "Policies", 0, "PolicyDocument", "Statement")
RULE = ("Resources", "ConfigVpcDefaultSecurityGroupClosed", "Properties")
GONE = object()
AT_HOME = {"Fn::And": [{"Condition": "IsHomeRegion"}, {"Condition": "IsHomeRegion"}]}
EVERYONE = {"Effect": "Deny", "Principal": "*", "Action": "s3:*"}
ALL = [{"Fn::GetAtt": ["S3ForConfig", "Arn"]}, {"Fn::Sub": "${S3ForConfig.Arn}/*"}]
HTTP_AND_OLD_TLS = {"Bool": {"aws:SecureTransport": "false"}, "NumericLessThan": {"s3:TlsVersion": "1.2"}}
TOO_NEW = EVERYONE | {"Resource": ALL, "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.3"}}}

# Article, the place that is broken, what stands there, the check, a part of its complaint.
PLANTED: tuple[tuple[str, tuple[Any, ...], Any, Check, str], ...] = (
    ("config", (*BUCKET, "PublicAccessBlockConfiguration", "BlockPublicAcls"), False, bucket_faults, "BlockPublicAcls"),
    ("config", (*BUCKET, "OwnershipControls"), GONE, bucket_faults, "owner is not enforced"),
    ("config", (*BUCKET, "VersioningConfiguration"), GONE, bucket_faults, "not versioned"),
    ("config", (*BUCKET, "BucketEncryption"), GONE, bucket_faults, "not encrypted"),
    ("config", (*BUCKET, "LifecycleConfiguration", "Rules", 1), GONE, bucket_faults, "unfinished uploads"),
    (
        "config",
        ("Resources", "S3BucketPolicyForConfig", "Properties", "Bucket"),
        "other",
        bucket_faults,
        "has no policy",
    ),
    ("config", (*POLICY, 2), GONE, bucket_faults, "not denied over plain HTTP"),
    ("config", (*POLICY, 3), GONE, bucket_faults, "not denied over TLS 1.1"),
    ("config", (*POLICY, 2, "Resource"), ALL[0], bucket_faults, "s3:GetObject is not denied over plain HTTP"),
    ("config", (*POLICY, 2, "Condition"), HTTP_AND_OLD_TLS, bucket_faults, "not denied over plain HTTP"),
    ("config", (*POLICY, 3), TOO_NEW, bucket_faults, "denied over TLS 1.2"),
    ("account-settings", ("Conditions", "EnforcesIamPasswordPolicy"), AT_HOME, change_faults, "repairs by itself"),
    (
        "config",
        (*BUCKET, "LifecycleConfiguration", "Rules", 0, "ExpirationInDays"),
        60,
        retention_faults,
        "no parameter",
    ),
    ("config", ("Resources", "S3ForConfig", "DeletionPolicy"), GONE, deletion_faults, "DeletionPolicy"),
    ("config", ("Resources", "S3ForConfig", "UpdateReplacePolicy"), "Delete", deletion_faults, "UpdateReplacePolicy"),
    ("config", (*POLICY, 0, "Sid"), GONE, shape_faults, "has no name"),
    ("config", (*POLICY, 0, "Resource"), GONE, shape_faults, "names no resource"),
    ("config", (*POLICY, 0, "Principal"), GONE, shape_faults, "names no principal"),
    ("config", (*POLICY[:-1], "Version"), "2008-10-17", shape_faults, "old version"),
    ("config", (*BUCKET, "LifecycleConfiguration", "Rules", 0, "Status"), "Disabled", bucket_faults, "is off"),
    ("config", (*POLICY, 0, "Condition"), GONE, confused_deputy_faults, "for a foreign account"),
    (
        "config",
        (*POLICY, 0, "Condition", "StringEqualsIfExists"),
        {"aws:SourceAccount": "1"},
        confused_deputy_faults,
        "cannot hold together",
    ),
    ("config", (*POLICY, 0, "Condition", "StringEquals"), GONE, confused_deputy_faults, "nobody in particular"),
    ("default-security-group", (*TRUST, "Condition"), GONE, confused_deputy_faults, "ssm.amazonaws.com may act"),
    ("default-security-group", (*GRANT, 1, "Resource"), "*", resource_faults, "can be held to resources"),
    ("default-security-group", (*GRANT, 1, "Action"), "ec2:Revoke*", resource_faults, "not by pattern"),
    ("default-security-group", (*GRANT, 0, "Action"), "ec2:RevokeAll", action_faults, "ec2:RevokeAll does not exist"),
    ("default-security-group", (*GRANT, 0, "Action"), "iam:PassRole", pass_role_faults, "without iam:PassedToService"),
    ("default-security-group", (*GRANT, 0, "Action"), "iam:*", pass_role_faults, "without iam:PassedToService"),
    ("default-security-group", (*RULE, "ConfigRuleName"), "closed", name_faults, "does not begin with NamePrefix"),
    (
        "default-security-group",
        (*ROLE, "RoleName"),
        {"Fn::Sub": "${NamePrefix}-RevokeEveryRuleOfTheDefaultSecurityGroup-${AWS::Region}"},
        name_faults,
        "AWS refuses the name",
    ),
    ("default-security-group", (*ROLE, "RoleName"), {"Ref": "AWS::StackName"}, name_source_faults, "name of a stack"),
    (
        "default-security-group",
        ("Resources", "ConfigVpcDefaultSecurityGroupClosedRemediationConfiguration", "Properties", "Automatic"),
        True,
        change_faults,
        "repairs by itself",
    ),
    (
        "default-security-group",
        ("Parameters", "VpcDefaultSecurityGroupClosed", "Default"),
        "AUTOMATIC",
        change_faults,
        "by itself",
    ),
    ("cloudtrail", ("Parameters", "TrailKey", "Default"), "CREATE", cost_faults, "costs a fixed fee"),
    ("config", ("Description",), "caf\u00e9", character_faults, "is not ASCII"),
    ("config", ("Description",), "x" * 1025, description_faults, "1025 characters"),
    ("default-security-group", (*RULE, "Description"), "x" * 257, description_faults, "257 characters"),
    ("config", (*BUCKET, "BucketName"), "arn:aws:s3:::b", literal_faults, "is a partition"),
    ("config", (*POLICY, 1, "Resource"), "111122223333", literal_faults, "is an account"),
    ("config", (*BUCKET, "BucketName"), "logs-of eu-west-1", literal_faults, "eu-west-1 is a Region"),
    ("password-policy", NOTICE, '"https://eu-west-1.example/"', literal_faults, "eu-west-1 is a Region"),
    ("config", ("Parameters", "HomeRegion", "Default"), "us-east-1", literal_faults, "us-east-1 is a Region"),
    ("config", ("Parameters", "NamePrefix", "Default"), "Base", parameter_faults, "refuses its own default"),
    ("config", ("Parameters", "ConfigTopic", "Default"), "NONE", parameter_faults, "refuses its own default"),
    ("config", ("Parameters", "ConfigRetentionInDays", "Default"), 60, parameter_faults, "refuses its own default"),
    ("config", ("Parameters", "NamePrefix", "Description"), GONE, parameter_faults, "no description"),
    ("config", ("Parameters", "NamePrefix", "AllowedPattern"), GONE, parameter_faults, "takes any text"),
    (
        "config",
        ("Metadata", "AWS::CloudFormation::Interface", "ParameterLabels", "NamePrefix"),
        GONE,
        parameter_faults,
        "no label",
    ),
    (
        "config",
        ("Metadata", "AWS::CloudFormation::Interface", "ParameterGroups", 0),
        GONE,
        parameter_faults,
        "in 0 groups",
    ),
    ("config", ("Parameters", "Unused"), {"Type": "String"}, parameter_faults, "nothing uses it"),
    # E-05: what the articles' own YAML has wrong.
    ("config", ("Resouces",), {}, reference_faults, "Resouces: CloudFormation has no such section"),
    ("config", (*BUCKET, "LoggingConfiguration"), {"Ref": "LogBacketName"}, reference_faults, "LogBacketName"),
    ("config", (*BUCKET, "Tags"), {"Fn::Sub": "${SnsTopicName}"}, reference_faults, "SnsTopicName"),
    (
        "cloudtrail",
        ("Resources", "CloudTrail", "Condition"),
        "CreateCentralizedResources",
        reference_faults,
        "CreateCentralizedResources",
    ),
)


def planted(name: str, path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    data: dict[str, Any] = deepcopy(dict(document(name)))
    node: Any = data
    for key in path[:-1]:
        node = node[key]
    if value is GONE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return data


@pytest.mark.parametrize(("name", "path", "value", "check", "complaint"), PLANTED)
def test_a_planted_defect_is_found(name: str, path: tuple[Any, ...], value: Any, check: Check, complaint: str) -> None:
    data = planted(name, path, value)
    needs_stacks = check not in (reference_faults, parameter_faults, literal_faults, character_faults, retention_faults)
    found = list(check(data, list(stacks(data)) if needs_stacks else []))
    assert any(complaint in fault for fault in found), found


def test_a_role_made_in_every_region_is_found() -> None:
    data = planted("default-security-group", ("Resources", "IAMRoleForRevokeDefaultSecurityGroup", "Condition"), GONE)
    assert set(scope_faults(data, stacks(data), Scope.REGIONAL)) == {
        "IAMRoleForRevokeDefaultSecurityGroup: it is made outside the home Region"
    }


def test_a_trail_in_every_region_is_found() -> None:
    data = planted("cloudtrail", ("Conditions", "IsHomeRegion"), {"Fn::Equals": ["", ""]})
    assert "CloudTrail: it is made outside the home Region" in set(scope_faults(data, stacks(data), Scope.HOME))
