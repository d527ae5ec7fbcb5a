"""Roles of CloudTrail that are not held to the trail as far as that goes.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import statements


@documented("I9502", "access", "iam", "cloudtrail")
class TrailRoleSource(CloudFormationLintRule):
    """The role that CloudTrail takes is held to its trail where the trail is named.

    CloudTrail takes this role to write to a log group. Its pages tell of aws:SourceArn and aws:SourceAccount for buckets, keys
    and topics, not for this role: StringEqualsIfExists holds the role to the trail where the keys come, and costs nothing where
    they do not.

    Example::

        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: cloudtrail.amazonaws.com
                  Action: sts:AssumeRole

    Use instead::

        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: cloudtrail.amazonaws.com
                  Action: sts:AssumeRole
                  Condition:
                    StringEqualsIfExists:
                      aws:SourceAccount: !Ref AWS::AccountId

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each trust in CloudTrail."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for statement in statements(template, "role"):
        if statement.effect == "Allow" and not statement.narrows:
            for place, service in statement.services():
                if service == "cloudtrail":
                    yield (
                        place.path,
                        "CloudTrail may take this role for any trail; add StringEqualsIfExists aws:SourceArn",
                    )
