"""Systems Manager documents are not public; the runbook takes the public share away, and can give it back.

https://docs.aws.amazon.com/config/latest/developerguide/ssm-document-not-public.html
"""

from awacs import ssm

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

EVERYBODY = "all"
"""The account id by which Systems Manager means every account."""


def read(events: Events) -> dict[str, str | None]:
    """The version that is shared with everybody, None where the document is not public; shares with accounts do not count."""
    import boto3

    client = boto3.client("ssm")
    given = {"Name": events["DocumentName"], "PermissionType": "Share"}
    while True:
        page = client.describe_document_permission(**given)
        for share in page.get("AccountSharingInfoList", []):
            if share["AccountId"].lower() == events["Everybody"]:
                return {"PublicVersion": share.get("SharedDocumentVersion") or "$DEFAULT"}
        if not page.get("NextToken"):
            return {"PublicVersion": None}
        given["NextToken"] = page["NextToken"]


def complies(state: dict[str, str | None], events: Events) -> bool:
    """It is not shared with everybody."""
    return state["PublicVersion"] is None


def tags(events: Events) -> list[str]:
    """The keys of the document's tags."""
    import boto3

    client = boto3.client("ssm")
    found = client.list_tags_for_resource(ResourceType="Document", ResourceId=events["DocumentName"])
    return [tag["Key"] for tag in found["TagList"]]


def restore(events: Events, context: object) -> None:
    """Share the version with everybody that was shared so."""
    import json

    import boto3

    version = json.loads("".join(events["Restore"]))["PublicVersion"]
    if version is not None:
        boto3.client("ssm").modify_document_permission(
            Name=events["DocumentName"],
            PermissionType="Share",
            AccountIdsToAdd=[events["Everybody"]],
            SharedDocumentVersion=version,
        )


CONTROL = Control(
    identifier="SSM_DOCUMENT_NOT_PUBLIC",
    title=Text("Systems Manager documents are not public", "Systems Manager ドキュメントは公開されていない"),
    why=Text(
        "A public document shows everybody how the account is run, with the names and secrets that stand in it.",
        "公開ドキュメントからは、アカウントの運用方法や、記載された名前・シークレットが誰にでも見えます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("SSM.4",)),
    runbook=Runbook(
        name="MakeDocumentPrivate",
        description=(
            "Stops sharing a document with everybody; accounts that it is shared with by their id keep it."
            " Restore makes the version public again that was."
        ),
        inputs=(
            Input(
                name="DocumentName",
                type="String",
                description="The document.",
                allowed_pattern="^[a-zA-Z0-9_.-]{3,128}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The version that was public is public again.", "公開されていたバージョンを再び公開します。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "StopSharingWithEverybody",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "ssm",
                            "Api": "ModifyDocumentPermission",
                            "Name": "{{ DocumentName }}",
                            "PermissionType": "Share",
                            "AccountIdsToRemove": [EVERYBODY],
                        },
                    },
                ),
                restore=restore,
                tags=tags,
            ),
            payload={"DocumentName": "{{ DocumentName }}", "Everybody": EVERYBODY},
        ),
        permissions=(
            allow(
                ssm.DescribeDocumentPermission,
                ssm.ModifyDocumentPermission,
                ssm.ListTagsForResource,
                on=arn("ssm", "document/*"),
            ),
        ),
    ),
)
