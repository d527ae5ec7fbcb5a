"""Log buckets whose policies do not let the service in that writes the logs.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.log_buckets import is_let_in, logs, writes_as_itself
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import has_transform


@documented("E9511", "access", "s3", "cloudtrail", "config")
class LogBucketWriters(CloudFormationLintRule):
    """A log bucket's policy lets in the service that writes the logs.

    A trail, a delivery channel that uses Config's service-linked role, a load balancer or another bucket's access log writes as a service
    principal. Where the bucket's policy does not allow it s3:PutObject, the trail or channel cannot be made, and access logs
    never come. A bucket with an access control list is passed over for access logs, a channel whose recorder has a role of
    its own as well, and flow logs, which bring the statement themselves.

    Example::

        Logs:
          Type: AWS::S3::Bucket
        Data:
          Type: AWS::S3::Bucket
          Properties:
            LoggingConfiguration:
              DestinationBucketName: !Ref Logs

    Use instead::

        Logs:
          Type: AWS::S3::Bucket
        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Logs
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: logging.s3.amazonaws.com
                  Action: s3:PutObject
                  Resource: !Sub ${Logs.Arn}/*
                  Condition:
                    StringEquals:
                      aws:SourceAccount: !Ref AWS::AccountId
        Data:
          Type: AWS::S3::Bucket
          Properties:
            LoggingConfiguration:
              DestinationBucketName: !Ref Logs

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each log."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if has_transform(template):
        return
    for log in logs(template):
        if log.bucket.is_known and is_let_in(log) is False and writes_as_itself(template, log):
            yield (
                log.place.path,
                f"no policy lets {log.service} write {log.what} into {log.bucket.logical_id}; "
                f"allow s3:PutObject to {log.service}.amazonaws.com in the bucket's policy",
            )
