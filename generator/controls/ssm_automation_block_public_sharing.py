"""Documents cannot be made public; the runbook blocks public sharing in the Region, and can allow it again.

https://docs.aws.amazon.com/config/latest/developerguide/ssm-automation-block-public-sharing.html
"""

from awacs import ssm

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

SETTING = "/ssm/documents/console/public-sharing-permission"


def read(events: Events) -> dict[str, str]:
    """Enable where documents may be made public, as in a new Region, or Disable."""
    import boto3

    found = boto3.client("ssm").get_service_setting(SettingId=events["Setting"])
    return {"PublicSharing": found["ServiceSetting"]["SettingValue"]}


def complies(state: dict[str, str], events: Events) -> bool:
    """Public sharing is blocked."""
    return state["PublicSharing"] == "Disable"


def restore(events: Events, context: object) -> None:
    """Put the former value back."""
    import json

    import boto3

    value = json.loads("".join(events["Restore"]))["PublicSharing"]
    boto3.client("ssm").update_service_setting(SettingId=events["Setting"], SettingValue=value)


CONTROL = Control(
    identifier="SSM_AUTOMATION_BLOCK_PUBLIC_SHARING",
    title=Text(
        "Systems Manager documents cannot be made public", "Systems Manager ドキュメントの公開がブロックされている"
    ),
    why=Text(
        "One wrong click shares a runbook with every AWS account; where sharing is blocked, it is refused.",
        "操作を一度誤るだけで、ランブックが全 AWS アカウントに公開されます。ブロックすれば拒否されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("SSM.7",)),
    runbook=Runbook(
        name="BlockPublicDocumentSharing",
        description=(
            "Blocks the public sharing of documents in this Region; documents that are public already stay so."
            " Restore puts the former setting back."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "BlockPublicSharing",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "ssm",
                            "Api": "UpdateServiceSetting",
                            "SettingId": SETTING,
                            "SettingValue": "Disable",
                        },
                    },
                ),
                restore=restore,
            ),
            payload={**THE_ACCOUNT, "Setting": SETTING},
        ),
        permissions=(
            # One role for every Region.
            allow(
                ssm.GetServiceSetting, ssm.UpdateServiceSetting, on=arn("ssm", f"servicesetting{SETTING}", region="*")
            ),
        ),
    ),
)
