"""Rotation of KMS keys: off, on already, disabled keys, and keys that cannot rotate."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_key import as_made, exempt, key_case


def state(client: Any, key_id: str) -> bool:
    """Whether the key rotates."""
    return bool(client.get_key_rotation_status(KeyId=key_id)["KeyRotationEnabled"])


def spec(client: Any, key_id: str) -> Any:
    """What keeps a key from rotating."""
    found = client.describe_key(KeyId=key_id)["KeyMetadata"]
    return [found["KeySpec"], found["Origin"]]


def cannot_rotate(found: Any) -> bool:
    """KMS rotates symmetric keys of its own making only."""
    return bool(found != ["SYMMETRIC_DEFAULT", "AWS_KMS"])


SCENARIO = Scenario(
    (
        key_case("off", as_made, state=state, compliant=bool),
        key_case("multi-Region primary", as_made, state=state, compliant=bool, key={"MultiRegion": True}),
        key_case(
            "on already",
            lambda client, key_id: client.enable_key_rotation(KeyId=key_id),
            state=state,
            compliant=bool,
            ends=Ends.UNCHANGED,
        ),
        key_case(
            "asymmetric",
            as_made,
            state=spec,
            compliant=cannot_rotate,
            ends=Ends.UNCHANGED,
            key={"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"},
        ),
        key_case(
            "imported", as_made, state=spec, compliant=cannot_rotate, ends=Ends.UNCHANGED, key={"Origin": "EXTERNAL"}
        ),
        key_case(
            "disabled",
            lambda client, key_id: client.disable_key(KeyId=key_id),
            state=state,
            compliant=bool,
            ends=Ends.REFUSED,
            refusal="only an enabled key can be set to rotate",
        ),
        key_case("exempt key", exempt, state=state, compliant=bool, ends=Ends.EXEMPT),
    )
)
