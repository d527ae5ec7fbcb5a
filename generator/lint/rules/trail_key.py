"""Trails that are left to a key of AWS although their bucket asks for KMS.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.log_buckets import logs
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, at, resources


@documented("W9513", "access", "kms", "cloudtrail")
class TrailKey(CloudFormationLintRule):
    """A trail whose bucket encrypts with KMS has a key of its own.

    A bucket with aws:kms and no key uses the key aws/s3, whose policy nobody can change: no other account can read with it. The trail
    encrypts with a KMS key only when KMSKeyId names one (Security Hub CloudTrail.2).

    Example::

        Logs:
          Type: AWS::S3::Bucket
          Properties:
            BucketEncryption:
              ServerSideEncryptionConfiguration:
                - ServerSideEncryptionByDefault:
                    SSEAlgorithm: aws:kms
        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: !Ref Logs

    Use instead::

        Parameters:
          KeyArn:
            Type: String
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              BucketEncryption:
                ServerSideEncryptionConfiguration:
                  - ServerSideEncryptionByDefault:
                      SSEAlgorithm: aws:kms
                      KMSMasterKeyID: !Ref KeyArn
          Trail:
            Type: AWS::CloudTrail::Trail
            Properties:
              IsLogging: true
              KMSKeyId: !Ref KeyArn
              S3BucketName: !Ref Logs

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each trail."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    trails = {trail.path: trail for trail in resources(template, "AWS::CloudTrail::Trail")}
    for log in logs(template):
        trail = trails.get(log.place.path[:2])
        if trail and not any(trail.at("KMSKeyId")) and _uses_key_of_aws(log.bucket.declared):
            yield (
                (*trail.path, "Properties"),
                f"{log.bucket.logical_id} asks for aws:kms without a key, and the trail has none; "
                "name a customer managed key in KMSKeyId and KMSMasterKeyID",
            )


def _uses_key_of_aws(bucket: Declared) -> bool:
    steps = ("BucketEncryption", "ServerSideEncryptionConfiguration", "*", "ServerSideEncryptionByDefault")
    for default in bucket.at(*steps):
        if any(each.value == "aws:kms" for each in at(default, "SSEAlgorithm")):
            return not any(at(default, "KMSMasterKeyID"))
    return False
