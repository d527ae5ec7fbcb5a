"""Which capabilities a template needs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
"""

from collections.abc import Iterable
from typing import Final

from generator.rehearsal.template.errors import RequestRefused
from generator.rehearsal.template.template import Template

# Type -> the property that gives it a custom name, if it can have one.
IAM_TYPES: Final[dict[str, str | None]] = {
    "AWS::IAM::AccessKey": None,
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Policy": None,
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::IAM::UserToGroupAddition": None,
}


def needed_capabilities(template: Template) -> tuple[str, ...]:
    """``CAPABILITY_NAMED_IAM``, ``CAPABILITY_IAM`` or none; resources under a condition count, as at AWS."""
    iam = [resource for resource in template.resources.values() if resource["Type"] in IAM_TYPES]
    if any(IAM_TYPES[resource["Type"]] in resource.get("Properties", {}) for resource in iam):
        return ("CAPABILITY_NAMED_IAM",)
    return ("CAPABILITY_IAM",) if iam else ()


def check_capabilities(template: Template, given: Iterable[str]) -> None:
    """Refuse the request when a needed capability is not acknowledged."""
    acknowledged = set(given)
    unknown = acknowledged - {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"}
    if unknown:
        raise RequestRefused(f"Capabilities: [{', '.join(sorted(unknown))}] are not known")
    if "CAPABILITY_NAMED_IAM" in acknowledged:
        return
    missing = [name for name in needed_capabilities(template) if name not in acknowledged]
    if missing:
        raise RequestRefused(
            f"Requires capabilities : [{', '.join(missing)}]", code="InsufficientCapabilitiesException"
        )
