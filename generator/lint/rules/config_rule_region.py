"""AWS Config managed rules that a Region lacks.

https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.config_rules import known_uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.region_conditions import made_by_default
from generator.lint.transforms import as_written


@documented("E9314", "resources", "config")
class ConfigRuleRegion(CloudFormationLintRule):
    """A managed rule is made only in Regions that have it.

    AWS Config refuses a rule that the Region does not have, and the stack rolls back there. The Regions are those that cfn-lint
    is asked for; a condition that keeps the rule out of a Region is respected.

    Example::

        ClustersAreTagged:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: ROUTE53_RECOVERY_CONTROL_CLUSTER_TAGGED

    Use instead::

        Conditions:
          RegionHasRecoveryControl: !Equals [!Ref AWS::Region, us-west-2]
        Resources:
          ClustersAreTagged:
            Type: AWS::Config::ConfigRule
            Condition: RegionHasRecoveryControl
            Properties:
              Source:
                Owner: AWS
                SourceIdentifier: ROUTE53_RECOVERY_CONTROL_CLUSTER_TAGGED

    Source: https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each rule, with the Regions that lack it."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use, rule in known_uses(cfn):
        lacking = [region for region in dict.fromkeys(cfn.regions) if region in rule.missing_regions()]
        if use.resource.type != "AWS::Config::ConfigRule" or not lacking or "Fn::If" in use.identifier.path:
            continue
        made = [each for each in lacking if made_by_default(as_written(cfn), use.resource.condition, each)]
        if made:
            where = ", ".join(made)
            message = f"{rule.identifier} does not exist in {where}; make it there under a condition on AWS::Region"
            yield use.identifier.path, message
