"""Keys of trails: none, a key that is disabled, and a key already."""

import json
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.scenario_trail import exempt, make_trail, trail_case

ALIAS, KEYS = "alias/trails", ("KmsKeyId",)
ACCOUNT = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
    "Action": "kms:*",
    "Resource": "*",
}
TRAILS = {
    "Effect": "Allow",
    "Principal": {"Service": "cloudtrail.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:DescribeKey"],
    "Resource": "*",
}


def policy(*statements: Any) -> str:
    """A key policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def key_disabled(session: Session) -> str:
    """Nobody can encrypt with the key as yet."""
    kms = session.client("kms")
    key_id = kms.create_key(Policy=policy(ACCOUNT, TRAILS))["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=ALIAS, TargetKeyId=key_id)
    kms.disable_key(KeyId=key_id)
    return make_trail(session, "too-early")


def unencrypted(session: Session) -> str:
    """The key is enabled now."""
    kms = session.client("kms")
    kms.enable_key(KeyId=kms.describe_key(KeyId=ALIAS)["KeyMetadata"]["KeyId"])
    return make_trail(session, "unencrypted")


def encrypted(session: Session) -> str:
    """A trail with the key."""
    key = session.client("kms").describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"]
    return make_trail(session, "encrypted", KmsKeyId=key)


SCENARIO = Scenario(
    (
        trail_case(
            "disabled key",
            key_disabled,
            keys=KEYS,
            ends=Ends.REFUSED,
            refusal="cannot encrypt log files: it is Disabled",
        ),
        trail_case("unencrypted", unencrypted, keys=KEYS),
        trail_case("encrypted already", encrypted, keys=KEYS, ends=Ends.UNCHANGED),
        trail_case(
            "exempt trail", lambda session: exempt(session, make_trail(session, "other")), keys=KEYS, ends=Ends.EXEMPT
        ),
    ),
    parameters={"TrailKmsKey": ALIAS},
)
