"""What an account has or pays once, in a template that is for every Region.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-bestpractices.html
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, resources
from generator.lint.region_conditions import hangs_on_region
from generator.lint.transforms import as_written

ONE_PER_REGION: Final = frozenset(
    {
        "AWS::Config::ConfigRule",
        "AWS::Config::ConfigurationRecorder",
        "AWS::Config::DeliveryChannel",
        "AWS::GuardDuty::Detector",
        "AWS::SecurityHub::Hub",
    }
)
"""What a template holds that is for every Region."""
GLOBAL: Final = frozenset(
    {
        "AWS::Budgets::Budget",
        "AWS::CE::AnomalyMonitor",
        "AWS::CloudFront::Distribution",
        "AWS::IAM::ServiceLinkedRole",
        "AWS::Organizations::Policy",
        "AWS::Route53::HostedZone",
    }
)


@documented("W9405", "resources", "stacksets")
class GlobalResourcesInEveryRegion(CloudFormationLintRule):
    """A template for every Region makes global resources in one.

    A template with a recorder, a detector or Config rules is launched in each Region. A multi-Region trail in it is made, paid
    and alarmed on once in each; a service-linked role is refused in the second Region. Make them under a condition that compares
    AWS::Region with a parameter for the home Region.

    Example::

        Detector:
          Type: AWS::GuardDuty::Detector
          Properties:
            Enable: true
        Trail:
          Type: AWS::CloudTrail::Trail
          Properties:
            IsLogging: true
            IsMultiRegionTrail: true
            S3BucketName: !ImportValue TrailBucket

    Use instead::

        Parameters:
          HomeRegion:
            Type: String
        Conditions:
          IsHomeRegion: !Equals [!Ref HomeRegion, !Ref AWS::Region]
        Resources:
          Detector:
            Type: AWS::GuardDuty::Detector
            Properties:
              Enable: true
          Trail:
            Type: AWS::CloudTrail::Trail
            Condition: IsHomeRegion
            Properties:
              IsLogging: true
              IsMultiRegionTrail: true
              S3BucketName: !ImportValue TrailBucket

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-bestpractices.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each global resource that no condition on the Region governs."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    if not any(not hangs_on_region(template, each.condition) for each in resources(template, *ONE_PER_REGION)):
        return
    for resource in resources(template, *GLOBAL, "AWS::CloudTrail::Trail"):
        if _is_global(resource) and not hangs_on_region(template, resource.condition):
            remedy = "give it a Condition that compares AWS::Region with the home Region"
            yield resource.path, f"{resource.logical_id} is made again in each Region of this template; {remedy}"


def _is_global(resource: Declared) -> bool:
    if resource.type != "AWS::CloudTrail::Trail":
        return True
    found = [place for place in resource.at("IsMultiRegionTrail") if "Fn::If" not in place.path]
    return any(place.value in (True, "true", "True") for place in found)
