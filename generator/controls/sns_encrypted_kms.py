"""SNS topics keep messages encrypted with a KMS key; the runbook sets the key that the user names, and can take it away again.

https://docs.aws.amazon.com/config/latest/developerguide/sns-encrypted-kms.html
https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
"""

from typing import Any

from awacs import kms, sns

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Parameter, Runbook, Scope, Text

KEY_PATTERN = "^$|^[a-zA-Z0-9:/_-]{1,256}$"


def read(events: Events) -> dict[str, Any]:
    """The topic's key, empty where messages are not encrypted with one."""
    import boto3

    attributes = boto3.client("sns").get_topic_attributes(TopicArn=events["TopicArn"])["Attributes"]
    return {"KmsMasterKeyId": attributes.get("KmsMasterKeyId") or ""}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Any key will do: one that is there already is never replaced."""
    return bool(state["KmsMasterKeyId"])


def tags(events: Events) -> list[str]:
    """The keys of the topic's tags."""
    import boto3

    found = boto3.client("sns").list_tags_for_resource(ResourceArn=events["TopicArn"])["Tags"]
    return [tag["Key"] for tag in found]


def repair(events: Events, context: object) -> None:
    """Set the key, after a look at whether it can encrypt: SNS takes a key that is not there, and loses every message."""
    import boto3

    key = events["KmsKeyId"]
    if not key:
        raise ValueError(
            "no key is given: fill the parameter TopicKmsKeyId with a key whose policy lets the topic's publishers use it"
        )
    found = boto3.client("kms").describe_key(KeyId=key)["KeyMetadata"]
    if found["KeyState"] != "Enabled":
        raise ValueError(f"the key {key} is {found['KeyState']}: nothing was changed")
    boto3.client("sns").set_topic_attributes(
        TopicArn=events["TopicArn"], AttributeName="KmsMasterKeyId", AttributeValue=key
    )


def restore(events: Events, context: object) -> None:
    """Set the former key, or none."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    boto3.client("sns").set_topic_attributes(
        TopicArn=events["TopicArn"], AttributeName="KmsMasterKeyId", AttributeValue=wanted["KmsMasterKeyId"]
    )


CONTROL = Control(
    identifier="SNS_ENCRYPTED_KMS",
    title=Text("SNS topics are encrypted with KMS", "SNS トピックは KMS で暗号化されている"),
    why=Text(
        "A message that SNS holds for delivery is otherwise readable by whoever reaches the storage, and no key policy says who may.",
        "配信待ちのメッセージを誰が読めるかを、キーポリシーで制限できません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "Publishers that the key's policy leaves out (CloudWatch, EventBridge, S3 with alias/aws/sns) fail without a word.",
        "キーポリシーで許可されていない発行元(alias/aws/sns の場合は CloudWatch、EventBridge、S3)からの発行は通知なく失敗します。",
    ),
    framework=Framework(security_hub=("SNS.1",)),
    runbook=Runbook(
        name="EncryptSnsTopic",
        description="Encrypts a topic that has no KMS key with the given one; Restore brings the former setting back.",
        inputs=(
            Input(
                name="TopicArn",
                type="String",
                description="The topic.",
                allowed_pattern="^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_-]{1,256}([.]fifo)?$",
                value="RESOURCE_ID",
            ),
            Input(
                name="KmsKeyId",
                type="String",
                description="The key: id, ARN, alias/name or alias ARN. Without one the run is refused.",
                default="",
                allowed_pattern=KEY_PATTERN,
                value=Parameter(
                    name="TopicKmsKeyId",
                    description=(
                        "Key with which topics are encrypted: id, ARN or alias/name. Its policy must let every publisher use it,"
                        " such as cloudwatch.amazonaws.com. Empty: SnsEncryptedKms repairs nothing."
                    ),
                    label="KMS key for topics",
                    group="Controls",
                    default="",
                    allowed_pattern=KEY_PATTERN,
                    constraint="A key id, a key ARN, an alias or nothing.",
                    example="alias/topics",
                ),
            ),
            EXEMPTION,
        ),
        undo=Text("The former key, or none.", "以前のキー(なしを含む)。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags),
            payload={"TopicArn": "{{ TopicArn }}", "KmsKeyId": "{{ KmsKeyId }}"},
        ),
        permissions=(
            allow(sns.GetTopicAttributes, sns.SetTopicAttributes, sns.ListTagsForResource, on=arn("sns", "*")),
            allow(kms.DescribeKey, on=arn("kms", "key/*", account="*")),
        ),
    ),
)
