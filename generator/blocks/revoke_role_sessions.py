"""The runbook that ends the sessions of a role: an inline policy denies everything to credentials from before a moment.

The policy has the name that the IAM console gives it, so that the console shows it as its own. Sessions that begin later are not
touched: who can still take the role must be kept from it by its trust policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
"""

from typing import Any

from awacs import iam

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Input, Runbook, Text

POLICY_NAME = "AWSRevokeOlderSessions"


def role(events: Events) -> str:
    """The name of the role; raises ValueError for one whose policies only AWS may change."""
    import boto3

    path = boto3.client("iam").get_role(RoleName=events["RoleName"])["Role"]["Path"]
    if path.startswith(("/aws-service-role/", "/aws-reserved/")):
        raise ValueError(
            f"{events['RoleName']} is AWS's own: end its sessions where it is managed; nothing was changed"
        )
    return str(events["RoleName"])


def moment(events: Events) -> str:
    """Before when a session must have begun to be ended: the one that is given, or the start of this run."""
    day, _, time = events["Started"].partition("_")
    return events["IssuedBefore"] or f"{day}T{time.replace('.', ':')}Z"


def read(events: Events) -> dict[str, Any]:
    """The policy that ends sessions, or nothing."""
    import boto3

    client = boto3.client("iam")
    try:
        found = client.get_role_policy(RoleName=role(events), PolicyName=events["PolicyName"])
    except client.exceptions.NoSuchEntityException:
        return {}
    document: dict[str, Any] = found["PolicyDocument"]
    return document


def complies(state: dict[str, Any], events: Events) -> bool:
    """The policy is the one that ends sessions, and ends those from before the moment."""
    try:
        until = state["Statement"][0]["Condition"]["DateLessThan"]["aws:TokenIssueTime"]
    except (IndexError, KeyError):
        return False
    return bool(state == denial(until) and until >= moment(events))


def denial(until: str) -> dict[str, Any]:
    """The policy that denies everything to sessions from before ``until``."""
    condition = {"DateLessThan": {"aws:TokenIssueTime": until}}
    statement = {"Effect": "Deny", "Action": ["*"], "Resource": ["*"], "Condition": condition}
    return {"Version": "2012-10-17", "Statement": [statement]}


def repair(events: Events, context: object) -> None:
    """Write the policy; one from an earlier run ends fewer sessions, and is replaced."""
    import json

    import boto3

    boto3.client("iam").put_role_policy(
        RoleName=role(events), PolicyName=events["PolicyName"], PolicyDocument=json.dumps(denial(moment(events)))
    )


def restore(events: Events, context: object) -> None:
    """Write the former policy, or delete this one where there was none."""
    import json

    import boto3

    client, former = boto3.client("iam"), json.loads("".join(events["Restore"]))
    names = {"RoleName": role(events), "PolicyName": events["PolicyName"]}
    if former:
        client.put_role_policy(**names, PolicyDocument=json.dumps(former))
    else:
        client.delete_role_policy(**names)


RUNBOOK = Runbook(
    name="RevokeRoleSessions",
    description=(
        "Ends the sessions of a role that began before now, or before a given moment: an inline policy denies them everything."
        " Whoever may still take the role gets a new session. Restore takes the policy away, or brings the former one back."
    ),
    inputs=(
        Input(
            name="RoleName",
            type="String",
            description="The role, without its path.",
            allowed_pattern="^[a-zA-Z0-9_+=,.@-]{1,64}$",
        ),
        Input(
            name="IssuedBefore",
            type="String",
            description="End sessions from before this moment in UTC, such as 2026-01-31T12:00:00Z; empty for the start of the run.",
            default="",
            allowed_pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$",
        ),
    ),
    undo=Text(
        "The policy is as it was: absent, or that of an earlier run.",
        "ポリシーは元の状態 (なし、または以前の実行時のもの) に戻ります。",
    ),
    steps=state_steps(
        StateFunctions(read=read, complies=complies, repair=repair, restore=restore, shared=(role, moment, denial)),
        payload={
            "RoleName": "{{ RoleName }}",
            "IssuedBefore": "{{ IssuedBefore }}",
            "Started": "{{ global:DATE_TIME }}",
            "PolicyName": POLICY_NAME,
        },
    ),
    permissions=(
        allow(
            iam.GetRole,
            iam.GetRolePolicy,
            iam.PutRolePolicy,
            iam.DeleteRolePolicy,
            on=arn("iam", "role/*", region=""),
        ),
    ),
)
