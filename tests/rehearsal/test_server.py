import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from generator.model.errors import BadInput
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.server import background_server

TOPIC = json.dumps(
    {
        "Description": "A topic.",
        "Parameters": {"Name": {"Type": "String", "AllowedPattern": "[a-z]+"}},
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "Name"}}}},
        "Outputs": {"Arn": {"Value": {"Ref": "Topic"}, "Export": {"Name": "topic"}}},
    }
)
START = """
import sys
from generator.rehearsal.server import serve
serve(int(sys.argv[1]), lambda url: print(url, flush=True))
"""


@pytest.fixture
def endpoint(account: StrictAccount) -> Iterator[str]:
    with background_server(account) as url:
        yield url


def client(service: str, endpoint: str, region: str = "us-east-1") -> Any:
    config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=region)
    return session.client(service, endpoint_url=endpoint, config=config)  # type: ignore[call-overload]  # any service


def parameters(name: str) -> list[dict[str, str]]:
    return [{"ParameterKey": "Name", "ParameterValue": name}]


def test_a_stack_lives_through_the_api(endpoint: str) -> None:
    cloudformation = client("cloudformation", endpoint)
    made = cloudformation.create_stack(StackName="one", TemplateBody=TOPIC, Parameters=parameters("first"))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=made["StackId"])
    stack = cloudformation.describe_stacks(StackName="one")["Stacks"][0]
    assert (stack["StackStatus"], stack["Description"]) == ("CREATE_COMPLETE", "A topic.")
    assert stack["Outputs"][0]["OutputValue"].endswith(":first")
    assert stack["Parameters"] == [{"ParameterKey": "Name", "ParameterValue": "first"}]
    assert [export["Name"] for export in cloudformation.list_exports()["Exports"]] == ["topic"]
    events = cloudformation.describe_stack_events(StackName="one")["StackEvents"]
    assert [event["ResourceStatus"] for event in events[:2]] == ["CREATE_COMPLETE", "CREATE_COMPLETE"]
    assert len({event["EventId"] for event in events}) == len(events)
    for answer in (
        cloudformation.describe_stack_resources(StackName="one")["StackResources"][0],
        cloudformation.list_stack_resources(StackName="one")["StackResourceSummaries"][0],
        cloudformation.describe_stack_resource(StackName="one", LogicalResourceId="Topic")["StackResourceDetail"],
    ):
        assert (answer["LogicalResourceId"], answer["ResourceStatus"]) == ("Topic", "CREATE_COMPLETE")
        assert answer["PhysicalResourceId"].endswith(":first")
    cloudformation.update_stack(StackName="one", UsePreviousTemplate=True, Parameters=parameters("second"))
    assert cloudformation.describe_stacks()["Stacks"][0]["StackStatus"] == "UPDATE_COMPLETE"
    assert client("sns", endpoint).list_topics()["Topics"][0]["TopicArn"].endswith(":second")
    cloudformation.delete_stack(StackName="one")
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=made["StackId"])
    assert cloudformation.describe_stacks()["Stacks"] == []
    assert cloudformation.list_stacks()["StackSummaries"][0]["StackStatus"] == "DELETE_COMPLETE"
    assert cloudformation.list_stacks(StackStatusFilter=["CREATE_COMPLETE"])["StackSummaries"] == []


def test_templates_are_read_from_the_doubles_own_bucket_and_told(endpoint: str) -> None:
    s3, cloudformation = client("s3", endpoint), client("cloudformation", endpoint, "eu-west-1")
    s3.create_bucket(Bucket="templates")
    s3.put_object(Bucket="templates", Key="a/topic.json", Body=TOPIC.encode())
    url = "https://templates.s3.us-east-1.amazonaws.com/a/topic.json"
    assert cloudformation.validate_template(TemplateURL=url)["Parameters"][0]["ParameterKey"] == "Name"
    summary = cloudformation.get_template_summary(TemplateURL=url)
    assert summary["ResourceTypes"] == ["AWS::SNS::Topic"]
    cloudformation.create_stack(StackName="one", TemplateURL=url, Parameters=parameters("first"))
    body = cloudformation.get_template(StackName="one")["TemplateBody"]
    assert dict(body) == json.loads(TOPIC)
    with pytest.raises(ClientError, match="cannot read the template"):
        cloudformation.validate_template(TemplateURL=url + "x")


def test_refusals_are_the_apis_errors(endpoint: str) -> None:
    cloudformation = client("cloudformation", endpoint)
    with pytest.raises(ClientError, match=r"ValidationError.*Parameter 'Name' must match pattern") as refused:
        cloudformation.create_stack(StackName="one", TemplateBody=TOPIC, Parameters=parameters("1"))
    assert refused.value.response["Error"]["Code"] == "ValidationError"
    with pytest.raises(ClientError, match="Stack with id one does not exist"):
        cloudformation.describe_stacks(StackName="one")
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}
    with pytest.raises(ClientError, match="InsufficientCapabilities"):
        cloudformation.create_stack(StackName="one", TemplateBody=json.dumps({"Resources": {"Role": role}}))
    with pytest.raises(ClientError, match="51200"):
        cloudformation.create_stack(StackName="one", TemplateBody=TOPIC + " " * 51_200)


def test_disable_rollback_leaves_the_failure_to_be_read(endpoint: str) -> None:
    cloudformation = client("cloudformation", endpoint)
    body = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicNmae": "x"}}}})
    cloudformation.create_stack(StackName="one", TemplateBody=body, DisableRollback=True)
    assert cloudformation.describe_stacks(StackName="one")["Stacks"][0]["StackStatus"] == "CREATE_FAILED"
    events = cloudformation.describe_stack_events(StackName="one")["StackEvents"]
    assert any("TopicNmae" in event.get("ResourceStatusReason", "") for event in events)
    cloudformation.create_stack(StackName="two", TemplateBody=body)
    assert cloudformation.describe_stacks(StackName="two")["Stacks"][0]["StackStatus"] == "ROLLBACK_COMPLETE"


def test_change_sets_create_and_update_as_deploy_does(endpoint: str) -> None:
    cloudformation = client("cloudformation", endpoint)
    given = {"StackName": "one", "TemplateBody": TOPIC, "Parameters": parameters("first")}
    cloudformation.create_change_set(ChangeSetName="create", ChangeSetType="CREATE", **given)
    cloudformation.get_waiter("change_set_create_complete").wait(StackName="one", ChangeSetName="create")
    cloudformation.execute_change_set(ChangeSetName="create", StackName="one")
    assert cloudformation.describe_stacks(StackName="one")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
    same = cloudformation.create_change_set(ChangeSetName="same", ChangeSetType="UPDATE", **given)
    described = cloudformation.describe_change_set(ChangeSetName=same["Id"])
    assert (described["Status"], "didn't contain changes" in described["StatusReason"]) == ("FAILED", True)
    with pytest.raises(ClientError, match="InvalidChangeSetStatus"):
        cloudformation.execute_change_set(ChangeSetName="same", StackName="one")
    changed = {**given, "Parameters": parameters("second")}
    cloudformation.create_change_set(ChangeSetName="update", ChangeSetType="UPDATE", **changed)
    cloudformation.execute_change_set(ChangeSetName="update", StackName="one")
    assert cloudformation.describe_stacks(StackName="one")["Stacks"][0]["StackStatus"] == "UPDATE_COMPLETE"
    cloudformation.delete_change_set(ChangeSetName="update", StackName="one")
    with pytest.raises(ClientError, match="ChangeSetNotFound"):
        cloudformation.describe_change_set(ChangeSetName="update", StackName="one")


def test_service_rules_and_doubles_hold_for_calls_from_outside(endpoint: str) -> None:
    config, iam = client("config", endpoint), client("iam", endpoint)
    source = {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"}
    rule = {"ConfigRuleName": "rule", "Source": source}
    with pytest.raises(config.exceptions.NoAvailableConfigurationRecorderException):
        config.put_config_rule(ConfigRule=rule)
    with pytest.raises(ClientError, match=r"at 'ConfigRule\.ConfigRuleName'"):
        config.put_config_rule(ConfigRule={**rule, "ConfigRuleName": "r" * 129})
    role = iam.create_service_linked_role(AWSServiceName="config.amazonaws.com")["Role"]
    assert role["RoleName"] == "AWSServiceRoleForConfig"
    with pytest.raises(ClientError, match="has been taken in this account"):
        iam.create_service_linked_role(AWSServiceName="config.amazonaws.com")
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role["Arn"]})
    config.put_config_rule(ConfigRule=rule)
    remediation = {"ConfigRuleName": "rule", "TargetType": "SSM_DOCUMENT", "TargetId": "AWS-PublishSNSNotification"}
    config.put_remediation_configurations(RemediationConfigurations=[remediation])
    found = config.describe_remediation_configurations(ConfigRuleNames=["rule"])["RemediationConfigurations"]
    assert found[0]["TargetId"] == "AWS-PublishSNSNotification"


def test_boto3_in_this_process_reaches_the_same_stacks(account: StrictAccount) -> None:
    inside = account.session("eu-west-1", "222222222222").client("cloudformation")
    inside.create_stack(
        StackName="one", TemplateBody=TOPIC, Parameters=[{"ParameterKey": "Name", "ParameterValue": "a"}]
    )
    stack = account.stack("one", region="eu-west-1", account_id="222222222222")
    assert stack.outputs["Arn"].value == "arn:aws:sns:eu-west-1:222222222222:a"


def test_a_port_in_use_is_bad_input(account: StrictAccount) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(BadInput, match=f"--port {port}: cannot listen on 127.0.0.1:{port}"),
            background_server(account, port),
        ):
            raise AssertionError("it listens")


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_is_none_is_bad_input(account: StrictAccount, port: int) -> None:
    with pytest.raises(BadInput, match="--port"), background_server(account, port):
        raise AssertionError("it listens")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_and_leaves_no_process(number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [sys.executable, "-c", START, "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url.startswith("http://127.0.0.1:")
    answer = client("sts", url).get_caller_identity()
    assert answer["Account"] == "123456789012"
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])))
