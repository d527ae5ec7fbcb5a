"""Settings of EC2 for the whole account and Region, which moto does not have: block public access for AMIs, and metadata defaults.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call, Double

BLOCK: Final = "image block public access"
UNBLOCKED: Final = "unblocked"
DEFAULTS: Final = "instance metadata defaults"
LAG: Final = 8
"""Answers that still tell the former state of the block: AWS takes up to ten minutes."""


def get_block(call: Call) -> Answer:
    """The state, which follows a change late."""
    store = call.account.store(BLOCK)
    if store.get("Lag", 0):
        store["Lag"] -= 1
        return {"ImageBlockPublicAccessState": store["Former"], "ManagedBy": "account"}
    return {"ImageBlockPublicAccessState": store.get("State", UNBLOCKED), "ManagedBy": "account"}


def enable_block(call: Call) -> Answer:
    """New sharing is blocked after a while."""
    return _set_block(call, call.parameters["ImageBlockPublicAccessState"])


def disable_block(call: Call) -> Answer:
    """Nothing is blocked after a while."""
    return _set_block(call, UNBLOCKED)


def _set_block(call: Call, state: str) -> Answer:
    store = call.account.store(BLOCK)
    former = store.get("State", UNBLOCKED)
    if state != former:
        store.update(State=state, Former=former, Lag=LAG)
    return {"ImageBlockPublicAccessState": state}


def get_defaults(call: Call) -> Answer:
    """The defaults that the account has; what it leaves open is not told."""
    return {"AccountLevel": {**call.account.store(DEFAULTS), "ManagedBy": "account"}}


def modify_defaults(call: Call) -> Answer:
    """Those that are named change; no-preference, or a hop limit of -1, takes one away."""
    store: dict[str, Any] = call.account.store(DEFAULTS)
    for name, value in call.parameters.items():
        if value in ("no-preference", -1):
            store.pop(name, None)
        else:
            store[name] = value
    return {"Return": True}


DOUBLES: Final[dict[tuple[str, str], Double]] = {
    ("ec2", "DisableImageBlockPublicAccess"): disable_block,
    ("ec2", "EnableImageBlockPublicAccess"): enable_block,
    ("ec2", "GetImageBlockPublicAccessState"): get_block,
    ("ec2", "GetInstanceMetadataDefaults"): get_defaults,
    ("ec2", "ModifyInstanceMetadataDefaults"): modify_defaults,
}
