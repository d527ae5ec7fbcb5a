"""AWS Config rules on resources that the template's recorder does not record.

https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.config_rules import Trigger
from generator.lint.config_rules import known_uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, literal, resources
from generator.lint.transforms import as_written


@documented("W9316", "resources", "config")
class RecorderLacksType(CloudFormationLintRule):
    """A rule that waits for changes is on resources that the recorder records.

    A rule that configuration changes start never starts for a type that is not recorded: it has no findings, which looks like
    compliance.

    Example::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
          Properties:
            RoleARN: !ImportValue RecorderRoleArn
            RecordingGroup:
              AllSupported: false
              ResourceTypes: [AWS::S3::Bucket]
        DefaultGroupsAreClosed:
          Type: AWS::Config::ConfigRule
          DependsOn: Recorder
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: VPC_DEFAULT_SECURITY_GROUP_CLOSED

    Use instead::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
          Properties:
            RoleARN: !ImportValue RecorderRoleArn
            RecordingGroup:
              AllSupported: false
              ResourceTypes: [AWS::EC2::SecurityGroup, AWS::S3::Bucket]
        DefaultGroupsAreClosed:
          Type: AWS::Config::ConfigRule
          DependsOn: Recorder
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: VPC_DEFAULT_SECURITY_GROUP_CLOSED

    Source: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_components.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each rule none of whose types is recorded."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    recorders = list(resources(as_written(cfn), "AWS::Config::ConfigurationRecorder"))
    recorded = _recorded(recorders[0]) if len(recorders) == 1 else None
    if recorded is None:
        return
    for use, rule in known_uses(cfn):
        waits = rule.trigger is Trigger.CHANGE and use.resource.type == "AWS::Config::ConfigRule"
        if waits and rule.resource_types and not recorded & set(rule.resource_types):
            kinds = " or ".join(rule.resource_types)
            yield (
                use.identifier.path,
                f"{recorders[0].logical_id} does not record {kinds}, so that this rule never runs",
            )


def _recorded(recorder: Declared) -> set[str] | None:
    """The types that a recorder lists, ``None`` where it records others too or the list is not known."""
    places = list(recorder.at("RecordingGroup", "ResourceTypes", "*"))
    kinds = {literal(place.value) for place in places}
    everything = any(place.value not in (False, "false") for place in recorder.at("RecordingGroup", "AllSupported"))
    branched = any("Fn::If" in place.path for place in places)
    if not places or everything or branched or not all(isinstance(kind, str) for kind in kinds):
        return None
    return {str(kind) for kind in kinds}
