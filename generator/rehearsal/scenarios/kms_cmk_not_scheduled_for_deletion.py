"""KMS keys: to be deleted, to be deleted on purpose, enabled, and disabled."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_key import as_made, exempt, key_case


def scheduled(client: Any, key_id: str) -> None:
    """The key is gone in a week."""
    client.schedule_key_deletion(KeyId=key_id, PendingWindowInDays=7)


def on_purpose(client: Any, key_id: str) -> None:
    """Somebody wants the key to be gone."""
    exempt(client, key_id)
    scheduled(client, key_id)


def state(client: Any, key_id: str) -> Any:
    """The key's state and the day of its deletion."""
    found = client.describe_key(KeyId=key_id)["KeyMetadata"]
    return {"KeyState": found["KeyState"], "DeletionDate": str(found.get("DeletionDate"))}


def compliant(found: Any) -> bool:
    """It stays, and no run enables a key."""
    return found["KeyState"] in ("Enabled", "Disabled") and found["DeletionDate"] == "None"


SCENARIO = Scenario(
    (
        key_case("scheduled", scheduled, state=state, compliant=compliant),
        key_case("scheduled on purpose", on_purpose, state=state, compliant=compliant, ends=Ends.EXEMPT),
        key_case("enabled", as_made, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        key_case(
            "disabled",
            lambda client, key_id: client.disable_key(KeyId=key_id),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
    )
)
