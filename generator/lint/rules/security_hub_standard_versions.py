"""Security Hub standards that have a newer version.

https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources, written
from generator.lint.transforms import as_written

VERSION = re.compile(r"/(cis-aws-foundations-benchmark|pci-dss)/v/(\d+(?:\.\d+)*)$")
NEWEST = {"cis-aws-foundations-benchmark": "5.0.0", "pci-dss": "4.0.1"}


@documented("I9806", "resources", "securityhub")
class SecurityHubStandardVersions(CloudFormationLintRule):
    """A Security Hub standard is of its newest version.

    Older versions of the CIS AWS Foundations Benchmark and of PCI DSS judge by requirements that were replaced since, and CIS 1.2.0 has
    control ids of its own (CIS 4.3 for EC2.2).

    Example::

        Standard:
          Type: AWS::SecurityHub::Standard
          Properties:
            StandardsArn: !Sub arn:${AWS::Partition}:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0

    Use instead::

        Standard:
          Type: AWS::SecurityHub::Standard
          Properties:
            StandardsArn: !Sub arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/cis-aws-foundations-benchmark/v/5.0.0

    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each older version."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for standard in resources(template, "AWS::SecurityHub::Standard"):
        for arn in standard.at("StandardsArn"):
            found = VERSION.search(written(arn.value) or "")
            if found and _parts(found[2]) < _parts(NEWEST[found[1]]):
                yield (
                    arn.path,
                    f"version {found[2]} of {found[1]} was replaced; version {NEWEST[found[1]]} is the newest",
                )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
