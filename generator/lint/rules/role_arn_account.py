"""Roles that a template hands to a service by an ARN with an account in it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, Place, function, resources, written
from generator.lint.transforms import as_written

ROLE_PROPERTY: Final = re.compile(r"Role(_?arn)?$", re.IGNORECASE)
ROLE_ARN: Final = re.compile(r"arn:(?:[^:]+|\$\{AWS::Partition\}):iam::(\d{12}):role/.+")
POLICIES: Final = ("AssumeRolePolicyDocument", "KeyPolicy", "Policies", "PolicyDocument")
OF_OTHERS: Final = re.compile(r"^(Cross|External|Peer|Remote|Source|Target)\w*Role")
TAKE_OTHERS: Final = ("AWS::CodePipeline::Pipeline", "AWS::EC2::VPCPeeringConnection")
"""Types that assume a role of another account on purpose."""


@documented("W9406", "resources", "arns")
class RoleArnAccount(CloudFormationLintRule):
    """A role that a service gets is of the account that the stack is in.

    A service takes only roles of the account that hands it over. A template with an account in such an ARN is refused in every
    other one, with the name of a stranger's account in it. Write AWS::AccountId, or refer to the role.

    Example::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
          Properties:
            RoleARN: arn:aws:iam::111122223333:role/recorder

    Use instead::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
          Properties:
            RoleARN: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/recorder

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each role's ARN with an account written out."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for resource in resources(template):
        if not resource.type.startswith("AWS::") or resource.type in TAKE_OTHERS:
            continue
        for place in _roles(resource.properties, named=False):
            account = ROLE_ARN.fullmatch(written(place.value) or "")
            if account:
                message = f"The role is of the account {account[1]} only"
                yield place.path, f"{message}; write ${{AWS::AccountId}}, or refer to the role"


def _roles(place: Place, *, named: bool) -> Iterator[Place]:
    """What stands under properties that are called a role (``named``), outside of policies and branches."""
    value = place.value
    if named and (isinstance(value, str) or function(value)):
        yield place
    elif isinstance(value, Mapping):
        for key in value:
            if isinstance(key, str) and key not in POLICIES and not key.startswith("Fn::") and not OF_OTHERS.match(key):
                yield from _roles(place[key], named=named or bool(ROLE_PROPERTY.search(key)))
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from _roles(place[number], named=named)
