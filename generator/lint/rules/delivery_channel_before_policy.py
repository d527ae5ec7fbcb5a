"""Delivery channels that may be made before the policy of their bucket.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, names, needs, resources
from generator.lint.transforms import as_written


@documented("W9310", "resources", "config")
class DeliveryChannelBeforePolicy(CloudFormationLintRule):
    """A delivery channel waits for the bucket policy that lets AWS Config deliver.

    AWS Config writes to the bucket while the channel is made, and refuses the channel where it may not
    (InsufficientDeliveryPolicy). A reference to the bucket does not wait for the bucket's policy.

    Example::

        Logs:
          Type: AWS::S3::Bucket
        ConfigMayDeliver:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Logs
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: config.amazonaws.com
                  Action: s3:PutObject
                  Resource: !Sub ${Logs.Arn}/*
        Channel:
          Type: AWS::Config::DeliveryChannel
          Properties:
            S3BucketName: !Ref Logs

    Use instead::

        Logs:
          Type: AWS::S3::Bucket
        ConfigMayDeliver:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Logs
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: config.amazonaws.com
                  Action: s3:PutObject
                  Resource: !Sub ${Logs.Arn}/*
        Channel:
          Type: AWS::Config::DeliveryChannel
          DependsOn: ConfigMayDeliver
          Properties:
            S3BucketName: !Ref Logs

    Source: https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each channel that does not wait."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    channels = list(resources(template, "AWS::Config::DeliveryChannel"))
    before = needs(template) if channels else {}
    for channel in channels:
        for place in channel.at("S3BucketName"):
            for policy in _policies(template, set(names(place.value))):
                if policy not in before[channel.logical_id]:
                    yield place.path, f"{channel.logical_id} may be made before {policy}; add DependsOn: {policy}"


def _policies(template: Mapping[str, Any], referred: set[str]) -> Iterator[str]:
    """The policies of these buckets that let AWS Config in."""
    buckets = {each.logical_id for each in resources(template, "AWS::S3::Bucket")} & referred
    for policy in resources(template, "AWS::S3::BucketPolicy"):
        of_bucket = any(set(names(place.value)) & buckets for place in policy.at("Bucket"))
        services = policy.at("PolicyDocument", "Statement", "*", "Principal", "Service", "*")
        if of_bucket and any("config" in str(place.value) for place in services):
            yield policy.logical_id
