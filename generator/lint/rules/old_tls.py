"""Bucket policies that let requests over TLS 1.0 and 1.1 through.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.bucket_requests import OLD_TLS, passing
from generator.lint.buckets import buckets
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import has_transform


@documented("I9504", "access", "s3")
class OldTls(CloudFormationLintRule):
    """A bucket's policy refuses TLS older than 1.2 in a statement of its own.

    The Deny for plain HTTP says nothing of the version of TLS, and conditions of one statement must all hold: refusing
    old versions takes a second statement. Endpoints of AWS ask for TLS 1.2 by themselves; the statement keeps it so for this
    bucket, and says it where auditors look.

    Example::

        Bucket:
          Type: AWS::S3::Bucket
        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Bucket
            PolicyDocument:
              Statement:
                - Effect: Deny
                  Principal: '*'
                  Action: s3:*
                  Resource:
                    - !GetAtt Bucket.Arn
                    - !Sub ${Bucket.Arn}/*
                  Condition:
                    Bool:
                      aws:SecureTransport: 'false'

    Use instead::

        Bucket:
          Type: AWS::S3::Bucket
        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Bucket
            PolicyDocument:
              Statement:
                - Effect: Deny
                  Principal: '*'
                  Action: s3:*
                  Resource:
                    - !GetAtt Bucket.Arn
                    - !Sub ${Bucket.Arn}/*
                  Condition:
                    Bool:
                      aws:SecureTransport: 'false'
                - Effect: Deny
                  Principal: '*'
                  Action: s3:*
                  Resource:
                    - !GetAtt Bucket.Arn
                    - !Sub ${Bucket.Arn}/*
                  Condition:
                    NumericLessThan:
                      s3:TlsVersion: '1.2'

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each policy."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if has_transform(template):
        return
    for bucket in buckets(template):
        if bucket.policies and bucket.is_known and any(passing(bucket, request) for request in OLD_TLS):
            yield (
                (*bucket.policies[0].path, "Properties", "PolicyDocument"),
                f"TLS 1.0 and 1.1 are not refused for {bucket.logical_id}; "
                "add a Deny of its own while s3:TlsVersion is less than 1.2",
            )
