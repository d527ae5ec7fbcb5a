"""Detective, which moto does not have: one behavior graph for each Region, and the accounts that are invited into it.

Whether the account is the delegated administrator of its Organization is not modelled: being in one is enough here.

https://docs.aws.amazon.com/detective/latest/APIReference/API_CreateGraph.html
https://docs.aws.amazon.com/detective/latest/APIReference/API_CreateMembers.html
"""

import hashlib
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

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
    ("detective", "CreateMembers"): create_members,
    ("detective", "ListMembers"): list_members,
    ("detective", "DeleteMembers"): delete_members,
}
