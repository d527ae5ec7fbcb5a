import pytest

from generator.knowledge import config_rules, regions, resource_types
from generator.knowledge.config_rules import RuleParameter, Trigger
from generator.knowledge.unknown import UnknownName


def test_a_rule_tells_its_name_trigger_types_and_parameters() -> None:
    rule = config_rules.managed_rule("ACCESS_KEYS_ROTATED")
    assert rule.rule_name == "access-keys-rotated"
    assert rule.trigger is Trigger.PERIODIC
    assert rule.resource_types == ("AWS::IAM::User",)
    assert rule.parameters == (RuleParameter("maxAccessKeyAge", "int", "90", False),)
    assert rule.parameter("maxAccessKeyAge").default == "90"


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("INSTANCES_IN_VPC", "ec2-instances-in-vpc"),
        ("EC2_INSTANCE_MANAGED_BY_SSM", "ec2-instance-managed-by-systems-manager"),
        ("CLOUD_TRAIL_ENABLED", "cloudtrail-enabled"),
        ("RESTRICTED_INCOMING_TRAFFIC", "restricted-common-ports"),
        ("MULTI_REGION_CLOUD_TRAIL_ENABLED", "multi-region-cloudtrail-enabled"),
        ("INCOMING_SSH_DISABLED", "restricted-ssh"),
    ],
)
def test_six_rules_are_not_named_like_their_identifier(identifier: str, name: str) -> None:
    assert config_rules.managed_rule(identifier).rule_name == name
    others = [rule for rule in config_rules.managed_rules().values() if rule.identifier != identifier]
    assert sum(rule.rule_name != rule.identifier.lower().replace("_", "-") for rule in others) == 5


def test_rule_names_are_unique() -> None:
    rules = config_rules.managed_rules().values()
    assert len({rule.rule_name for rule in rules}) == len(rules) == 833


@pytest.mark.parametrize(
    ("identifier", "changes", "periodic"),
    [
        ("VPC_DEFAULT_SECURITY_GROUP_CLOSED", True, False),
        ("ROOT_ACCOUNT_MFA_ENABLED", False, True),
        ("ACM_CERTIFICATE_EXPIRATION_CHECK", True, True),
        ("S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS", True, False),
    ],
)
def test_the_trigger_tells_what_starts_an_evaluation(identifier: str, changes: bool, periodic: bool) -> None:
    rule = config_rules.managed_rule(identifier)
    assert (rule.evaluates_changes, rule.evaluates_periodically) == (changes, periodic)


def test_a_rule_with_exceptions_is_missing_just_there() -> None:
    rule = config_rules.managed_rule("ACCOUNT_PART_OF_ORGANIZATIONS")
    assert rule.missing_regions() == {"cn-north-1"}
    assert rule.is_available("cn-northwest-1") is True
    assert rule.is_available("cn-north-1") is False


def test_a_rule_of_few_regions_is_missing_in_all_others() -> None:
    rule = config_rules.managed_rule("IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK")
    assert config_rules.described_regions() - rule.missing_regions() == {"us-east-1", "cn-north-1"}


def test_a_rule_of_all_regions_is_missing_in_none() -> None:
    rule = next(rule for rule in config_rules.managed_rules().values() if rule.mode == "all")
    assert rule.missing_regions() == frozenset()
    assert rule.is_available("me-south-1") is True


@pytest.mark.parametrize("region", ["eusc-de-east-1", "us-iso-east-1"])
def test_where_the_list_is_silent_availability_is_not_known(region: str) -> None:
    assert config_rules.managed_rule("ACCESS_KEYS_ROTATED").is_available(region) is None
    assert config_rules.managed_rule("IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK").is_available(region) is None


def test_every_rule_is_missing_only_in_described_regions_and_never_in_all_of_them() -> None:
    for rule in config_rules.managed_rules().values():
        assert rule.missing_regions() < config_rules.described_regions()


def test_unknown_names_are_refused_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        config_rules.managed_rule("VPC_DEFAULT_SECURITY_GROUP_CLOSE")
    assert caught.value.suggestions[0] == "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
    with pytest.raises(UnknownName, match="maxAccessKeyAge"):
        config_rules.managed_rule("ACCESS_KEYS_ROTATED").parameter("maxAccesskeyAge")
    with pytest.raises(UnknownName, match="unknown Region"):
        config_rules.managed_rule("ACCESS_KEYS_ROTATED").is_available("us-east-9")


def test_most_types_that_rules_evaluate_are_types_of_cloudformation() -> None:
    types = {each for rule in config_rules.managed_rules().values() for each in rule.resource_types}
    assert "AWS::EC2::SecurityGroup" in types
    assert sum(map(resource_types.is_known, types)) / len(types) > 0.9
    assert all(each.count("::") == 2 and " " not in each for each in types - {"AWS::::Account"})


def test_described_regions_are_those_of_three_partitions() -> None:
    assert {regions.partition_of(code).name for code in config_rules.described_regions()} == {
        "aws",
        "aws-cn",
        "aws-us-gov",
    }
    assert len(config_rules.described_regions()) == 38
