"""Recorders that record the account's global resources wherever they are made.

https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources
from generator.lint.region_conditions import hangs_on_region
from generator.lint.transforms import as_written


@documented("W9313", "resources", "config", "stacksets")
class GlobalTypesInEveryRegion(CloudFormationLintRule):
    """A recorder records IAM and other global resources in one Region.

    IncludeGlobalResourceTypes adds the users, groups, roles and policies of the whole account. Each Region that has it records
    and bills the same change again, and every rule on them finds it again.

    Example::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
          Properties:
            RoleARN: !ImportValue RecorderRoleArn
            RecordingGroup:
              AllSupported: true
              IncludeGlobalResourceTypes: true

    Use instead::

        Parameters:
          HomeRegion:
            Type: String
        Conditions:
          IsHomeRegion: !Equals [!Ref HomeRegion, !Ref AWS::Region]
        Resources:
          Recorder:
            Type: AWS::Config::ConfigurationRecorder
            Properties:
              RoleARN: !ImportValue RecorderRoleArn
              RecordingGroup:
                AllSupported: true
                IncludeGlobalResourceTypes: !If [IsHomeRegion, true, false]

    Source: https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each recorder that no condition on the Region governs."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    for recorder in resources(template, "AWS::Config::ConfigurationRecorder"):
        for place in recorder.at("RecordingGroup", "IncludeGlobalResourceTypes"):
            always = place.value in (True, "true", "True") and "Fn::If" not in place.path
            if always and not hangs_on_region(template, recorder.condition):
                remedy = "write !If [IsHomeRegion, true, false] with a condition on AWS::Region"
                yield place.path, f"Every Region with this recorder records the global resources; {remedy}"
