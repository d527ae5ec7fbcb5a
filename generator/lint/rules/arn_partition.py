"""ARNs with a partition written out, outside of Fn::Sub.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, Place, resources
from generator.lint.transforms import as_written


@documented("I9407", "resources", "arns")
class ArnPartition(CloudFormationLintRule):
    """An ARN names its partition by AWS::Partition.

    arn:aws: is no ARN in the Regions of China and of AWS GovCloud (US): the policy does not match, or the stack rolls back.
    cfn-lint's I3042 looks into Fn::Sub; this rule finds the ARNs that are written without it.

    Example::

        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: !ImportValue TrailBucket
            EventSelectors:
              - DataResources:
                  - Type: AWS::S3::Object
                    Values: ['arn:aws:s3:::']

    Use instead::

        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: !ImportValue TrailBucket
            EventSelectors:
              - DataResources:
                  - Type: AWS::S3::Object
                    Values: [!Sub 'arn:${AWS::Partition}:s3:::']

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each text that begins with arn:aws:."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for resource in resources(template):
        for place in _texts(resource.properties):
            if place.value.startswith("arn:aws:"):
                yield place.path, "arn:aws: is no ARN in China and GovCloud; write !Sub arn:${AWS::Partition}: instead"


def _texts(place: Place) -> Iterator[Place]:
    """Every text that no Fn::Sub or Fn::If stands around."""
    value = place.value
    if isinstance(value, str):
        yield place
    elif isinstance(value, Mapping):
        for key in value:
            if isinstance(key, str) and key not in ("Fn::Sub", "Fn::If", "Content", "TemplateBody"):
                yield from _texts(place[key])
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from _texts(place[number])
