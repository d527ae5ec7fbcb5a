import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from generator.rehearsal.account import StrictAccount

CONTENT = {
    "schemaVersion": "0.3",
    "parameters": {
        "AutomationAssumeRole": {"type": "AWS::IAM::Role::Arn"},
        "GroupId": {"type": "String"},
        "DryRun": {"type": "Boolean", "default": True},
    },
    "mainSteps": [{"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}}],
}
GOOD: dict[str, Any] = {
    "ConfigRuleName": "rule",
    "TargetType": "SSM_DOCUMENT",
    "TargetId": "Runbook",
    "Parameters": {
        "AutomationAssumeRole": {"StaticValue": {"Values": ["arn:aws:iam::123456789012:role/a"]}},
        "GroupId": {"ResourceValue": {"Value": "RESOURCE_ID"}},
    },
}


@pytest.fixture
def config(account: StrictAccount) -> Any:
    account.session().client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")
    role = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    client = account.session().client("config")
    client.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    source = {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"}
    client.put_config_rule(ConfigRule={"ConfigRuleName": "rule", "Source": source})
    ssm = account.session().client("ssm")
    ssm.create_document(Name="Runbook", DocumentType="Automation", Content=json.dumps(CONTENT))
    return client


def put(config: Any, **changed: Any) -> None:
    config.put_remediation_configurations(RemediationConfigurations=[{**GOOD, **changed}])


def test_a_configuration_is_put_described_and_deleted(config: Any) -> None:
    put(config, Automatic=True, MaximumAutomaticAttempts=3, RetryAttemptSeconds=60)
    found = config.describe_remediation_configurations(ConfigRuleNames=["rule", "other"])["RemediationConfigurations"]
    assert [(each["ConfigRuleName"], each["TargetId"], each["Automatic"]) for each in found] == [
        ("rule", "Runbook", True)
    ]
    config.delete_remediation_configuration(ConfigRuleName="rule")
    assert config.describe_remediation_configurations(ConfigRuleNames=["rule"])["RemediationConfigurations"] == []
    with pytest.raises(ClientError, match="NoSuchRemediationConfigurationException"):
        config.delete_remediation_configuration(ConfigRuleName="rule")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"ConfigRuleName": "none"}, "NoSuchConfigRuleException"),
        ({"TargetId": "Nothing"}, "The document Nothing does not exist"),
        ({"Automatic": True, "RetryAttemptSeconds": 60}, "MaximumAutomaticAttempts is required"),
        ({"Automatic": True, "MaximumAutomaticAttempts": 3}, "RetryAttemptSeconds is required"),
        ({"Parameters": {**GOOD["Parameters"], "GruopId": {"StaticValue": {"Values": ["a"]}}}}, "no parameter GruopId"),
        ({"Parameters": {"GroupId": GOOD["Parameters"]["GroupId"]}}, "needs the parameter AutomationAssumeRole"),
        ({"Parameters": {**GOOD["Parameters"], "DryRun": {}}}, "parameter DryRun"),
        ({"TargetType": "LAMBDA"}, "enum value set"),
        ({"MaximumAutomaticAttempts": 26}, "MaximumAutomaticAttempts"),
    ],
)
def test_what_config_refuses(config: Any, changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(ClientError, match=problem):
        put(config, **changed)
    assert config.describe_remediation_configurations(ConfigRuleNames=["rule"])["RemediationConfigurations"] == []


def test_members_are_validated_against_the_real_operation(config: Any) -> None:
    with pytest.raises(ParamValidationError, match="TargetIdd"):
        put(config, TargetIdd="x")


def test_documents_of_aws_exist_everywhere(config: Any) -> None:
    put(config, TargetId="AWS-DisableS3BucketPublicReadWrite", Parameters={})


def test_a_rule_with_a_remediation_is_not_deleted(config: Any) -> None:
    put(config)
    with pytest.raises(ClientError, match="ResourceInUseException"):
        config.delete_config_rule(ConfigRuleName="rule")
    config.delete_remediation_configuration(ConfigRuleName="rule")
    config.delete_config_rule(ConfigRuleName="rule")
