"""StackSets for an account outside every organization: it has none, and may make none with service-managed permissions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
"""

from typing import Final

from generator.rehearsal.api_call import Answer, Call


def create(call: Call) -> Answer:
    """Refused."""
    raise call.refuse(
        "ValidationError",
        "You must be the management account or delegated admin account of an organization before operating a "
        "SERVICE_MANAGED stack set",
    )


def describe_access(call: Call) -> Answer:
    """Refused."""
    raise call.refuse(
        "InvalidOperationException", "Only the management account of an organization can manage organizations access"
    )


def list_all(_: Call) -> Answer:
    """None."""
    return {"Summaries": []}


DOUBLES: Final = {
    ("cloudformation", "CreateStackSet"): create,
    ("cloudformation", "DescribeOrganizationsAccess"): describe_access,
    ("cloudformation", "ListStackSets"): list_all,
}
