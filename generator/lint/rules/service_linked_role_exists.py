"""Service-linked roles that are always created.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-servicelinkedrole.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources
from generator.lint.region_conditions import hangs_on
from generator.lint.transforms import as_written


@documented("W9408", "resources", "iam", "stacksets")
class ServiceLinkedRoleExists(CloudFormationLintRule):
    """A service-linked role is created only where there is none.

    A service makes its role when it is first used, in any Region, and keeps it. CloudFormation then fails with "has been taken in
    this account" and rolls the whole stack back. Let a parameter say whether the role is there, or leave it to the service.

    Example::

        RoleOfConfig:
          Type: AWS::IAM::ServiceLinkedRole
          Properties:
            AWSServiceName: config.amazonaws.com

    Use instead::

        Parameters:
          RoleOfConfigExists:
            Type: String
            Default: 'false'
            AllowedValues: ['false', 'true']
        Conditions:
          CreatesRoleOfConfig: !Equals [!Ref RoleOfConfigExists, 'false']
        Resources:
          RoleOfConfig:
            Type: AWS::IAM::ServiceLinkedRole
            Condition: CreatesRoleOfConfig
            Properties:
              AWSServiceName: config.amazonaws.com

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each role that no parameter can leave out."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    parameters = template.get("Parameters")
    known = set(parameters) if isinstance(parameters, Mapping) else set[str]()
    for role in resources(template, "AWS::IAM::ServiceLinkedRole"):
        suffix = any(role.at("CustomSuffix"))
        chosen = role.condition is not None and bool(hangs_on(template, role.condition) & known)
        if not suffix and not chosen:
            remedy = "give it a Condition on a parameter, or leave it to the service"
            yield role.path, f"{role.logical_id} fails where the account has the role already; {remedy}"
