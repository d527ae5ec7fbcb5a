"""Detective, which moto does not have: one behavior graph for each Region, the accounts that are invited into it, its administrator.

Whether the account is the delegated administrator of its Organization is not asked where it sets what accounts that join get: being in
one is enough here.

https://docs.aws.amazon.com/detective/latest/APIReference/API_CreateGraph.html
https://docs.aws.amazon.com/detective/latest/APIReference/API_CreateMembers.html
https://docs.aws.amazon.com/detective/latest/APIReference/API_EnableOrganizationAdminAccount.html
"""

import hashlib
from dataclasses import replace
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_doubles.organization_administrators import DETECTIVE

STORE: Final = "detective graph"


def create_graph(call: Call) -> Answer:
    """The account's one graph; asked for again, it is the same."""
    account, graph = call.account, call.account.store(STORE)
    if not graph:
        digits = hashlib.md5(f"{account.account_id}/{account.region}".encode(), usedforsecurity=False).hexdigest()
        arn = f"arn:{account.partition}:detective:{account.region}:{account.account_id}:graph:{digits}"
        graph.update(Arn=arn, AutoEnable=False, Members={})
    return {"GraphArn": graph["Arn"]}


def list_graphs(call: Call) -> Answer:
    """The one, or none."""
    graph = call.account.store(STORE)
    return {"GraphList": [{"Arn": graph["Arn"]}] if graph else []}


def delete_graph(call: Call) -> Answer:
    """With all that it holds."""
    _graph(call).clear()
    return {}


def update_organization(call: Call) -> Answer:
    """Whether accounts that join the Organization are enabled."""
    from botocore.exceptions import ClientError

    try:
        call.account.client("organizations").describe_organization()
    except ClientError as error:
        raise call.refuse("ValidationException", "The account does not belong to an Organization.") from error
    _graph(call)["AutoEnable"] = call.parameters["AutoEnable"]
    return {}


def describe_organization(call: Call) -> Answer:
    """What ``update_organization`` set."""
    return {"AutoEnable": _graph(call)["AutoEnable"]}


def create_members(call: Call) -> Answer:
    """Each account is invited once, and no account into its own graph."""
    members, invited, refused = _graph(call)["Members"], [], []
    for each in call.parameters["Accounts"]:
        account = str(each["AccountId"])
        if account == call.account.account_id or account in members:
            refused.append({"AccountId": account, "Reason": "The account is a member already."})
            continue
        members[account] = {**each, "Status": "INVITED"}
        invited.append(members[account])
    return {"Members": invited, "UnprocessedAccounts": refused}


def list_members(call: Call) -> Answer:
    """Those that are invited; nobody accepts here."""
    return {"MemberDetails": list(_graph(call)["Members"].values())}


def delete_members(call: Call) -> Answer:
    """The graph hears no more of them."""
    members = _graph(call)["Members"]
    gone = [str(each) for each in call.parameters["AccountIds"]]
    for account in gone:
        members.pop(account, None)
    return {"AccountIds": gone, "UnprocessedAccounts": []}


def enable_administrator(call: Call) -> Answer:
    """With a graph, if it has none."""
    DETECTIVE.enable(call)
    create_graph(_of_administrator(call))
    return {}


def disable_administrator(call: Call) -> Answer:
    """Its graph goes too."""
    administrator = _of_administrator(call)
    DETECTIVE.disable(call)
    administrator.account.store(STORE).clear()
    return {}


def list_administrators(call: Call) -> Answer:
    """The one with its graph, or none."""
    found = DETECTIVE.list_all(call)["Administrators"]
    graphs = list_graphs(_of_administrator(call))["GraphList"] if found else []
    return {"Administrators": [{**each, "GraphArn": graphs[0]["Arn"]} if graphs else each for each in found]}


def _of_administrator(call: Call) -> Call:
    """The call as it would come from the administrator, or from nobody."""
    account = call.account
    return replace(call, account=account.owner.account_region(account.region, DETECTIVE.administrator(call)))


def _graph(call: Call) -> dict[str, Any]:
    graph: dict[str, Any] = call.account.store(STORE)
    if not graph or graph["Arn"] != call.parameters["GraphArn"]:
        raise call.refuse("ResourceNotFoundException", f"There is no graph {call.parameters['GraphArn']}.")
    return graph


DOUBLES: Final = {
    ("detective", "CreateGraph"): create_graph,
    ("detective", "ListGraphs"): list_graphs,
    ("detective", "DeleteGraph"): delete_graph,
    ("detective", "UpdateOrganizationConfiguration"): update_organization,
    ("detective", "DescribeOrganizationConfiguration"): describe_organization,
    ("detective", "EnableOrganizationAdminAccount"): enable_administrator,
    ("detective", "DisableOrganizationAdminAccount"): disable_administrator,
    ("detective", "ListOrganizationAdminAccounts"): list_administrators,
    ("detective", "CreateMembers"): create_members,
    ("detective", "ListMembers"): list_members,
    ("detective", "DeleteMembers"): delete_members,
}
