"""The values of AWS:: pseudo parameters in every partition.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
"""

from typing import Any, Final

# Region prefix -> (partition, URL suffix); all other Regions are in the partition aws.
PARTITIONS: Final = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
    "us-iso-": ("aws-iso", "c2s.ic.gov"),
    "us-isob-": ("aws-iso-b", "sc2s.sgov.gov"),
    "eu-isoe-": ("aws-iso-e", "cloud.adc-e.uk"),
    "us-isof-": ("aws-iso-f", "csp.hci.ic.gov"),
    "eusc-": ("aws-eusc", "amazonaws.eu"),
}

NAMES: Final = frozenset(
    f"AWS::{name}"
    for name in (
        "AccountId",
        "NoValue",
        "NotificationARNs",
        "Partition",
        "Region",
        "StackId",
        "StackName",
        "URLSuffix",
    )
)


class NoValue:
    """What ``!Ref AWS::NoValue`` evaluates to: the property or list item that holds it is left out."""

    def __repr__(self) -> str:
        return "AWS::NoValue"


NO_VALUE: Final = NoValue()


def partition_of(region: str) -> str:
    """The partition that a Region belongs to: ``cn-north-1`` -> ``aws-cn``."""
    return _partition(region)[0]


def url_suffix_of(region: str) -> str:
    """The domain that a Region's endpoints end with: ``cn-north-1`` -> ``amazonaws.com.cn``."""
    return _partition(region)[1]


def pseudo_parameters(account_id: str, region: str, stack_name: str, stack_id: str) -> dict[str, Any]:
    """Every pseudo parameter of one stack."""
    return {
        "AWS::AccountId": account_id,
        "AWS::NoValue": NO_VALUE,
        "AWS::NotificationARNs": [],
        "AWS::Partition": partition_of(region),
        "AWS::Region": region,
        "AWS::StackId": stack_id,
        "AWS::StackName": stack_name,
        "AWS::URLSuffix": url_suffix_of(region),
    }


def _partition(region: str) -> tuple[str, str]:
    return next((value for prefix, value in PARTITIONS.items() if region.startswith(prefix)), ("aws", "amazonaws.com"))
