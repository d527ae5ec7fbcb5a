"""Who the caller is, and keys of a role in another account.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Refusal
from generator.rehearsal.organization.gate import Credentials

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

ACCESS_ROLE: Final = "OrganizationAccountAccessRole"
"""The role that Organizations makes in each account that it makes; the management account's users may assume it."""


def answers(organization: "StrictOrganization") -> dict[str, Callable[[Credentials, Mapping[str, Any]], Answer]]:
    """GetCallerIdentity and AssumeRole of the organization's sessions."""
    return {
        "AssumeRole": lambda caller, given: _assume_role(organization, caller, given),
        "GetCallerIdentity": lambda caller, _: {
            "Account": caller.account_id,
            "Arn": caller.principal,
            "UserId": caller.access_key,
        },
    }


def _assume_role(organization: "StrictOrganization", caller: Credentials, given: Mapping[str, Any]) -> Answer:
    arn = str(given["RoleArn"])
    account_id, _, role = arn.removeprefix("arn:").partition("::")[2].partition(":role/")
    if not _may_assume(organization, caller, account_id, role):
        raise Refusal(
            "AccessDenied", f"User: {caller.principal} is not authorized to perform: sts:AssumeRole on resource: {arn}"
        )
    session = f"{arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/{given['RoleSessionName']}"
    issued = organization.gate.issue(account_id, session, temporary=True)
    expires = datetime.fromtimestamp(issued.expires or 0, UTC)
    return {
        "Credentials": {
            "AccessKeyId": issued.access_key,
            "SecretAccessKey": "not-a-secret",
            "SessionToken": issued.access_key,
            "Expiration": expires,
        },
        "AssumedRoleUser": {"AssumedRoleId": issued.access_key, "Arn": session},
    }


def _may_assume(organization: "StrictOrganization", caller: Credentials, account_id: str, role: str) -> bool:
    from botocore.exceptions import ClientError

    members = organization.tree.members
    if account_id in members and members[account_id].status != "ACTIVE":
        return False
    if role == ACCESS_ROLE and account_id != organization.management:
        return account_id in members and caller.account_id == organization.management
    try:
        organization.aws.account_region(account_id=account_id).client("iam").get_role(RoleName=role.rpartition("/")[2])
    except ClientError:
        return False
    return True
