from tests.articles.evaluation import ACCOUNT, made

NAME = "organization-aggregator"


def source(**given: str) -> dict[str, object]:
    found: dict[str, object] = made(NAME, **given).properties("ConfigConfigurationAggregator")[
        "OrganizationAggregationSource"
    ]
    return found


def test_all_regions_are_aggregated_by_default() -> None:
    assert source()["AllAwsRegions"] is True
    assert "AwsRegions" not in source()


def test_named_regions_are_aggregated_alone() -> None:
    found = source(AggregatedRegions="eu-west-1,us-east-1")
    assert found["AwsRegions"] == ["eu-west-1", "us-east-1"]
    assert "AllAwsRegions" not in found


def test_the_role_is_taken_by_config_of_this_account_and_reads_the_organization() -> None:
    role = made(NAME, region="us-gov-west-1").properties("IAMRoleForConfigAggregator")
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "config.amazonaws.com"}
    assert statement["Condition"] == {"StringEqualsIfExists": {"aws:SourceAccount": ACCOUNT}}
    assert role["ManagedPolicyArns"] == ["arn:aws-us-gov:iam::aws:policy/service-role/AWSConfigRoleForOrganizations"]
    assert "IAMRoleForConfigAggregator" in made(NAME).waits_for("ConfigConfigurationAggregator")


def test_an_existing_aggregator_is_left_alone() -> None:
    assert made(NAME, ConfigurationAggregator="EXISTING").resources == {}
