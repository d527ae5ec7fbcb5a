import json

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters

NAME = "directory-service"


@pytest.mark.parametrize(("choice", "kind"), [("MICROSOFT_AD", "MicrosoftAD"), ("SIMPLE_AD", "SimpleAD")])
def test_a_directory_is_made_with_the_password_of_its_secret_and_outlives_its_stack(
    account: StrictAccount, choice: str, kind: str
) -> None:
    from moto.ds.models import ds_backends

    place = account.account_region("eu-west-1")
    subnets = place.client("ec2").describe_subnets()["Subnets"]
    values = committed_parameters(NAME) | {
        "Directory": choice,
        "DirectoryVpcId": subnets[0]["VpcId"],
        "DirectorySubnetId1": subnets[0]["SubnetId"],
        "DirectorySubnetId2": subnets[1]["SubnetId"],
    }
    stack = launch(account, NAME, "eu-west-1", given=values).stack
    assert stack is not None
    assert stack.status == "CREATE_COMPLETE", [str(event) for event in stack.failures]
    directory = str(stack.outputs["DirectoryId"].value)
    (found,) = place.client("ds").describe_directories(DirectoryIds=[directory])["DirectoryDescriptions"]
    assert found["Type"] == kind
    secret = str(stack.outputs["DirectorySecretArn"].value)
    held = json.loads(place.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])
    assert ds_backends[account.account_id]["eu-west-1"].directories[directory].password == held["password"]
    account.delete_stack(stack.name, region="eu-west-1")
    assert stack.status == "DELETE_COMPLETE"
    assert place.client("ds").describe_directories(DirectoryIds=[directory])["DirectoryDescriptions"]


def test_subnets_of_one_zone_are_refused_as_by_the_service(account: StrictAccount) -> None:
    subnets = account.account_region("us-east-1").client("ec2").describe_subnets()["Subnets"]
    one = subnets[0]["SubnetId"]
    place = {"DirectoryVpcId": subnets[0]["VpcId"], "DirectorySubnetId1": one, "DirectorySubnetId2": one}
    values = committed_parameters(NAME) | place | {"Directory": "SIMPLE_AD"}
    stack = launch(account, NAME, "us-east-1", given=values).stack
    assert stack is not None
    assert "subnet" in str(stack.failures[0]).lower()
