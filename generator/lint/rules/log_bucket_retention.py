"""Log buckets that lose their logs too early.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.log_buckets import AUDIT, logs
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, Place, at, literal

DAYS = 365
PART_ONLY = ("Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan")


@documented("W9512", "access", "s3", "cloudtrail", "config")
class LogBucketRetention(CloudFormationLintRule):
    """A bucket of audit logs keeps them for a year, and keeps what is overwritten.

    What CloudTrail and Config write is evidence: reviews look back 90 days, PCI DSS and the CIS benchmark a year. A lifecycle rule
    that ends the logs before that, or a bucket without versions, in which a log can be replaced unseen, has none left when it is
    asked for. Other access logs are not judged.

    Example::

        Logs:
          Type: AWS::S3::Bucket
          Properties:
            LifecycleConfiguration:
              Rules:
                - Status: Enabled
                  ExpirationInDays: 60
        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: !Ref Logs

    Use instead::

        Logs:
          Type: AWS::S3::Bucket
          Properties:
            VersioningConfiguration:
              Status: Enabled
            LifecycleConfiguration:
              Rules:
                - Status: Enabled
                  ExpirationInDays: 400
        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: !Ref Logs

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each rule that ends the logs, one for each bucket without versions."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for log in logs(template):
        if log.service not in AUDIT:
            continue
        bucket = log.bucket.declared
        for place, days in _expiries(bucket):
            yield place.path, f"{log.what} is gone after {days} days; keep it for {DAYS} days or more"
        if not any(bucket.at("VersioningConfiguration")) and not _is_locked(bucket):
            yield bucket.path, f"{log.what} can be overwritten unseen; enable versioning"
        for status in bucket.at("VersioningConfiguration", "Status"):
            if status.value == "Suspended":
                yield status.path, f"{log.what} can be overwritten unseen; enable versioning"


def _expiries(bucket: Declared) -> Iterator[tuple[Place, int]]:
    for rule in bucket.at("LifecycleConfiguration", "Rules", "*"):
        whole = isinstance(rule.value, Mapping) and not any(rule.value.get(name) for name in PART_ONLY)
        if whole and rule.value.get("Status") == "Enabled":
            for place in at(rule, "ExpirationInDays"):
                days = str(literal(place.value))
                if days.isdigit() and int(days) < DAYS:
                    yield place, int(days)


def _is_locked(bucket: Declared) -> bool:
    """Whether Object Lock, which brings versions, is or may be on."""
    return any(literal(each.value) not in (False, "false") for each in bucket.at("ObjectLockEnabled"))
