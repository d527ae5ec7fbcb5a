"""Recorders and delivery channels of which one waits for the other.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, needs, resources
from generator.lint.transforms import as_written


@documented("E9311", "resources", "config")
class RecorderAndChannelLinked(CloudFormationLintRule):
    """A recorder and its delivery channel do not wait for each other.

    CloudFormation makes the recorder, starts it, and only then calls it complete; it starts when there is a channel, and AWS
    Config refuses a channel while there is no recorder. A channel that waits for the recorder times out, a recorder that waits
    for the channel never gets one: CloudFormation has to make both at once.

    Example::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
        Channel:
          Type: AWS::Config::DeliveryChannel
          DependsOn: Recorder

    Use instead::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
        Channel:
          Type: AWS::Config::DeliveryChannel

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each recorder or channel that waits for the other."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    recorders = {each.logical_id: each for each in resources(template, "AWS::Config::ConfigurationRecorder")}
    channels = {each.logical_id: each for each in resources(template, "AWS::Config::DeliveryChannel")}
    before = needs(template) if recorders and channels else {}
    for one, others in ((recorders, channels), (channels, recorders)):
        for name, resource in one.items():
            for other in sorted(before.get(name, set()) & set(others)):
                yield resource.path, f"{name} waits for {other}, which cannot be complete before it; take the link out"
