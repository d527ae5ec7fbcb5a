import pytest

from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Parameters:
  Mode: {Type: String, AllowedValues: [HUB, STANDARD]}
Conditions:
  MakesHub: !Equals [!Ref Mode, HUB]
  MakesStandard: !Not [!Equals [!Ref Mode, HUB]]
Resources:
  Hub:
    Type: AWS::SecurityHub::Hub
    %s
  Standard:
    Type: AWS::SecurityHub::Standard
    %s
    Properties:
      StandardsArn: !Sub arn:${AWS::Partition}:securityhub:%s
"""
BEST = "${AWS::Region}::standards/aws-foundational-security-best-practices/v/1.0.0"


@pytest.mark.parametrize(
    "hub", ["", "Properties: {EnableDefaultStandards: true}", "Properties: {EnableDefaultStandards: 'true'}"]
)
@pytest.mark.parametrize("standard", [BEST, "::ruleset/cis-aws-foundations-benchmark/v/1.2.0"])
def test_a_standard_that_the_hub_enables_is_found(hub: str, standard: str) -> None:
    ((path, message),) = places_found_by("E9802", TEMPLATE % (hub, "", standard))
    assert path == "Resources/Standard/Properties/StandardsArn"
    assert "EnableDefaultStandards" in message


@pytest.mark.parametrize(
    ("hub", "standard"),
    [
        ("Properties: {EnableDefaultStandards: false}", BEST),
        ("Properties: {EnableDefaultStandards: !Ref Wanted}", BEST),
        ("", "${AWS::Region}::standards/nist-800-53/v/5.0.0"),
        ("", "${AWS::Region}::standards/cis-aws-foundations-benchmark/v/3.0.0"),
    ],
)
def test_other_standards_and_hubs_without_defaults_are_no_fault(hub: str, standard: str) -> None:
    assert found_by("E9802", TEMPLATE % (hub, "", standard)) == []


def test_a_hub_that_is_never_made_with_the_standard_is_no_fault() -> None:
    assert found_by("E9802", TEMPLATE % ("Condition: MakesHub", "Condition: MakesStandard", BEST)) == []
    assert len(found_by("E9802", TEMPLATE % ("Condition: MakesHub", "", BEST))) == 1
