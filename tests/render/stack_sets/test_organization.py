from functools import cache
from typing import Any

import pytest

from generator import registry
from generator.knowledge import limits
from generator.model import Scope
from generator.render import Template
from generator.render.stack_sets.organization import is_possible, organization
from generator.template.errors import RequestRefused
from generator.template.parse import parse
from tests.articles.evaluation import Made, document, make, rendered
from tests.articles.text_faults import character_faults, description_faults, literal_faults

ASKED = {
    "TemplateBaseUrl": "https://amzn-s3-demo-bucket.s3.eu-central-1.amazonaws.com/1.0.0/templates",
    "OrganizationalUnitIds": "r-ab12",
    "Regions": "eu-central-1,us-east-1",
}
ORGANIZATION, ARCHIVE, MANAGEMENT = "o-exampleorgid", "222222222222", "333333333333"
HERE, ACCOUNT = "eu-central-1", "111122223333"
STACK_SET = "AWS::CloudFormation::StackSet"


@cache
def template() -> Template:
    return organization({name: rendered(name) for name in registry.articles()})


@cache
def everything() -> Made:
    switches = {name: "ENABLED" for name in parse(template().text)["Parameters"] if name.startswith("Deploy")}
    return launched(**switches, TrailOrganizationId=ORGANIZATION, LogArchiveAccountId=ARCHIVE)


def launched(**given: str) -> Made:
    return make(parse(template().text), region=HERE, **ASKED, **given)


def article_of(properties: dict[str, Any]) -> str:
    return str(properties["TemplateURL"]).rpartition("/")[2].removesuffix(".yaml")


def values(properties: dict[str, Any]) -> dict[str, str]:
    return {each["ParameterKey"]: each["ParameterValue"] for each in properties["Parameters"]}


def test_it_is_made_of_all_articles_or_not_at_all() -> None:
    assert not is_possible({"config": rendered("config")})
    assert template().name == "stack-sets/organization"
    assert len(template().parameters) <= limits.TEMPLATE_PARAMETERS


def test_by_default_roles_recorder_rules_and_free_detection_go_to_the_accounts() -> None:
    made = {article_of(each) for each in launched().of_type(STACK_SET).values()}
    assert {"service-linked-roles", "config", "default-security-group", "access-analyzer"} <= made
    assert made.isdisjoint({"guardduty", "security-hub", "macie", "inspector", "detective", "log-archive"})
    assert "CloudTrail" not in launched().resources


def test_every_part_has_a_switch() -> None:
    off = {name: "DISABLED" for name in parse(template().text)["Parameters"] if name.startswith("Deploy")}
    assert launched(**off).resources == {}
    sets = {logical_id.removeprefix("StackSetFor") for logical_id in everything().of_type(STACK_SET)}
    assert off.keys() == {f"Deploy{each}" for each in (sets - {"LogArchive"}) | {"CloudTrail"}}


def test_what_is_passed_the_articles_take() -> None:
    for properties in everything().of_type(STACK_SET).values():
        name = article_of(properties)
        make(document(name), region=HERE, **values(properties))
        assert tuple(properties.get("Capabilities", ())) == rendered(name).capabilities
        if "HomeRegion" in values(properties):
            assert values(properties)["HomeRegion"] == HERE
        scope, (group, *_) = registry.articles()[name].scope, properties["StackInstancesGroup"]
        assert group["Regions"] == (["eu-central-1", "us-east-1"] if scope is Scope.REGIONAL else [HERE])


def test_a_set_waits_for_those_that_its_article_requires() -> None:
    made = everything()
    sets = {article_of(each): logical_id for logical_id, each in made.of_type(STACK_SET).items()}
    for name, logical_id in sets.items():
        required = {sets[each] for each in registry.articles()[name].requires if each in sets}
        assert required <= made.waits_for(logical_id)
    assert sets["service-linked-roles"] in made.waits_for(sets["guardduty"])
    assert {sets["service-linked-roles"], sets["config"]} <= made.waits_for(sets["security-hub"])


@pytest.mark.parametrize("automatic", ["ENABLED", "DISABLED"])
def test_the_order_holds_for_accounts_that_join_and_for_the_first_deployment(automatic: str) -> None:
    made = launched(AutoDeployment=automatic)
    assert "StackSetForConfig" in made.waits_for("StackSetForSSHRDP")
    deployment = made.properties("StackSetForSSHRDP")["AutoDeployment"]
    arn = f"arn:aws:cloudformation:{HERE}:{ACCOUNT}:stackset/made-stacksetforconfig"
    assert deployment.get("DependsOn") == ([arn] if automatic == "ENABLED" else None)


def test_nothing_depends_on_a_set_that_is_switched_off() -> None:
    made = launched(DeployConfig="DISABLED", DeployServiceLinkedRoles="DISABLED")
    for properties in made.of_type(STACK_SET).values():
        assert "DependsOn" not in properties["AutoDeployment"]


def test_there_are_no_more_dependencies_than_stack_sets_takes() -> None:
    found = [each["AutoDeployment"].get("DependsOn", []) for each in everything().of_type(STACK_SET).values()]
    assert max(map(len, found)) <= 10
    assert sum(map(len, found)) <= 100


def test_the_sets_of_a_delegated_administrator_belong_to_the_management_account() -> None:
    made = launched(CallAs="DELEGATED_ADMIN", ManagementAccountId=MANAGEMENT)
    (arn,) = made.properties("StackSetForConfig")["AutoDeployment"]["DependsOn"]
    assert arn.split(":")[4] == MANAGEMENT
    assert {each["CallAs"] for each in made.of_type(STACK_SET).values()} == {"DELEGATED_ADMIN"}
    with pytest.raises(RequestRefused, match="needs ManagementAccountId"):
        launched(CallAs="DELEGATED_ADMIN")


def test_the_trail_records_the_organization_into_the_archive_of_one_account() -> None:
    made = launched(
        DeployCloudTrail="ENABLED",
        TrailOrganizationId=ORGANIZATION,
        TrailBucketName="archive-bucket",
        LogArchiveAccountId=ARCHIVE,
    )
    trail, archive = made.properties("CloudTrail"), made.properties("StackSetForLogArchive")
    assert (str(trail["IsOrganizationTrail"]).lower(), trail["S3BucketName"]) == ("true", "archive-bucket")
    assert "S3ForCloudTrail" not in made.resources
    (group,) = archive["StackInstancesGroup"]
    assert group["DeploymentTargets"]["Accounts"] == [ARCHIVE]
    assert group["DeploymentTargets"]["AccountFilterType"] == "INTERSECTION"
    assert {key: str(value).lower() for key, value in archive["AutoDeployment"].items()} == {"Enabled": "false"}
    assert values(archive)["ArchiveOrganizationId"] == ORGANIZATION


ARCHIVE_BUCKETS = ("S3ForCloudTrailArchive", "S3ForConfigArchive")
RECORDS = {"DeployCloudTrail": "ENABLED", "TrailOrganizationId": ORGANIZATION, "LogArchiveAccountId": ARCHIVE}


@pytest.mark.parametrize("home", ["", "us-east-1"])
def test_trail_and_recorders_deliver_to_the_archive_whose_buckets_are_named_beforehand(home: str) -> None:
    made = launched(**RECORDS, HomeRegion=home, ArchiveBucketPrefix="logs")
    region = home or "eu-central-1"
    config, archive = made.properties("StackSetForConfig"), made.properties("StackSetForLogArchive")
    assert values(config)["ConfigBucketName"] == f"logs-config-{ARCHIVE}-{region}-an"
    assert archive["StackInstancesGroup"][0]["Regions"] == [region]
    stack = make(document("log-archive"), region=region, **values(archive))
    there = {name: stack.properties(name)["BucketName"].replace(ACCOUNT, ARCHIVE) for name in ARCHIVE_BUCKETS}
    assert there["S3ForConfigArchive"] == values(config)["ConfigBucketName"]
    assert "StackSetForLogArchive" in made.waits_for("StackSetForConfig")
    assert made.outputs["ConfigBucketNameOfArchive"] == values(config)["ConfigBucketName"]
    if region == HERE:
        trail = there["S3ForCloudTrailArchive"]
        assert made.properties("CloudTrail")["S3BucketName"] == trail == made.outputs["TrailBucketNameInUse"]
        assert "StackSetForLogArchive" in made.waits_for("CloudTrail")
        assert "S3ForCloudTrail" not in made.resources


def test_named_buckets_stay_and_an_archive_without_a_prefix_is_named_by_hand() -> None:
    named = launched(**RECORDS, TrailBucketName="trail-there", ConfigBucketName="config-there")
    assert named.properties("CloudTrail")["S3BucketName"] == "trail-there"
    assert values(named.properties("StackSetForConfig"))["ConfigBucketName"] == "config-there"
    unnamed = launched(**RECORDS, ArchiveBucketPrefix="")
    assert values(unnamed.properties("StackSetForConfig"))["ConfigBucketName"] == ""
    assert values(unnamed.properties("StackSetForLogArchive"))["ArchiveBucketPrefix"] == ""
    assert "S3ForCloudTrail" in unnamed.resources
    assert "ConfigBucketNameOfArchive" not in unnamed.outputs


def test_without_an_archive_each_account_keeps_its_own_buckets() -> None:
    made = launched(DeployCloudTrail="ENABLED", TrailOrganizationId=ORGANIZATION)
    assert values(made.properties("StackSetForConfig"))["ConfigBucketName"] == ""
    assert "S3ForCloudTrail" in made.resources
    assert "StackSetForLogArchive" not in made.waits_for("StackSetForConfig")


@pytest.mark.parametrize("given", [{"DeployCloudTrail": "ENABLED"}, {"LogArchiveAccountId": ARCHIVE}])
def test_the_organization_must_be_named_where_it_delivers(given: dict[str, str]) -> None:
    with pytest.raises(RequestRefused, match="need TrailOrganizationId"):
        launched(**given)


def test_its_texts_are_without_faults() -> None:
    data, stacks = parse(template().text), ((ASKED, everything()),)
    literals = [each for each in literal_faults(data, stacks) if not each.startswith("Parameters.Regions.Default:")]
    assert [*literals, *character_faults(data, stacks), *description_faults(data, stacks)] == []
