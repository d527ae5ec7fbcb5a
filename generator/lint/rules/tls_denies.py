"""Statements against plain HTTP or old TLS that refuse neither.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.bucket_requests import NEWEST_TLS, OLD_TLS, PLAIN_HTTP, TLS_KEYS
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_conditions import conditions_hold
from generator.lint.policy_statements import Statement, statements


@documented("E9505", "access", "s3")
class TlsDenies(CloudFormationLintRule):
    """A Deny against plain HTTP or old TLS refuses one of them.

    All conditions of a statement must hold. A request over plain HTTP has no TLS version, and one over TLS is not plain: a Deny that
    asks for both refuses nothing. One that compares the wrong way round refuses HTTPS and lets plain HTTP through.

    Example::

        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: example
            PolicyDocument:
              Statement:
                - Effect: Deny
                  Principal: '*'
                  Action: s3:*
                  Resource: [arn:aws:s3:::example, arn:aws:s3:::example/*]
                  Condition:
                    Bool:
                      aws:SecureTransport: 'false'
                    NumericLessThan:
                      s3:TlsVersion: '1.2'

    Use instead::

        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: example
            PolicyDocument:
              Statement:
                - Effect: Deny
                  Principal: '*'
                  Action: s3:*
                  Resource: [arn:aws:s3:::example, arn:aws:s3:::example/*]
                  Condition:
                    Bool:
                      aws:SecureTransport: 'false'
                - Effect: Deny
                  Principal: '*'
                  Action: s3:*
                  Resource: [arn:aws:s3:::example, arn:aws:s3:::example/*]
                  Condition:
                    NumericLessThan:
                      s3:TlsVersion: '1.2'

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each statement."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for statement in statements(template, "bucket", "topic", "queue", "key", "secret"):
        if statement.effect == "Deny" and TLS_KEYS & statement.condition_keys:
            fault = _fault(statement)
            if fault:
                yield (*statement.path, "Condition"), fault


def _fault(statement: Statement) -> str | None:
    plain = conditions_hold(statement, PLAIN_HTTP)
    if plain is False and conditions_hold(statement, NEWEST_TLS):
        return "this Deny refuses HTTPS and lets plain HTTP through; turn the comparison round"
    if plain is not False or any(conditions_hold(statement, each) is not False for each in (*OLD_TLS, NEWEST_TLS)):
        return None
    if statement.condition_keys >= TLS_KEYS:
        return "this Deny refuses neither plain HTTP nor old TLS: no request meets both conditions; make two statements of it"
    return 'this Deny refuses no request; compare aws:SecureTransport with "false" or s3:TlsVersion with less than 1.2'
