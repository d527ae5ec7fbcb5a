"""Buckets without a policy, and so without a refusal of plain HTTP.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.buckets import buckets
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import has_transform


@documented("I9506", "access", "s3")
class BucketWithoutPolicy(CloudFormationLintRule):
    """A bucket has a policy that refuses plain HTTP.

    Amazon S3 answers plain HTTP for every bucket whose policy does not refuse it. This bucket has no policy in its template; it may
    get one elsewhere, but then it is open until that is there.

    Example::

        Bucket:
          Type: AWS::S3::Bucket

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
        """One match for each bucket."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if has_transform(template):
        return
    for bucket in buckets(template):
        if bucket.policies == () and not any(bucket.declared.at("WebsiteConfiguration")):
            yield bucket.declared.path, "no policy refuses plain HTTP for this bucket; give it one that does"
