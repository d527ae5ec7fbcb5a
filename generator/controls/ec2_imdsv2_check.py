"""Instances answer for their metadata only with a token; the runbook demands it where nothing asked without one for two weeks.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-imdsv2-check.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-transition-to-version-2.html
"""

from typing import Any

from awacs import cloudwatch, ec2

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

DAYS_WITHOUT_VERSION_1 = 14


def instance(events: Events) -> dict[str, Any]:
    """The instance as EC2 describes it."""
    import boto3

    found = boto3.client("ec2").describe_instances(InstanceIds=[events["InstanceId"]])["Reservations"]
    return dict(found[0]["Instances"][0])


def read(events: Events) -> dict[str, str]:
    """Whether a token is demanded; an instance that is gone has no options, and nothing to repair."""
    return {"HttpTokens": instance(events).get("MetadataOptions", {}).get("HttpTokens", "required")}


def complies(state: dict[str, str], events: Events) -> bool:
    """It is."""
    return state["HttpTokens"] == "required"


def tags(events: Events) -> list[str]:
    """The keys of the instance's tags."""
    return [tag["Key"] for tag in instance(events).get("Tags", [])]


def repair(events: Events, context: object) -> None:
    """Demand a token, unless something on the instance still asks without one; every other option stays."""
    import datetime

    import boto3

    days, now = events["Days"], datetime.datetime.now(datetime.UTC)
    found = boto3.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/EC2",
        MetricName="MetadataNoToken",
        Dimensions=[{"Name": "InstanceId", "Value": events["InstanceId"]}],
        StartTime=now - datetime.timedelta(days=days),
        EndTime=now,
        Period=86400,
        Statistics=["Sum"],
    )
    asked = int(sum(point["Sum"] for point in found["Datapoints"]))
    if asked:
        raise ValueError(
            f"{events['InstanceId']} asked {asked} times without a token in {days} days; update its software first"
        )
    boto3.client("ec2").modify_instance_metadata_options(InstanceId=events["InstanceId"], HttpTokens="required")


def restore(events: Events, context: object) -> None:
    """Put the former value back."""
    import json

    import boto3

    former = json.loads("".join(events["Restore"]))["HttpTokens"]
    boto3.client("ec2").modify_instance_metadata_options(InstanceId=events["InstanceId"], HttpTokens=former)


CONTROL = Control(
    identifier="EC2_IMDSV2_CHECK",
    title=Text("Instances demand IMDSv2", "インスタンスは IMDSv2 を必須とする"),
    why=Text(
        "Version 1 of the metadata service hands the credentials of an instance to whoever makes it fetch a URL.",
        "メタデータサービスのバージョン 1 は、URL を取得させるだけでインスタンスの認証情報を渡してしまいます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair old SDKs and agents get no credentials;"
        " one is refused where any asked without a token in 14 days.",
        "修復後、古い SDK やエージェントは認証情報を取得できません。"
        "14 日以内にトークンなしの要求があれば修復を拒否します。",
    ),
    framework=Framework(security_hub=("EC2.8",), cis={"3.0.0": ("5.6",), "5.0.0": ("5.7",)}),
    runbook=Runbook(
        name="RequireImdsV2",
        description=(
            "Makes an instance demand a token for its metadata. Fails where CloudWatch saw a request without one in 14 days."
            " Restore makes the token optional where it was."
        ),
        inputs=(
            Input(
                name="InstanceId",
                type="String",
                description="The instance.",
                allowed_pattern="^i-[0-9a-f]{8,17}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The former value.", "以前の設定値。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(instance,)),
            payload={"InstanceId": "{{ InstanceId }}", "Days": DAYS_WITHOUT_VERSION_1},
        ),
        permissions=(
            allow(ec2.DescribeInstances, cloudwatch.GetMetricStatistics, on="*"),
            allow(ec2.ModifyInstanceMetadataOptions, on=arn("ec2", "instance/*", region="*")),
        ),
    ),
)
