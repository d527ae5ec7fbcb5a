"""Descriptions of security group rules that Amazon EC2 refuses.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import EACH, VARIABLE, Path, resources, written
from generator.lint.transforms import as_written

ALLOWED = re.compile(r"[A-Za-z0-9. _\-:/()#,@\[\]+=&;{}!$*]*")
PLACES = {
    "AWS::EC2::SecurityGroup": (
        ("SecurityGroupIngress", EACH, "Description"),
        ("SecurityGroupEgress", EACH, "Description"),
    ),
    "AWS::EC2::SecurityGroupIngress": (("Description",),),
    "AWS::EC2::SecurityGroupEgress": (("Description",),),
}


@documented("E9803", "resources", "ec2")
class SecurityGroupDescriptions(CloudFormationLintRule):
    """A description of a security group's rule has only characters that EC2 takes.

    EC2 refuses the rule ("Invalid rule description") for letters beyond ASCII, quotes, < and >, and the stack rolls back. cfn-lint looks at
    the description of the group (E3031), not at those of its rules.

    Example::

        Group:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: Load balancer
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8, Description: office -> load balancer}

    Use instead::

        Group:
          Type: AWS::EC2::SecurityGroup
          Properties:
            GroupDescription: Load balancer
            SecurityGroupIngress:
              - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8, Description: office to load balancer}

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each description that is refused."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for resource in resources(template, *PLACES):
        for steps in PLACES[resource.type]:
            for place in resource.at(*steps):
                text = VARIABLE.sub("", written(place.value) or "")
                refused = "".join(dict.fromkeys(each for each in text if not ALLOWED.fullmatch(each)))
                if refused:
                    shown = refused.encode("ascii", "backslashreplace").decode()
                    yield (
                        place.path,
                        f"EC2 refuses {shown} in the description of a rule; use a-z A-Z 0-9 ._-:/()#,@[]+=&;{{}}!$*",
                    )
