from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

POLICY = {"PolicyRuntime": "guard-2.x.x", "PolicyText": 'rule r when resourceType == "a" { tags exists }'}
CHANGE = {"EventSource": "aws.config", "MessageType": "ConfigurationItemChangeNotification"}
SOURCE: dict[str, Any] = {"Owner": "CUSTOM_POLICY", "CustomPolicyDetails": POLICY, "SourceDetails": [CHANGE]}


@pytest.fixture(scope="module")
def config() -> Iterator[Any]:
    with StrictAccount() as account:
        session: Any = account.session()
        role = session.client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")["Role"]["Arn"]
        client = session.client("config")
        client.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
        yield client


def put(config: Any, name: str, source: dict[str, Any], **more: Any) -> Any:
    config.put_config_rule(ConfigRule={"ConfigRuleName": name, "Source": source, **more})
    return config.describe_config_rules(ConfigRuleNames=[name])["ConfigRules"][0]


def test_a_rule_with_a_policy_is_put_described_without_its_text_and_deleted(config: Any) -> None:
    found = put(config, "queues", SOURCE, Description="One.", Scope={"ComplianceResourceTypes": ["AWS::SQS::Queue"]})
    assert found["Source"] == {
        "Owner": "CUSTOM_POLICY",
        "SourceDetails": [CHANGE],
        "CustomPolicyDetails": {"PolicyRuntime": "guard-2.x.x"},
    }
    assert (found["Description"], found["Scope"]) == ("One.", {"ComplianceResourceTypes": ["AWS::SQS::Queue"]})
    config.delete_config_rule(ConfigRuleName="queues")
    assert "queues" not in {each["ConfigRuleName"] for each in config.describe_config_rules()["ConfigRules"]}


def test_a_rule_may_change_from_a_policy_to_a_managed_one_and_back(config: Any) -> None:
    owners = [
        put(config, "changing", source)["Source"]["Owner"]
        for source in (SOURCE, {"Owner": "AWS", "SourceIdentifier": "ROOT_ACCOUNT_MFA_ENABLED"}, SOURCE)
    ]
    assert owners == ["CUSTOM_POLICY", "AWS", "CUSTOM_POLICY"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ({**SOURCE, "CustomPolicyDetails": {**POLICY, "PolicyText": ""}}, "PolicyText are required"),
        ({"Owner": "CUSTOM_POLICY", "SourceDetails": [CHANGE]}, "PolicyText are required"),
        ({"Owner": "CUSTOM_POLICY", "CustomPolicyDetails": POLICY}, "SourceDetails should be provided"),
        ({**SOURCE, "SourceDetails": [CHANGE | {"MessageType": "ScheduledNotification"}]}, "on changes only"),
        ({**SOURCE, "SourceDetails": [CHANGE | {"MaximumExecutionFrequency": "One_Hour"}]}, "on changes only"),
        ({**SOURCE, "CustomPolicyDetails": {**POLICY, "PolicyText": "x" * 10_001}}, "PolicyText"),
        ({**SOURCE, "CustomPolicyDetails": {**POLICY, "PolicyRuntime": "guard-3.x.x"}}, "PolicyRuntime|policyRuntime"),
    ],
)
def test_what_config_refuses(config: Any, source: dict[str, Any], problem: str) -> None:
    with pytest.raises(ClientError, match=problem):
        put(config, "refused", source)
    assert "refused" not in {each["ConfigRuleName"] for each in config.describe_config_rules()["ConfigRules"]}
