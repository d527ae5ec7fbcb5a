"""Keys whose policies do not let in the services that encrypt with them.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.keys import lets_use, uses
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import has_transform


@documented("E9507", "access", "kms")
class KeyPolicyServices(CloudFormationLintRule):
    """A key's policy lets in the services that encrypt with it.

    The statement for the account's root lets IAM principals in by their own policies; a service principal has none and needs a statement
    of the key's policy. Without it the trail or the log group cannot be made, and alarms and events for an encrypted topic are
    lost without a word.

    Example::

        Key:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Statement:
                - Effect: Allow
                  Principal:
                    AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root
                  Action: kms:*
                  Resource: '*'
        LogGroup:
          Type: AWS::Logs::LogGroup
          Properties:
            KmsKeyId: !GetAtt Key.Arn

    Use instead::

        Key:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Statement:
                - Effect: Allow
                  Principal:
                    AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root
                  Action: kms:*
                  Resource: '*'
                - Effect: Allow
                  Principal:
                    Service: !Sub logs.${AWS::Region}.${AWS::URLSuffix}
                  Action: [kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:DescribeKey]
                  Resource: '*'
                  Condition:
                    ArnLike:
                      kms:EncryptionContext:aws:logs:arn: !Sub arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*
        LogGroup:
          Type: AWS::Logs::LogGroup
          Properties:
            KmsKeyId: !GetAtt Key.Arn

    Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each use of a key that its policy does not allow."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if has_transform(template):
        return
    for use in uses(template):
        if lets_use(use.key, use.service) is False:
            yield (
                use.place.path,
                f"the policy of {use.key.logical_id} does not let {use.service} encrypt, so {use.what} cannot be used; "
                f"allow kms:GenerateDataKey* and kms:Decrypt to the service principal of {use.service}",
            )
