"""Keys of trails: none, a key whose policy does not let CloudTrail use it, and a key already."""

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


def too_early(session: Session) -> str:
    """The key is for the account only, as yet."""
    kms = session.client("kms")
    key_id = kms.create_key(Policy=policy(ACCOUNT))["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName=ALIAS, TargetKeyId=key_id)
    return make_trail(session, "too-early")


def unencrypted(session: Session) -> str:
    """The key lets CloudTrail encrypt now."""
    kms = session.client("kms")
    key_id = kms.describe_key(KeyId=ALIAS)["KeyMetadata"]["KeyId"]
    kms.put_key_policy(KeyId=key_id, PolicyName="default", Policy=policy(ACCOUNT, TRAILS))
    return make_trail(session, "unencrypted")


def encrypted(session: Session) -> str:
    """A trail with the key."""
    key = session.client("kms").describe_key(KeyId=ALIAS)["KeyMetadata"]["Arn"]
    return make_trail(session, "encrypted", KmsKeyId=key)


SCENARIO = Scenario(
    (
        trail_case(
            "key without permission",
            too_early,
            keys=KEYS,
            ends=Ends.REFUSED,
            refusal="InsufficientEncryptionPolicyException",
        ),
        trail_case("unencrypted", unencrypted, keys=KEYS),
        trail_case("encrypted already", encrypted, keys=KEYS, ends=Ends.UNCHANGED),
        trail_case(
            "exempt trail", lambda session: exempt(session, make_trail(session, "other")), keys=KEYS, ends=Ends.EXEMPT
        ),
    ),
    parameters={"TrailKmsKey": ALIAS},
)
