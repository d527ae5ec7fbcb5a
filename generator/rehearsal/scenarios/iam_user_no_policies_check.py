"""Users: with policies of every kind, with an inline policy alone, with rights of a group alone, quarantined, and exempt."""

import json
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.iam_users import user, user_name

READ = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
WRITE = {"Effect": "Allow", "Action": ["s3:PutObject", "s3:DeleteObject"], "Resource": "*", "Sid": "Writes"}
AWS_MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def document(*statements: dict[str, Any]) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def every_kind(session: Session) -> str:
    """A policy of AWS, one of the account, and two inline policies."""
    iam, user_id = session.client("iam"), user(session, "admin")
    own = iam.create_policy(PolicyName="reports", PolicyDocument=document(READ))["Policy"]["Arn"]
    for arn in (AWS_MANAGED, own):
        iam.attach_user_policy(UserName="admin", PolicyArn=arn)
    iam.put_user_policy(UserName="admin", PolicyName="reads", PolicyDocument=document(READ))
    iam.put_user_policy(UserName="admin", PolicyName="writes", PolicyDocument=document(WRITE, READ))
    return user_id


def inline_only(session: Session) -> str:
    """One inline policy and nothing else."""
    iam, user_id = session.client("iam"), user(session, "writer")
    iam.put_user_policy(UserName="writer", PolicyName="writes", PolicyDocument=document(WRITE))
    return user_id


def group_only(session: Session) -> str:
    """Rights as they should be given."""
    iam, user_id = session.client("iam"), user(session, "member")
    iam.create_group(GroupName="readers")
    iam.attach_group_policy(GroupName="readers", PolicyArn=AWS_MANAGED)
    iam.add_user_to_group(GroupName="readers", UserName="member")
    return user_id


def quarantined(session: Session) -> str:
    """A user whose key has leaked, and which AWS has therefore quarantined."""
    user_id = user(session, "leaked")
    for name in ("AWSCompromisedKeyQuarantineV2", "ReadOnlyAccess"):
        session.client("iam").attach_user_policy(UserName="leaked", PolicyArn=f"arn:aws:iam::aws:policy/{name}")
    return user_id


def exempt(session: Session) -> str:
    """A user that somebody has excepted."""
    user_id = user(session, "break-glass", baseline_exempt="true")
    session.client("iam").attach_user_policy(UserName="break-glass", PolicyArn=AWS_MANAGED)
    return user_id


def state(session: Session, user_id: str) -> dict[str, Any]:
    """The user's own policies, and its groups."""
    iam, name = session.client("iam"), user_name(session, user_id)
    attached = iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]
    inline = iam.list_user_policies(UserName=name)["PolicyNames"]
    return {
        "attached": sorted(each["PolicyArn"] for each in attached),
        "inline": {
            each: iam.get_user_policy(UserName=name, PolicyName=each)["PolicyDocument"] for each in sorted(inline)
        },
        "groups": [each["GroupName"] for each in iam.list_groups_for_user(UserName=name)["Groups"]],
    }


def compliant(session: Session, user_id: str) -> bool:
    """No policy of its own."""
    found = state(session, user_id)
    return not found["attached"] and not found["inline"]


SCENARIO = Scenario(
    (
        Case(name="policies of every kind", make=every_kind, state=state, compliant=compliant),
        Case(name="inline policy", make=inline_only, state=state, compliant=compliant),
        Case(name="rights of a group", make=group_only, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(
            name="user quarantined by AWS",
            make=quarantined,
            state=state,
            compliant=compliant,
            ends=Ends.REFUSED,
            refusal="AWSCompromisedKeyQuarantineV2 denies something",
        ),
        Case(name="exempt user", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
