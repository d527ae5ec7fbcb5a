import json

import pytest

from generator.template.errors import RequestRefused
from tests.articles.evaluation import document, made

NAME = "directory-service"
PLACE = {
    "DirectoryVpcId": "vpc-0123456789abcdef0",
    "DirectorySubnetId1": "subnet-0123456789abcdef0",
    "DirectorySubnetId2": "subnet-0123456789abcdef1",
}
MICROSOFT, SIMPLE = "DirectoryServiceMicrosoftAD", "DirectoryServiceSimpleAD"
SECRET = "SecretsManagerSecretForDirectory"  # a logical id


def test_nothing_that_is_billed_by_the_hour_is_made_by_default() -> None:
    assert made(NAME).resources == {}
    assert made(NAME, **PLACE).resources == {}


@pytest.mark.parametrize(
    ("choice", "directory", "user"), [("MICROSOFT_AD", MICROSOFT, "Admin"), ("SIMPLE_AD", SIMPLE, "Administrator")]
)
def test_the_chosen_directory_gets_a_password_that_nobody_typed(choice: str, directory: str, user: str) -> None:
    stack = made(NAME, Directory=choice, **PLACE)
    assert {*stack.resources} == {SECRET, directory}
    secret = stack.properties(SECRET)["GenerateSecretString"]
    assert json.loads(secret["SecretStringTemplate"]) == {"username": user}
    assert (secret["PasswordLength"], secret["RequireEachIncludedType"]) == (32, True)
    properties = stack.properties(directory)
    name = "made-secretsmanagersecretfordirectory"
    assert properties["Password"] == f"{{{{resolve:secretsmanager:{name}:SecretString:password}}}}"
    assert properties["VpcSettings"]["SubnetIds"] == [PLACE["DirectorySubnetId1"], PLACE["DirectorySubnetId2"]]
    assert SECRET in stack.waits_for(directory)


def test_edition_and_size_are_those_of_the_user() -> None:
    assert made(NAME, Directory="MICROSOFT_AD", **PLACE).properties(MICROSOFT)["Edition"] == "Standard"
    chosen = made(NAME, Directory="MICROSOFT_AD", DirectoryEdition="Enterprise", **PLACE)
    assert chosen.properties(MICROSOFT)["Edition"] == "Enterprise"
    assert made(NAME, Directory="SIMPLE_AD", DirectorySize="Large", **PLACE).properties(SIMPLE)["Size"] == "Large"


def test_a_deleted_stack_leaves_the_directory_and_its_secret() -> None:
    for name, body in document(NAME)["Resources"].items():
        assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("Retain", "Retain"), name


@pytest.mark.parametrize("missing", PLACE)
def test_a_directory_without_a_place_is_refused_by_name(missing: str) -> None:
    with pytest.raises(RequestRefused, match=f"A directory needs {missing}"):
        made(NAME, Directory="SIMPLE_AD", **{**PLACE, missing: ""})


@pytest.mark.parametrize("name", ["corp", "corp.example.com.", "Corp Example", "-corp.example.com"])
def test_a_domain_that_directory_service_would_refuse_is_refused(name: str) -> None:
    with pytest.raises(RequestRefused):
        made(NAME, DirectoryDomainName=name)


def test_no_password_stands_in_a_parameter() -> None:
    assert not [name for name in document(NAME)["Parameters"] if "Password" in name]


@pytest.mark.parametrize(("region", "there"), [("eu-west-1", True), ("eu-central-1", False), ("us-gov-west-1", False)])
def test_simple_ad_is_made_where_directory_service_has_it_and_microsoft_ad_everywhere(region: str, there: bool) -> None:
    simple = made(NAME, region=region, Directory="SIMPLE_AD", **PLACE)
    assert {*simple.resources} == ({SECRET, SIMPLE} if there else set())
    assert bool(simple.outputs) is there
    assert MICROSOFT in made(NAME, region=region, Directory="MICROSOFT_AD", **PLACE).resources
