"""A trail records the management events of all Regions; the runbook widens a trail or makes one, and can take that back.

https://docs.aws.amazon.com/config/latest/developerguide/multi-region-cloudtrail-enabled.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
"""

from typing import Any

from awacs import cloudtrail

from generator.blocks.new_trail import EVERY_TRAIL, NEW_TRAIL_INPUTS, OWN_TRAIL, THE_NEW_TRAIL, make_trail
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def records_all(client: Any, trail: str) -> bool:
    """Whether the trail records every management event, reading and writing, and leaves no service out."""
    found = client.get_event_selectors(TrailName=trail)
    basic, advanced = found.get("EventSelectors") or [], found.get("AdvancedEventSelectors") or []
    for each in basic:
        whole = each.get("ReadWriteType", "All") == "All" and not each.get("ExcludeManagementEventSources")
        if each.get("IncludeManagementEvents", True) and whole:
            return True
    management = [{"Field": "eventCategory", "Equals": ["Management"]}]
    for each in advanced:
        if [{key: value for key, value in field.items() if value} for field in each["FieldSelectors"]] == management:
            return True
    return not basic and not advanced


def read(events: Events) -> dict[str, Any]:
    """The trail nearest to what is demanded, of those that log all management events here; None where there is none."""
    import boto3

    client, found = boto3.client("cloudtrail"), []
    for trail in client.describe_trails(includeShadowTrails=True)["trailList"]:
        arn = trail["TrailARN"]
        if arn.split(":")[4] != events["AccountId"]:
            # An organization's trail, which its own account watches over.
            found.append((not trail["IsMultiRegionTrail"], 0, arn))
            continue
        there = boto3.client("cloudtrail", region_name=arn.split(":")[3])
        if there.get_trail_status(Name=arn)["IsLogging"] and records_all(there, arn):
            found.append((not trail["IsMultiRegionTrail"], 1, arn))
    wide = [each for each in found if not each[0] or each[1]]
    if not wide:
        return {"TrailARN": None, "IsMultiRegionTrail": False}
    narrow, _, arn = min(wide)
    return {"TrailARN": arn, "IsMultiRegionTrail": not narrow}


def complies(state: dict[str, Any], events: Events) -> bool:
    """There is such a trail, of all Regions."""
    return bool(state["IsMultiRegionTrail"])


def repair(events: Events, context: object) -> None:
    """Widen the trail, or make one; raises ValueError where there is no bucket for it."""
    import boto3

    arn = read(events)["TrailARN"]
    if arn:
        client = boto3.client("cloudtrail", region_name=arn.split(":")[3])
        client.update_trail(Name=arn.split("/")[-1], IsMultiRegionTrail=True)
        return
    make_trail(events)


def restore(events: Events, context: object) -> None:
    """Narrow the trail again, or delete the one that was made; its log files stay."""
    import json

    import boto3

    before = json.loads("".join(events["Restore"]))
    if before["TrailARN"] is None:
        boto3.client("cloudtrail").delete_trail(Name=events["TrailName"])
        return
    client = boto3.client("cloudtrail", region_name=before["TrailARN"].split(":")[3])
    client.update_trail(Name=before["TrailARN"].split("/")[-1], IsMultiRegionTrail=before["IsMultiRegionTrail"])


CONTROL = Control(
    identifier="MULTI_REGION_CLOUD_TRAIL_ENABLED",
    title=Text(
        "A trail records the management events of all Regions", "全リージョンの管理イベントを記録する証跡がある"
    ),
    why=Text(
        "Attackers work in the Regions that nobody watches; without a trail of all Regions nothing tells what they did.",
        "攻撃者は監視されていないリージョンを使います。全リージョンの証跡がなければ、その操作は記録に残りません。",
    ),
    scope=Scope.HOME,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, Regions that have a trail of their own pay for a second copy of management events.",
        "修復後、独自の証跡を持つリージョンでは、管理イベントの 2 つ目のコピーに料金がかかります。",
    ),
    framework=Framework(
        security_hub=("CloudTrail.1",),
        cis={"1.2.0": ("2.1",), "1.4.0": ("3.1",), "3.0.0": ("3.1",), "5.0.0": ("3.1",)},
        trusted_advisor=("c25hn9x03v",),
        anti_patterns=(15,),
    ),
    inputs={"readWriteType": "ALL", "includeManagementEvents": "true"},
    runbook=Runbook(
        name="RecordAllRegions",
        description=(
            "Widens a trail that logs all management events to all Regions, or makes a trail in the given bucket where"
            " there is none. Restore narrows the trail again, or deletes the one that was made; log files stay."
        ),
        inputs=NEW_TRAIL_INPUTS,
        undo=Text(
            "The trail records its own Region only, or is gone; its log files stay.",
            "証跡を元のリージョンのみに戻すか、作成した証跡を削除します。ログファイルは残ります。",
        ),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, shared=(records_all, make_trail)
            ),
            payload=THE_NEW_TRAIL,
        ),
        permissions=(
            allow(cloudtrail.DescribeTrails, on="*"),
            allow(cloudtrail.GetEventSelectors, cloudtrail.GetTrailStatus, cloudtrail.UpdateTrail, on=EVERY_TRAIL),
            allow(cloudtrail.CreateTrail, cloudtrail.StartLogging, cloudtrail.DeleteTrail, on=OWN_TRAIL),
        ),
    ),
)
