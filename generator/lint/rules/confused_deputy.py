"""Policies that let a service act for whoever asks it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.source_keys import DOCUMENTED
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources, written
from generator.lint.policy_statements import service_name, statements

NARROWS_A_PERMISSION = ("SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken")
CONDITION = "a condition on aws:SourceAccount, aws:SourceArn or aws:SourceOrgID"


@documented("W9501", "access", "iam")
class ConfusedDeputy(CloudFormationLintRule):
    """A service principal is held to the account or resource for which it acts.

    A statement that names only the service lets anyone in any account make the service act here: a stranger's trail can write
    into the bucket, a stranger's automation can take the role. aws:SourceArn, aws:SourceAccount or aws:SourceOrgID hold the service
    to its own. Only services and kinds of policy for which AWS documents these keys are judged.

    Example::

        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Bucket
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: cloudtrail.amazonaws.com
                  Action: s3:PutObject
                  Resource: !Sub arn:aws:s3:::${Bucket}/AWSLogs/*
                  Condition:
                    StringEquals:
                      s3:x-amz-acl: bucket-owner-full-control

    Use instead::

        Policy:
          Type: AWS::S3::BucketPolicy
          Properties:
            Bucket: !Ref Bucket
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Principal:
                    Service: cloudtrail.amazonaws.com
                  Action: s3:PutObject
                  Resource: !Sub arn:aws:s3:::${Bucket}/AWSLogs/*
                  Condition:
                    StringEquals:
                      s3:x-amz-acl: bucket-owner-full-control
                      aws:SourceAccount: !Ref AWS::AccountId

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each service in each statement."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for statement in statements(template):
        if statement.effect != "Allow":
            continue
        for place, service in statement.services():
            if (statement.kind, service) in DOCUMENTED and not statement.narrows:
                yield place.path, _message(service, f"this {statement.kind}", CONDITION)
    for permission in resources(template, "AWS::Lambda::Permission"):
        if any(any(permission.at(name)) for name in NARROWS_A_PERMISSION):
            continue
        for place in permission.at("Principal"):
            service = service_name(written(place.value) or "")
            if ("function", service) in DOCUMENTED:
                yield (
                    place.path,
                    _message(service, "this function", "SourceAccount or SourceArn"),
                )


def _message(service: str | None, what: str, remedy: str) -> str:
    return f"{service} may use {what} for any account that asks it to; add {remedy}"
