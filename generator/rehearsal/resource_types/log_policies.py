"""Policies of CloudWatch Logs: who may write to log groups, and what an account does with log events.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-accountpolicy.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html
"""

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import Resource, ResourceType, by_id


def _put_resource_policy(resource: Resource) -> str:
    name = str(resource.properties["PolicyName"])
    document = policy_text(resource.properties["PolicyDocument"])
    resource.call("logs", "put_resource_policy", policyName=name, policyDocument=document)
    return name


def _resource_policy_exists(resource: Resource, name: str) -> bool:
    found = resource.call("logs", "describe_resource_policies")["resourcePolicies"]
    return any(each["policyName"] == name for each in found)


def _put_account_policy(resource: Resource) -> str:
    given = resource.pick(
        policyName="PolicyName",
        policyDocument="PolicyDocument",
        policyType="PolicyType",
        scope="Scope",
        selectionCriteria="SelectionCriteria",
    )
    resource.call("logs", "put_account_policy", **given)
    return "|".join((resource.account.account_id, given["policyType"], given["policyName"]))


def _account_policy_exists(resource: Resource, name: str) -> bool:
    kind = resource.properties["PolicyType"]
    return bool(resource.call("logs", "describe_account_policies", policyType=kind, policyName=name)["accountPolicies"])


def _delete_account_policy(resource: Resource) -> None:
    _, kind, name = resource.physical_id.split("|")
    resource.call("logs", "delete_account_policy", policyType=kind, policyName=name)


ROWS = (
    ResourceType(
        "AWS::Logs::ResourcePolicy",
        create=_put_resource_policy,
        update=_put_resource_policy,
        delete=by_id("logs", "delete_resource_policy", "policyName"),
        name_property="PolicyName",
        taken=_resource_policy_exists,
    ),
    ResourceType(
        "AWS::Logs::AccountPolicy",
        create=_put_account_policy,
        update=_put_account_policy,
        delete=_delete_account_policy,
        attributes=lambda resource: {"AccountId": resource.account.account_id},
        name_property="PolicyName",
        taken=_account_policy_exists,
    ),
)
