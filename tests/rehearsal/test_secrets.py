import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.service_doubles.secret_rotation import STORE

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


def function(account: StrictAccount, region: str) -> str:
    place = account.account_region(region)
    document = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    role = place.client("iam").create_role(RoleName=f"rotation-{region}", AssumeRolePolicyDocument=document)["Role"]
    code: dict[str, Any] = {"ZipFile": b"x"}
    made = place.client("lambda").create_function(
        FunctionName="rotate", Role=role["Arn"], Runtime="python3.13", Handler="index.handler", Code=code
    )
    return str(made["FunctionArn"])


def everything(account: StrictAccount, region: str, **given: str) -> StackRun:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    chosen = {"Secret": "CREATE", "SecretKey": "CREATE", "ApplicationRoles": "ENABLED", "AlertTopicArn": topic}
    return launch(account, "secrets", region, REGIONS, committed_parameters("secrets") | chosen | given)


def test_everything_on_deploys_in_two_regions_and_keeps_the_secret(account: StrictAccount) -> None:
    for region in REGIONS:
        run = everything(account, region, SecretRotationFunctionArn=function(account, region))
        assert run.stack is not None and run.green, run.stack and [str(each) for each in run.stack.failures]
        place = account.account_region(region)
        (secret,) = place.client("secretsmanager").list_secrets()["SecretList"]
        value = json.loads(place.client("secretsmanager").get_secret_value(SecretId=secret["ARN"])["SecretString"])
        assert (value["username"], len(value["password"])) == ("application", 32)
        told = place.client("ssm").get_parameter(Name="/baseline/web/secret-arn")["Parameter"]["Value"]
        assert told == secret["ARN"]
        assert set(place.store(STORE)) == {secret["ARN"]}
        account.delete_stack(run.stack.name, region=region)
        assert run.stack.status == "DELETE_COMPLETE", run.stack.failures
        assert [each["ARN"] for each in place.client("secretsmanager").list_secrets()["SecretList"]] == [secret["ARN"]]
        assert not place.store(STORE)


@pytest.mark.parametrize("lacking", ["function", "permission"])
def test_the_double_refuses_a_function_that_secrets_manager_cannot_call(account: StrictAccount, lacking: str) -> None:
    arn = function(account, HOME)
    client = account.account_region(HOME).client("secretsmanager")
    secret = client.create_secret(Name="sample", SecretString="x")["ARN"]
    named = arn if lacking == "permission" else f"{arn}-missing"
    with pytest.raises(client.exceptions.ClientError, match="cannot invoke the specified Lambda function"):
        client.rotate_secret(SecretId=secret, RotationLambdaARN=named)
