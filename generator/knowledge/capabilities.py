"""Which resources a user must acknowledge before CloudFormation makes them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html#capabilities
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

# Type -> the property that gives it a custom name, if it can have one.
IAM_NAMES: Final[Mapping[str, str | None]] = {
    "AWS::IAM::AccessKey": None,
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Policy": None,
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::IAM::UserToGroupAddition": None,
}


def capabilities(resources: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """``CAPABILITY_NAMED_IAM``, ``CAPABILITY_IAM`` or none; resources under a condition count too."""
    iam = [resource for resource in resources if resource["Type"] in IAM_NAMES]
    if any(IAM_NAMES[resource["Type"]] in resource.get("Properties", {}) for resource in iam):
        return ("CAPABILITY_NAMED_IAM",)
    return ("CAPABILITY_IAM",) if iam else ()
