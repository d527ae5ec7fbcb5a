"""IAM users get their rights from groups; the runbook takes a user's own policies away, and can give them back.

https://docs.aws.amazon.com/config/latest/developerguide/iam-user-no-policies-check.html
"""

from typing import Any

from awacs import iam

from generator.blocks.iam_user import EVERY_USER, THE_USER, USER_ID, tags, user_name
from generator.blocks.policy import allow, arn
from generator.blocks.runbook_script import script_step
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """The user's own policies, inline ones with their documents; of these, only what is to be restored where something is."""
    import json

    import boto3

    client, name = boto3.client("iam"), user_name(events)
    wanted = json.loads("".join(events["Restore"])) if events.get("Restore") else None
    pages = client.get_paginator("list_attached_user_policies").paginate(UserName=name)
    attached = [each["PolicyArn"] for page in pages for each in page["AttachedPolicies"]]
    pages = client.get_paginator("list_user_policies").paginate(UserName=name)
    inline = [each for page in pages for each in page["PolicyNames"]]
    documents = {
        each: client.get_user_policy(UserName=name, PolicyName=each)["PolicyDocument"]
        for each in sorted(inline)
        if wanted is None or each in wanted["Inline"]
    }
    return {
        "Attached": sorted(each for each in attached if wanted is None or each in wanted["Attached"]),
        "Inline": documents,
    }


def denies(document: dict[str, Any]) -> bool:
    """Whether a policy takes rights away."""
    statements = document["Statement"]
    return any(each["Effect"] == "Deny" for each in (statements if isinstance(statements, list) else [statements]))


def complies(state: dict[str, Any], events: Events) -> bool:
    """The user has no policy of its own; groups and the permissions boundary do not count.

    Raises ValueError where a policy denies something, as the one with which AWS quarantines users whose keys have leaked: without it
    the user could do more, so a person decides.
    """
    import boto3

    client = boto3.client("iam")
    documents = dict(state["Inline"])
    for policy in state["Attached"]:
        version = client.get_policy(PolicyArn=policy)["Policy"]["DefaultVersionId"]
        found = client.get_policy_version(PolicyArn=policy, VersionId=version)
        documents[policy] = found["PolicyVersion"]["Document"]
    for name, document in documents.items():
        if denies(document):
            raise ValueError(f"{name} denies something; without it the user could do more, so nothing was changed")
    return not documents


def repair(events: Events, context: object) -> None:
    """Take away just what Plan has saved."""
    import json

    import boto3

    client, name = boto3.client("iam"), user_name(events)
    saved = json.loads("".join(events["Before"]))
    for policy in saved["Attached"]:
        client.detach_user_policy(UserName=name, PolicyArn=policy)
    for policy in saved["Inline"]:
        client.delete_user_policy(UserName=name, PolicyName=policy)


def restore(events: Events, context: object) -> None:
    """Give the user the policies that an earlier run took away; what it got since then stays."""
    import json

    import boto3

    client, name = boto3.client("iam"), user_name(events)
    wanted = json.loads("".join(events["Restore"]))
    for policy in wanted["Attached"]:
        client.attach_user_policy(UserName=name, PolicyArn=policy)
    for policy, document in wanted["Inline"].items():
        client.put_user_policy(UserName=name, PolicyName=policy, PolicyDocument=json.dumps(document))


CONTROL = Control(
    identifier="IAM_USER_NO_POLICIES_CHECK",
    title=Text("IAM users have no policies of their own", "IAM ユーザーに直接付与されたポリシーがない"),
    why=Text(
        "Rights that are given person by person are forgotten when the person's work changes; put the user into a group.",
        "個人に直接付与した権限は、担当が変わっても残ります。グループを通じて付与してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair leaves the user what its groups allow. Whoever may start the runbook can give rights to any user.",
        "修復後、ユーザーにはグループの権限だけが残ります。ランブックを開始できる人は、任意のユーザーに権限を付与できます。",
    ),
    framework=Framework(
        security_hub=("IAM.2",),
        cis={"1.2.0": ("1.16",), "3.0.0": ("1.15",), "5.0.0": ("1.14",)},
        anti_patterns=(2,),
    ),
    runbook=Runbook(
        name="TakeUserPoliciesAway",
        description=(
            "Detaches a user's managed policies and deletes its inline policies, all of which it saves first, unless one of"
            " them denies something. Restore gives them back; Systems Manager keeps what a run has saved for 30 days."
        ),
        inputs=(USER_ID, EXEMPTION),
        undo=Text(
            "The policies that the run took away, inline ones with their documents.",
            "実行時に外したポリシー(インラインポリシーは内容を含む)。",
        ),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    script_step(
                        "TakePoliciesAway", user_name, repair, payload={**THE_USER, "Before": "{{ Plan.Before }}"}
                    ),
                ),
                restore=restore,
                tags=tags,
                shared=(user_name, denies),
            ),
            payload=THE_USER,
        ),
        permissions=(
            allow(iam.ListUsers, on="*"),
            allow(
                iam.ListUserTags,
                iam.ListAttachedUserPolicies,
                iam.ListUserPolicies,
                iam.GetUserPolicy,
                iam.DetachUserPolicy,
                iam.DeleteUserPolicy,
                iam.AttachUserPolicy,
                iam.PutUserPolicy,
                on=EVERY_USER,
            ),
            allow(
                iam.GetPolicy,
                iam.GetPolicyVersion,
                on=[arn("iam", "policy/*", region=""), arn("iam", "policy/*", region="", account="aws")],
            ),
        ),
    ),
)
