"""Detective's behavior graph, the accounts that are invited into it, and who administers it in an Organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Detective.html
"""

from generator.rehearsal.resource_types.resource_type import AlreadyThere, Attributes, Resource, ResourceType, by_id


def _create_graph(resource: Resource) -> str:
    """The API would answer with the graph that is there; CloudFormation takes no resource for its own that it did not make."""
    for graph in resource.call("detective", "list_graphs")["GraphList"]:
        raise AlreadyThere(f"the behavior graph {graph['Arn']} already exists")
    resource.physical_id = str(resource.call("detective", "create_graph")["GraphArn"])
    _set_organization(resource)
    return resource.physical_id


def _set_organization(resource: Resource) -> None:
    wanted, before = (bool(each.get("AutoEnableMembers")) for each in (resource.properties, resource.old_properties))
    if wanted != before:
        resource.call(
            "detective", "update_organization_configuration", GraphArn=resource.physical_id, AutoEnable=wanted
        )


def _invite(resource: Resource) -> str:
    account = {"AccountId": resource.properties["MemberId"], "EmailAddress": resource.properties["MemberEmailAddress"]}
    given = resource.pick("GraphArn", "DisableEmailNotification", "Message")
    answer = resource.call("detective", "create_members", Accounts=[account], **given)
    for refused in answer["UnprocessedAccounts"]:
        raise ValueError(f"account {refused['AccountId']}: {refused['Reason']}")
    return f"{resource.properties['GraphArn']}|{account['AccountId']}"


def _withdraw(resource: Resource) -> None:
    graph, account = resource.physical_id.split("|")
    resource.call("detective", "delete_members", GraphArn=graph, AccountIds=[account])


def _designate(resource: Resource) -> str:
    for each in resource.call("detective", "list_organization_admin_accounts")["Administrators"]:
        raise AlreadyThere(f"{each['AccountId']} is the delegated administrator already")
    account = str(resource.properties["AccountId"])
    resource.call("detective", "enable_organization_admin_account", AccountId=account)
    return account


def _remove(resource: Resource) -> None:
    resource.call("detective", "disable_organization_admin_account")


def _administrator_attributes(resource: Resource) -> Attributes:
    (found,) = resource.call("detective", "list_organization_admin_accounts")["Administrators"]
    return {"GraphArn": found["GraphArn"]}


ROWS = (
    ResourceType(
        "AWS::Detective::Graph",
        create=_create_graph,
        update=_set_organization,
        delete=by_id("detective", "delete_graph", "GraphArn"),
        attributes=lambda resource: {"Arn": resource.physical_id},
    ),
    ResourceType("AWS::Detective::MemberInvitation", create=_invite, delete=_withdraw),
    ResourceType(
        "AWS::Detective::OrganizationAdmin",
        create=_designate,
        delete=_remove,
        attributes=_administrator_attributes,
    ),
)
