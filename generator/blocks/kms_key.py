"""What the runbooks of KMS keys share: the key that Config names, its tags, and permissions on keys of this account.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from awacs import kms
from awacs.aws import Action, Statement

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION
from generator.model import Input

KEY_ID = Input(
    name="KeyId",
    type="String",
    description="The id of the KMS key. Its policy must let IAM policies of the account grant access.",
    allowed_pattern="^(mrk-)?[0-9a-f-]{32,36}$",
    value="RESOURCE_ID",
)
KEY_INPUTS = (KEY_ID, EXEMPTION)
THE_KEY: Mapping[str, str] = MappingProxyType({"KeyId": "{{ KeyId }}"})
"""The event that tells a script which key it is about."""


def tags(events: Mapping[str, Any]) -> list[str]:
    """The keys of the KMS key's tags."""
    import boto3

    pages = boto3.client("kms").get_paginator("list_resource_tags").paginate(KeyId=events["KeyId"])
    return [tag["TagKey"] for page in pages for tag in page["Tags"]]


def on_keys(*actions: Action) -> Statement:
    """Allow ``actions``, and reading tags, on the keys of this account."""
    return allow(*actions, kms.ListResourceTags, on=arn("kms", "key/*", region="*"))
