"""Security Hub of an Organization: its administrator, how it is configured, policies and what they are associated with.

CloudFormation takes no resource for its own that it did not make: an administrator that is there, central configuration that is in use,
and a target that has a policy are refused.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecurityHub.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import AlreadyThere, Attributes, Resource, ResourceType, by_id

TARGETS = {"ACCOUNT": "AccountId", "ORGANIZATIONAL_UNIT": "OrganizationalUnitId", "ROOT": "RootId"}
POLICY = ("Name", "Description", "ConfigurationPolicy")


def _designate(resource: Resource) -> str:
    for each in resource.call("securityhub", "list_organization_admin_accounts")["AdminAccounts"]:
        raise AlreadyThere(f"{each['AccountId']} is the delegated administrator already")
    account = str(resource.properties["AdminAccountId"])
    resource.call("securityhub", "enable_organization_admin_account", AdminAccountId=account)
    return f"{account}/{resource.account.region}"


def _remove(resource: Resource) -> None:
    account = resource.properties["AdminAccountId"]
    resource.call("securityhub", "disable_organization_admin_account", AdminAccountId=account)


def _begin(resource: Resource) -> str:
    found = resource.call("securityhub", "describe_organization_configuration")
    if found["AutoEnable"] or found["OrganizationConfiguration"]["ConfigurationType"] == "CENTRAL":
        raise AlreadyThere("the organization is configured already")
    _configure(resource)
    return f"{resource.account.account_id}/{resource.account.region}/securityhub-organization-configuration"


def _configure(resource: Resource) -> None:
    kind = {"ConfigurationType": resource.properties.get("ConfigurationType", "LOCAL")}
    given = resource.pick("AutoEnable", "AutoEnableStandards")
    resource.call("securityhub", "update_organization_configuration", OrganizationConfiguration=kind, **given)


def _end(resource: Resource) -> None:
    resource.properties = {"AutoEnable": False, "AutoEnableStandards": "NONE", "ConfigurationType": "LOCAL"}
    _configure(resource)


def _configuration_attributes(resource: Resource) -> Attributes:
    found = resource.call("securityhub", "describe_organization_configuration")
    return {
        "OrganizationConfigurationIdentifier": resource.physical_id,
        "MemberAccountLimitReached": found["MemberAccountLimitReached"],
        "Status": found["OrganizationConfiguration"]["Status"],
        "StatusMessage": found["OrganizationConfiguration"]["StatusMessage"],
    }


def _create_policy(resource: Resource) -> str:
    return str(resource.call("securityhub", "create_configuration_policy", **resource.pick(*POLICY, "Tags"))["Arn"])


def _update_policy(resource: Resource) -> None:
    resource.call(
        "securityhub", "update_configuration_policy", Identifier=resource.physical_id, **resource.pick(*POLICY)
    )


def _policy_attributes(resource: Resource) -> Attributes:
    policy = resource.call("securityhub", "get_configuration_policy", Identifier=resource.physical_id)
    times = {name: policy[name].isoformat() for name in ("CreatedAt", "UpdatedAt")}
    enabled = policy["ConfigurationPolicy"]["SecurityHub"]["ServiceEnabled"]
    return {"Arn": policy["Arn"], "Id": policy["Id"], "ServiceEnabled": enabled, **times}


def _target(resource: Resource) -> dict[str, Any]:
    return {TARGETS[resource.properties["TargetType"]]: resource.properties["TargetId"]}


def _new_association(resource: Resource) -> str:
    target = resource.properties["TargetId"]
    associations = resource.call("securityhub", "list_configuration_policy_associations")
    for each in associations["ConfigurationPolicyAssociationSummaries"]:
        if each["TargetId"] == target and each["AssociationType"] == "APPLIED":
            raise AlreadyThere(f"{target} has the policy {each['ConfigurationPolicyId']} already")
    _associate(resource)
    return f"{resource.account.account_id}/{resource.account.region}/{target}"


def _associate(resource: Resource) -> None:
    _start("start_configuration_policy_association", resource)


def _disassociate(resource: Resource) -> None:
    _start("start_configuration_policy_disassociation", resource)


def _start(operation: str, resource: Resource) -> None:
    policy = resource.properties["ConfigurationPolicyId"]
    resource.call("securityhub", operation, ConfigurationPolicyIdentifier=policy, Target=_target(resource))


def _association_attributes(resource: Resource) -> Attributes:
    found = resource.call("securityhub", "get_configuration_policy_association", Target=_target(resource))
    names = ("AssociationStatus", "AssociationStatusMessage", "AssociationType")
    facts = {name: found[name] for name in names}
    return {"AssociationIdentifier": resource.physical_id, "UpdatedAt": found["UpdatedAt"].isoformat(), **facts}


ROWS = (
    ResourceType(
        "AWS::SecurityHub::DelegatedAdmin",
        create=_designate,
        delete=_remove,
        attributes=lambda resource: {"DelegatedAdminIdentifier": resource.physical_id, "Status": "ENABLED"},
    ),
    ResourceType(
        "AWS::SecurityHub::OrganizationConfiguration",
        create=_begin,
        update=_configure,
        delete=_end,
        attributes=_configuration_attributes,
    ),
    ResourceType(
        "AWS::SecurityHub::ConfigurationPolicy",
        create=_create_policy,
        update=_update_policy,
        delete=by_id("securityhub", "delete_configuration_policy", "Identifier"),
        attributes=_policy_attributes,
    ),
    ResourceType(
        "AWS::SecurityHub::PolicyAssociation",
        create=_new_association,
        update=_associate,
        delete=_disassociate,
        attributes=_association_attributes,
    ),
)
