"""Trails that log their own deliveries.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import EACH, Path, Place, at, resources, written
from generator.lint.transforms import as_written

OBJECTS = "AWS::S3::Object"
EVERY_OBJECT = re.compile(r"arn:(\$\{AWS::Partition\}|aws[a-z-]*):s3(:::)?")
REMEDY = "select data events with AdvancedEventSelectors and leave the log bucket out (resources.ARN NotStartsWith)"


@documented("W9805", "resources", "cloudtrail")
class TrailOfEveryObject(CloudFormationLintRule):
    """A trail does not log the objects of its own log bucket.

    A trail with data events for all S3 objects also logs each log file that it and other services write into the log bucket: events about
    events, each paid for. Advanced event selectors can leave buckets out.

    Example::

        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: logs
            EventSelectors:
              - DataResources:
                  - {Type: AWS::S3::Object, Values: [!Sub 'arn:${AWS::Partition}:s3']}

    Use instead::

        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            S3BucketName: logs
            AdvancedEventSelectors:
              - FieldSelectors:
                  - {Field: eventCategory, Equals: [Data]}
                  - {Field: resources.type, Equals: [AWS::S3::Object]}
                  - {Field: resources.ARN, NotStartsWith: [!Sub 'arn:${AWS::Partition}:s3:::logs/']}

    Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each selector of all objects."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for trail in resources(template, "AWS::CloudTrail::Trail"):
        for resource in trail.at("EventSelectors", EACH, "DataResources", EACH):
            if OBJECTS in {written(each.value) for each in at(resource, "Type")}:
                for value in at(resource, "Values", EACH):
                    if EVERY_OBJECT.fullmatch(written(value.value) or ""):
                        yield value.path, f"the trail logs the objects of its own log bucket too; {REMEDY}"
        for selector in trail.at("AdvancedEventSelectors", EACH):
            if _selects_every_object(selector):
                yield selector.path, f"the trail logs the objects of its own log bucket too; {REMEDY}"


def _selects_every_object(selector: Place) -> bool:
    chosen: dict[str | None, set[str | None]] = {}
    for each in at(selector, "FieldSelectors", EACH):
        for field in at(each, "Field"):
            chosen.setdefault(written(field.value), set()).update(
                written(one.value) for one in at(each, "Equals", EACH)
            )
    # Any further field, such as an event name or an unknown one, may leave the deliveries out.
    return chosen.get("resources.type") == {OBJECTS} and chosen.keys() <= {"eventCategory", "resources.type"}
