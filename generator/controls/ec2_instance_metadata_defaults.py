"""New instances demand session tokens for their metadata (IMDSv2) unless told otherwise; the runbook sets that default of the account.

Config has no rule for it. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
"""

from awacs import ec2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, str]:
    """The Region's default: required, optional, or no-preference where the account has none."""
    import boto3

    found = boto3.client("ec2").get_instance_metadata_defaults()["AccountLevel"]
    return {"HttpTokens": found.get("HttpTokens", "no-preference")}


def complies(state: dict[str, str], events: Events) -> bool:
    """Tokens are required; the hop limit, the endpoint and the tags are the account's own choice."""
    return state["HttpTokens"] == "required"


def restore(events: Events, context: object) -> None:
    """Put the former default back, or none where there was none."""
    import json

    import boto3

    former = json.loads("".join(events["Restore"]))
    boto3.client("ec2").modify_instance_metadata_defaults(HttpTokens=former["HttpTokens"])


CONTROL = Control(
    identifier="EC2_INSTANCE_METADATA_DEFAULTS",
    title=Text(
        "New EC2 instances demand session tokens for their metadata (IMDSv2) by default",
        "新しい EC2 インスタンスは既定でメタデータにセッショントークンを要求する (IMDSv2)",
    ),
    why=Text(
        "Without tokens, a web application that can be made to fetch a URL hands out the credentials of its instance.",
        "トークンがないと、URL を取得させられる Web アプリケーションからインスタンスの認証情報が漏えいします。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "Old SDKs and agents get no credentials on instances launched after a repair; a launch that names its own options keeps them.",
        "修復後に起動したインスタンスでは、古い SDK やエージェントが認証情報を取得できません。オプションを明示した起動には影響しません。",
    ),
    framework=Framework(),
    scheduled=True,
    runbook=Runbook(
        name="RequireInstanceMetadataTokens",
        description=(
            "Makes session tokens (IMDSv2) the account's default for new instances in this Region; running instances, AMIs and launch"
            " templates with options of their own stay as they are. Restore puts the former default back."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text("The former default, or none.", "以前の既定値(なかった場合はなし)。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "RequireTokens",
                        "action": "aws:executeAwsApi",
                        "inputs": {"Service": "ec2", "Api": "ModifyInstanceMetadataDefaults", "HttpTokens": "required"},
                    },
                ),
                restore=restore,
            ),
            payload=THE_ACCOUNT,
        ),
        permissions=(allow(ec2.GetInstanceMetadataDefaults, ec2.ModifyInstanceMetadataDefaults, on="*"),),
    ),
)
