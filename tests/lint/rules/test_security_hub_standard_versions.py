import pytest

from tests.lint.rule_run import found_by

STANDARD = """
Standard:
  Type: AWS::SecurityHub::Standard
  Properties:
    StandardsArn: !Sub arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/%s
"""


@pytest.mark.parametrize("standard", ["cis-aws-foundations-benchmark/v/1.4.0", "pci-dss/v/3.2.1"])
def test_an_older_version_is_found(standard: str) -> None:
    (found,) = found_by("I9806", STANDARD % standard)
    assert "the newest" in found


@pytest.mark.parametrize(
    "standard",
    [
        "cis-aws-foundations-benchmark/v/5.0.0",
        "cis-aws-foundations-benchmark/v/10.0.0",
        "nist-800-53/v/5.0.0",
        "pci-dss/v/${Version}",
    ],
)
def test_the_newest_later_and_unknown_versions_are_no_fault(standard: str) -> None:
    assert found_by("I9806", STANDARD % standard) == []
