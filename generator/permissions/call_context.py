"""The condition keys that a call has, as far as they follow from the call itself.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.permissions.resources import Place

_GLOBAL_SERVICES = frozenset({"iam", "cloudfront", "route53", "organizations", "account", "budgets", "shield", "waf"})
_FROM_PARAMETERS = {
    "iam": {"AWSServiceName": "iam:awsservicename", "PolicyArn": "iam:policyarn"},
    "ec2": {"GroupId": "ec2:securitygroupid", "VpcId": "ec2:vpcid"},
    "kms": {"AliasName": "kms:requestalias"},
    "s3": {"Prefix": "s3:prefix", "ACL": "s3:x-amz-acl"},
    "sns": {"Protocol": "sns:protocol", "Endpoint": "sns:endpoint"},
}


def requested_region(service: str, region: str) -> str:
    """The Region that a call goes to: us-east-1 for the services that have one endpoint."""
    return "us-east-1" if service in _GLOBAL_SERVICES or region.startswith("aws-") else region


def call_context(
    service: str, parameters: Mapping[str, Any], place: Place, role_arn: str
) -> dict[str, tuple[str, ...]]:
    """Keys in lower case with their values; what cannot be known here is absent."""
    context: dict[str, tuple[str, ...]] = {
        "aws:requestedregion": (place.region,),
        "aws:principalarn": (role_arn,),
        "aws:principalaccount": (role_arn.split(":")[4],),
        "aws:principaltype": ("AssumedRole",),
        "aws:principalisawsservice": ("false",),
        "aws:resourceaccount": (place.account,),
        "aws:securetransport": ("true",),
        "aws:viaawsservice": ("false",),
    }
    if service == "ec2":
        context["ec2:region"] = (place.region,)
    if service == "s3":
        context["s3:resourceaccount"] = (place.account,)
    for member, key in _FROM_PARAMETERS.get(service, {}).items():
        if isinstance(parameters.get(member), str):
            context[key] = (parameters[member],)
    tags = _tags(parameters)
    if tags:
        context["aws:tagkeys"] = tuple(tags)
        context.update({f"aws:requesttag/{key.lower()}": (value,) for key, value in tags.items()})
    return context


def _tags(parameters: Mapping[str, Any]) -> dict[str, str]:
    for member in ("Tags", "tags", "TagsList", "TagSet"):
        value = parameters.get(member)
        if isinstance(value, dict):
            return {str(key): str(item) for key, item in value.items()}
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            pairs = ({key.lower(): item for key, item in tag.items()} for tag in value)
            return {str(tag["key"]): str(tag.get("value", "")) for tag in pairs if "key" in tag}
    return {}
