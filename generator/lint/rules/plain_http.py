"""Bucket policies that let requests over plain HTTP through.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.bucket_requests import PLAIN_HTTP, passing
from generator.lint.buckets import buckets
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import has_transform


@documented("W9503", "access", "s3")
class PlainHttp(CloudFormationLintRule):
    """A bucket's policy refuses plain HTTP.

    Amazon S3 answers plain HTTP, and keys and data travel readable. Only a Deny on aws:SecureTransport "false" for everyone, on the
    bucket and its objects, ends that. The policy is not searched for words but asked with requests over HTTP: s3:GetObject,
    s3:PutObject and s3:ListBucket. A bucket that is a website is passed over.

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
                  Action: s3:GetObject
                  Resource: !Sub arn:aws:s3:::${Bucket}/public/*
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

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each policy."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if has_transform(template):
        return
    for bucket in buckets(template):
        if bucket.policies and bucket.is_known and not any(bucket.declared.at("WebsiteConfiguration")):
            through = passing(bucket, PLAIN_HTTP)
            if through:
                yield (
                    (*bucket.policies[0].path, "Properties", "PolicyDocument"),
                    f"{', '.join(through)} over plain HTTP is not refused for {bucket.logical_id}; "
                    'deny s3:* to * on the bucket and its objects while aws:SecureTransport is "false"',
                )
