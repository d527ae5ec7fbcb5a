"""A trail records API calls; the runbook starts a trail that is stopped, or makes one where there is none.

https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-enabled.html
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
"""

from typing import Any

from awacs import cloudtrail

from generator.blocks.new_trail import EVERY_TRAIL, NEW_TRAIL_INPUTS, OWN_TRAIL, THE_NEW_TRAIL, make_trail
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """A trail that logs, or else the one to start: rather one of all Regions; None where there is none."""
    import boto3

    found = []
    for trail in boto3.client("cloudtrail").describe_trails(includeShadowTrails=True)["trailList"]:
        region, owner = trail["TrailARN"].split(":")[3:5]
        # An organization's trail is started and stopped by its own account, which watches over it.
        logs = owner != events["AccountId"]
        if not logs:
            client = boto3.client("cloudtrail", region_name=region)
            logs = client.get_trail_status(Name=trail["TrailARN"])["IsLogging"]
        found.append((not logs, not trail["IsMultiRegionTrail"], trail["TrailARN"]))
    if not found:
        return {"TrailARN": None, "IsLogging": False}
    stopped, _, arn = min(found)
    return {"TrailARN": arn, "IsLogging": not stopped}


def complies(state: dict[str, Any], events: Events) -> bool:
    """There is a trail that logs."""
    return bool(state["IsLogging"])


def repair(events: Events, context: object) -> None:
    """Start the trail, or make one."""
    import boto3

    arn = read(events)["TrailARN"]
    if arn:
        boto3.client("cloudtrail", region_name=arn.split(":")[3]).start_logging(Name=arn)
    else:
        make_trail(events)


# The role may stop no trail: whoever could start the runbook would have a way to work unseen.
def restore(events: Events, context: object) -> None:
    """Delete the trail that was made, its log files stay; raises ValueError for a trail that was started."""
    import json

    import boto3

    before = json.loads("".join(events["Restore"]))
    if before["TrailARN"] is not None:
        raise ValueError(
            f"{before['TrailARN']} was started by the repair, and a runbook stops no trail: stop it by hand"
        )
    boto3.client("cloudtrail").delete_trail(Name=events["TrailName"])


CONTROL = Control(
    identifier="CLOUD_TRAIL_ENABLED",
    title=Text("A trail records the API calls of the account", "アカウントの API 呼び出しを記録する証跡がある"),
    why=Text(
        "Without a trail, API calls are gone after 90 days.",
        "証跡がないと、API 呼び出しの記録は 90 日で失われます。",
    ),
    scope=Scope.HOME,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair starts a stopped trail with all that it records: data events, and copies of management events, are paid for.",
        "修復すると、停止中の証跡が設定どおりに記録を再開します。データイベントや管理イベントの追加コピーには料金がかかります。",
    ),
    framework=Framework(security_hub=("CloudTrail.3",), trusted_advisor=("c25hn9x03v",), anti_patterns=(15,)),
    runbook=Runbook(
        name="StartTrail",
        description=(
            "Starts a trail that is stopped, rather one of all Regions, or makes a trail in the given bucket where there is"
            " none. Restore deletes the one that was made, its log files stay; a trail that was started is stopped by hand."
        ),
        inputs=NEW_TRAIL_INPUTS,
        undo=Text(
            "A trail that was made is gone, its log files stay; one that was started goes on until it is stopped by hand.",
            "作成した証跡を削除します(ログファイルは残ります)。開始した証跡の停止は手作業で行います。",
        ),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, shared=(make_trail,)),
            payload=THE_NEW_TRAIL,
        ),
        permissions=(
            allow(cloudtrail.DescribeTrails, on="*"),
            allow(cloudtrail.GetTrailStatus, cloudtrail.StartLogging, on=EVERY_TRAIL),
            allow(cloudtrail.CreateTrail, cloudtrail.DeleteTrail, on=OWN_TRAIL),
        ),
    ),
)
