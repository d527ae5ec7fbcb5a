"""Keys whose policies nobody can change.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources
from generator.lint.policy_statements import Statement, has_transform, is_wholly_known, statements_of


@documented("W9508", "access", "kms")
class KeyAdministrators(CloudFormationLintRule):
    """A key's policy lets someone change it.

    Nobody, not even the account's root, can do to a key what its policy does not allow. Without a statement that allows
    kms:PutKeyPolicy to a principal of IAM, AWS KMS refuses the key, or nobody can administer it any more.

    Example::

        Key:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Statement:
                - Effect: Allow
                  Principal:
                    AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root
                  Action: [kms:Encrypt, kms:Decrypt]
                  Resource: '*'

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

    Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each key."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if has_transform(template):
        return
    for key in resources(template, "AWS::KMS::Key", "AWS::KMS::ReplicaKey"):
        known = any(key.at("KeyPolicy")) and is_wholly_known(key)
        if known and not any(_may_administer(each) for each in statements_of(key, "key")):
            yield (
                (*key.path, "Properties", "KeyPolicy"),
                "nobody may change this key's policy; allow kms:* to the account's root or kms:PutKeyPolicy to a role",
            )


def _may_administer(statement: Statement) -> bool:
    named = statement.texts("Principal", "AWS") or statement.is_for_everyone() is not False
    return statement.effect == "Allow" and bool(named) and statement.has_action("kms:PutKeyPolicy") is not False
