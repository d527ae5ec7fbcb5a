from typing import Any

import pytest

from generator.blocks.security_hub_standards import STANDARDS
from generator.knowledge.resource_types import known_regions, missing_regions
from generator.template.errors import RequestRefused
from tests.articles.evaluation import HOME, OTHER, made

NAME = "organization-security-hub"
CENTRAL = {"CentralConfiguration": "CREATE", "ConfigurationPolicy": "ENABLED"}
LOCAL = {"SecurityHubNewAccounts": "ENABLED"}
AGGREGATOR, ORGANIZATION = "SecurityHubOrganizationAggregator", "SecurityHubOrganizationConfiguration"
POLICY, ASSOCIATION = "SecurityHubConfigurationPolicy", "AWS::SecurityHub::PolicyAssociation"


def policy(**given: Any) -> dict[str, Any]:
    found: dict[str, Any] = made(NAME, **CENTRAL, **given).properties(POLICY)["ConfigurationPolicy"]["SecurityHub"]
    return found


def standards(**given: Any) -> list[str]:
    return [each.partition("::standards/")[2] for each in policy(**given)["EnabledStandardIdentifiers"]]


def test_nothing_is_configured_until_that_is_chosen() -> None:
    targets = {"PolicyRoot": "r-abcd", "PolicyAccount1": "111122223333"}
    assert made(NAME).resources == made(NAME, ConfigurationPolicy="ENABLED", **targets).resources == {}


def test_central_configuration_waits_for_the_aggregator_and_enables_nothing_by_itself() -> None:
    stack = made(NAME, CentralConfiguration="CREATE")
    assert {*stack.resources} == {AGGREGATOR, ORGANIZATION}
    assert stack.waits_for(ORGANIZATION) == {AGGREGATOR}
    assert stack.properties(ORGANIZATION) == {
        "ConfigurationType": "CENTRAL",
        "AutoEnable": False,
        "AutoEnableStandards": "NONE",
    }


def test_an_aggregator_links_every_region_or_those_that_are_named() -> None:
    assert made(NAME, **CENTRAL).properties(AGGREGATOR) == {"RegionLinkingMode": "ALL_REGIONS"}
    named = made(NAME, **CENTRAL, LinkedRegions="us-east-1,us-west-2").properties(AGGREGATOR)
    assert named == {"RegionLinkingMode": "SPECIFIED_REGIONS", "Regions": ["us-east-1", "us-west-2"]}


def test_what_is_there_is_taken_as_it_is() -> None:
    assert AGGREGATOR not in made(NAME, **CENTRAL, FindingAggregator="EXISTING").resources
    existing = made(NAME, **{**CENTRAL, "CentralConfiguration": "EXISTING"}, PolicyRoot="r-abcd")
    assert {*existing.resources} == {POLICY, "SecurityHubPolicyAssociationForRoot"}


def test_accounts_that_join_are_enabled_locally_with_standards_where_chosen() -> None:
    assert made(NAME, **LOCAL).properties(ORGANIZATION) == {
        "ConfigurationType": "LOCAL",
        "AutoEnable": True,
        "AutoEnableStandards": "NONE",
    }
    chosen = made(NAME, **LOCAL, SecurityHubNewAccountStandards="DEFAULT").properties(ORGANIZATION)
    assert chosen["AutoEnableStandards"] == "DEFAULT"
    for value in ("CREATE", "EXISTING"):
        stack = made(NAME, **LOCAL, CentralConfiguration=value, SecurityHubNewAccountStandards="DEFAULT")
        found = stack.of_type("AWS::SecurityHub::OrganizationConfiguration")
        assert [each["ConfigurationType"] for each in found.values()] == ["CENTRAL"][: value == "CREATE"]
        assert all(each["AutoEnableStandards"] == "NONE" for each in found.values())


def test_central_is_of_the_home_region_and_local_of_each() -> None:
    assert made(NAME, region=OTHER, HomeRegion=HOME, PolicyRoot="r-abcd", **CENTRAL).resources == {}
    assert {*made(NAME, region=OTHER, HomeRegion=HOME, **LOCAL).resources} == {ORGANIZATION}


@pytest.mark.parametrize("region", sorted(known_regions()))
def test_a_region_that_lacks_a_type_has_none_of_it(region: str) -> None:
    made_there = {each["Type"] for each in made(NAME, region=region, PolicyRoot="r-abcd", **CENTRAL).resources.values()}
    made_there |= {each["Type"] for each in made(NAME, region=region, **LOCAL).resources.values()}
    assert not [each for each in made_there if region in missing_regions(each)]
    if region not in missing_regions("AWS::SecurityHub::ConfigurationPolicy"):
        assert len(made_there) == 4


def test_the_policy_enables_the_best_practices_unless_told_otherwise() -> None:
    assert standards() == ["aws-foundational-security-best-practices/v/1.0.0"]
    assert standards(PolicyStandardBestPractices="DISABLED") == []
    everything = {f"Policy{each.parameter}": each.choices[-1] for each in STANDARDS}
    assert standards(**everything) == [f"{each.path}/v/{each.versions[-1]}" for each in STANDARDS]
    assert policy()["ServiceEnabled"] is True


@pytest.mark.parametrize(
    ("region", "partition"), [(HOME, "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
)
def test_a_standard_is_named_by_partition_and_region(region: str, partition: str) -> None:
    (arn,) = policy(region=region)["EnabledStandardIdentifiers"]
    assert arn.startswith(f"arn:{partition}:securityhub:{region}::standards/")


def test_controls_are_disabled_or_alone_enabled_never_both() -> None:
    def controls(**given: str) -> dict[str, Any]:
        found: dict[str, Any] = policy(**given)["SecurityControlsConfiguration"]
        return found

    assert controls() == {"DisabledSecurityControlIdentifiers": []}
    assert controls(PolicyDisabledControls="IAM.6,EC2.10") == {
        "DisabledSecurityControlIdentifiers": ["IAM.6", "EC2.10"]
    }
    assert controls(PolicyEnabledControls="S3.8") == {"EnabledSecurityControlIdentifiers": ["S3.8"]}
    with pytest.raises(RequestRefused, match="not both"):
        controls(PolicyDisabledControls="IAM.6", PolicyEnabledControls="S3.8")


@pytest.mark.parametrize("names", ["IAM.6,", "IAM", ",IAM.6", "IAM.6, S3.8", "1.10"])
@pytest.mark.parametrize("parameter", ["PolicyDisabledControls", "PolicyEnabledControls"])
def test_what_names_no_controls_is_refused(parameter: str, names: str) -> None:
    with pytest.raises(RequestRefused):
        policy(**{parameter: names})


@pytest.mark.parametrize("regions", ["us-east-1,", "us-east-1, us-west-2", "US-EAST-1", "all"])
def test_what_names_no_regions_is_refused(regions: str) -> None:
    with pytest.raises(RequestRefused):
        made(NAME, **CENTRAL, LinkedRegions=regions)


def test_each_target_that_is_named_has_the_policy() -> None:
    units, accounts = ("ou-abcd-11111111", "ou-abcd-22222222"), ("111122223333", "222233334444", "333344445555")
    given = {f"PolicyUnit{number}": each for number, each in enumerate(units, start=2)}
    given |= {f"PolicyAccount{number}": each for number, each in enumerate(accounts, start=1)}
    stack = made(NAME, **CENTRAL, PolicyRoot="r-abcd", **given)
    found = stack.of_type(ASSOCIATION)
    assert {(each["TargetType"], each["TargetId"]) for each in found.values()} == {
        ("ROOT", "r-abcd"),
        *(("ORGANIZATIONAL_UNIT", each) for each in units),
        *(("ACCOUNT", each) for each in accounts),
    }
    assert len(found) == 6
    for name in found:
        assert stack.waits_for(name) == {POLICY, ORGANIZATION, AGGREGATOR}


def test_the_policy_has_a_name_of_characters_that_aws_takes() -> None:
    assert made(NAME, **CENTRAL, NamePrefix="acme").properties(POLICY)["Name"] == "acme-security-hub"
