import re

import pytest

from generator.knowledge import regions
from generator.knowledge.unknown import UnknownName


def test_every_partition_has_its_regions_and_dns_suffix() -> None:
    assert {name: (found.dns_suffix, len(found.regions)) for name, found in regions.partitions().items()} == {
        "aws": ("amazonaws.com", 34),
        "aws-cn": ("amazonaws.com.cn", 2),
        "aws-eusc": ("amazonaws.eu", 1),
        "aws-iso": ("c2s.ic.gov", 2),
        "aws-iso-b": ("sc2s.sgov.gov", 2),
        "aws-iso-e": ("cloud.adc-e.uk", 1),
        "aws-iso-f": ("csp.hci.ic.gov", 2),
        "aws-us-gov": ("amazonaws.com", 2),
    }


@pytest.mark.parametrize(
    ("code", "console"),
    [
        ("eu-west-1", "https://eu-west-1.console.aws.amazon.com"),
        ("cn-north-1", "https://cn-north-1.console.amazonaws.cn"),
        ("us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com"),
        ("eusc-de-east-1", "https://eusc-de-east-1.console.amazonaws-eusc.eu"),
        ("us-iso-east-1", None),
    ],
)
def test_a_region_has_the_console_of_its_partition(code: str, console: str | None) -> None:
    assert regions.region(code).console_url == console


def test_seventeen_regions_must_be_opted_in_to_and_all_of_them_are_in_aws() -> None:
    opt_in = [each for found in regions.partitions().values() for each in found.regions if each.opt_in]
    assert len(opt_in) == 17
    assert {each.partition for each in opt_in} == {"aws"}
    assert regions.region("me-south-1").opt_in
    assert not regions.region("ap-northeast-3").opt_in


def test_a_region_knows_its_name_and_partition() -> None:
    tokyo = regions.region("ap-northeast-1")
    assert (tokyo.name, tokyo.partition, tokyo.dns_suffix) == ("Asia Pacific (Tokyo)", "aws", "amazonaws.com")
    assert regions.partition_of("us-gov-east-1").name == "aws-us-gov"
    assert tokyo in regions.regions_of("aws")


def test_codes_and_names_of_regions_are_unique_and_in_order() -> None:
    every = [each for found in regions.partitions().values() for each in found.regions]
    assert len({each.code for each in every}) == len({each.name for each in every}) == len(every)
    for found in regions.partitions().values():
        codes = [each.code for each in found.regions]
        assert codes == sorted(codes)
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+-[0-9]", code) for code in codes)


@pytest.mark.parametrize("code", ["me-west-1", "sa-west-1", "aws-global"])
def test_a_name_without_endpoints_is_no_region(code: str) -> None:
    with pytest.raises(UnknownName, match=f"unknown Region '{code}'"):
        regions.region(code)


def test_unknown_names_are_refused_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        regions.partition_of("eu-wset-1")
    assert "eu-west-1" in caught.value.suggestions
    with pytest.raises(UnknownName) as caught:
        regions.regions_of("aws-gov")
    assert caught.value.suggestions[0] == "aws-us-gov"


def test_the_partitions_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        regions.partitions()["aws"] = regions.partition("aws-cn")  # type: ignore[index]  # the point of the test
