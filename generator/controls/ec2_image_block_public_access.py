"""No AMI of the Region can be made public; the runbook blocks public sharing, and can allow it again. Config has no rule for it.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html
"""

from awacs import ec2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

BLOCKED = "block-new-sharing"


def read(events: Events) -> dict[str, str]:
    """The Region's state: unblocked or block-new-sharing."""
    import boto3

    return {"State": boto3.client("ec2").get_image_block_public_access_state()["ImageBlockPublicAccessState"]}


def complies(state: dict[str, str], events: Events) -> bool:
    """Whatever blocks complies, also a stricter state that EC2 may get one day."""
    return state["State"] != "unblocked"


def restore(events: Events, context: object) -> None:
    """Allow public sharing where it was allowed, and wait for it: EC2 takes up to ten minutes."""
    import json
    import time

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    client = boto3.client("ec2")
    if wanted["State"] == "unblocked":
        client.disable_image_block_public_access()
    else:
        client.enable_image_block_public_access(ImageBlockPublicAccessState=wanted["State"])
    # A script may run for ten minutes, and the next step reads again.
    for _ in range(38):
        if read(events) == wanted:
            return
        time.sleep(15)


CONTROL = Control(
    identifier="EC2_IMAGE_BLOCK_PUBLIC_ACCESS",
    title=Text("Public sharing of AMIs is blocked", "AMI の公開共有をブロックする"),
    why=Text(
        "One wrong click shares an image, and the secrets and source code on it, with every AWS account.",
        "1 回の誤操作で、イメージとその中の機密情報やソースコードが全 AWS アカウントに公開されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(),
    scheduled=True,
    runbook=Runbook(
        name="BlockPublicImages",
        description=(
            "Blocks the public sharing of AMIs in this Region, and waits until EC2 says so; AMIs that are public already stay so."
            " Restore allows it again where it was allowed."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text("The former state.", "以前の状態。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "BlockNewSharing",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "ec2",
                            "Api": "EnableImageBlockPublicAccess",
                            "ImageBlockPublicAccessState": BLOCKED,
                        },
                    },
                    {
                        "name": "WaitUntilBlocked",
                        "action": "aws:waitForAwsResourceProperty",
                        "timeoutSeconds": 900,
                        "inputs": {
                            "Service": "ec2",
                            "Api": "GetImageBlockPublicAccessState",
                            "PropertySelector": "$.ImageBlockPublicAccessState",
                            "DesiredValues": [BLOCKED],
                        },
                    },
                ),
                restore=restore,
            ),
            payload=THE_ACCOUNT,
        ),
        permissions=(
            allow(
                ec2.GetImageBlockPublicAccessState,
                ec2.EnableImageBlockPublicAccess,
                ec2.DisableImageBlockPublicAccess,
                on="*",
            ),
        ),
    ),
)
