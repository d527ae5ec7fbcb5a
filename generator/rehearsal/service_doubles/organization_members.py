"""An account that joins another's Organization by invitation, which moto does not know: it only makes new members.

The member sees which Organization it is in; lists of accounts, which moto keeps, do not show it.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_InviteAccountToOrganization.html
https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html
"""

from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Call

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

STORE: Final = "membership of an organization"


def invite(call: Call) -> Answer:
    """By the management account, an account that is in no organization."""
    target = call.parameters["Target"]
    if target["Type"] != "ACCOUNT":
        raise call.refuse("InvalidInputException", "An account is invited here by its id only")
    about = call.account.client("organizations").describe_organization()["Organization"]
    if about["MasterAccountId"] != call.account.account_id:
        raise call.refuse("AccessDeniedException", "Only the management account can invite accounts")
    membership = _membership(call.account.owner.account_region(account_id=str(target["Id"])))
    if "management" in membership:
        raise call.refuse("HandshakeConstraintViolationException", f"{target['Id']} is in an organization already")
    handshake = f"h-{int(target['Id']):012x}"
    membership["invited"] = {"Id": handshake, "management": call.account.account_id}
    return {"Handshake": {"Id": handshake, "State": "OPEN"}}


def accept(call: Call) -> Answer:
    """Of the account that is invited."""
    membership = _membership(call.account)
    invited = membership.get("invited", {})
    if invited.get("Id") != call.parameters["HandshakeId"]:
        raise call.refuse("HandshakeNotFoundException", f"There is no handshake {call.parameters['HandshakeId']}")
    membership["management"] = invited["management"]
    return {"Handshake": {"Id": invited["Id"], "State": "ACCEPTED"}}


def describe(call: Call) -> Answer | None:
    """What the management account is told; moto answers all others."""
    management = _membership(call.account).get("management")
    if management is None:
        return None
    place = call.account.owner.account_region(call.account.region, management)
    found: Answer = place.client("organizations").describe_organization()
    return found


def _membership(account: "AccountRegion") -> dict[str, Any]:
    return account.in_region("us-east-1").store(STORE)


DOUBLES: Final = {
    ("organizations", "AcceptHandshake"): accept,
    ("organizations", "DescribeOrganization"): describe,
    ("organizations", "InviteAccountToOrganization"): invite,
}
