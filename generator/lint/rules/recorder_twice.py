"""Templates with more recorders or delivery channels than a Region has.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
"""

from collections.abc import Iterator
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources
from generator.lint.transforms import as_written

ONE_PER_REGION: Final = ("AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel")


@documented("E9312", "resources", "config")
class RecorderTwice(CloudFormationLintRule):
    """A Region has one recorder and one delivery channel of its customer.

    AWS Config refuses the second (MaxNumberOfConfigurationRecordersExceeded, MaxNumberOfDeliveryChannelsExceeded).

    Example::

        NetworkRecorder:
          Type: AWS::Config::ConfigurationRecorder
        StorageRecorder:
          Type: AWS::Config::ConfigurationRecorder

    Use instead::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each but the first of those that are made together."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for kind in ONE_PER_REGION:
        first: dict[str | None, str] = {}
        for resource in resources(as_written(cfn), kind):
            condition = resource.body.get("Condition")
            if condition is not None and not isinstance(condition, str):
                continue
            known = first.get(condition) or first.get(None)
            if known:
                yield resource.path, f"A Region has one {kind}, and {known} is one already; leave one of them out"
            first.setdefault(condition, resource.logical_id)
