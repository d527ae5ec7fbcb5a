import pytest

from generator.knowledge import regions, resource_types
from generator.knowledge.unknown import UnknownName


def test_a_type_that_newer_regions_lack_is_missing_just_there() -> None:
    assert resource_types.missing_regions("AWS::Config::RemediationConfiguration") == {
        "ap-east-2",
        "ap-southeast-6",
        "ap-southeast-7",
        "mx-central-1",
    }
    assert resource_types.is_available("AWS::Config::RemediationConfiguration", "ap-east-2") is False
    assert resource_types.is_available("AWS::Config::RemediationConfiguration", "ap-east-1") is True


@pytest.mark.parametrize(
    "type_name",
    ["AWS::Config::ConfigRule", "AWS::GuardDuty::Detector", "AWS::CloudTrail::Trail", "AWS::SSM::Document"],
)
def test_the_types_of_the_baseline_are_missing_nowhere(type_name: str) -> None:
    assert resource_types.missing_regions(type_name) == frozenset()


def test_a_type_of_few_regions_is_missing_in_most() -> None:
    assert len(resource_types.missing_regions("AWS::AuditManager::Assessment")) > 20
    assert resource_types.is_available("AWS::AuditManager::Assessment", "us-east-1") is True


def test_the_regions_with_evidence_are_all_of_three_partitions_but_one() -> None:
    described = {each.code for name in ("aws", "aws-cn", "aws-us-gov") for each in regions.regions_of(name)}
    assert described - resource_types.known_regions() == {"me-south-1"}
    assert resource_types.known_regions() <= described


@pytest.mark.parametrize("region", ["me-south-1", "eusc-de-east-1", "us-iso-east-1"])
def test_without_evidence_availability_is_not_known(region: str) -> None:
    assert resource_types.is_available("AWS::S3::Bucket", region) is None
    assert region not in resource_types.missing_regions("AWS::AuditManager::Assessment")


def test_unknown_names_are_refused_with_the_nearest_ones() -> None:
    assert not resource_types.is_known("AWS::S3::Buckets")
    with pytest.raises(UnknownName) as caught:
        resource_types.missing_regions("AWS::S3::Buckets")
    assert caught.value.suggestions[0] == "AWS::S3::Bucket"
    with pytest.raises(UnknownName, match="unknown Region"):
        resource_types.is_available("AWS::S3::Bucket", "us-east-9")
