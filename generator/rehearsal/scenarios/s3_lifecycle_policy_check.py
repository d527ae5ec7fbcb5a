"""Lifecycle of a bucket: none, disabled rules of which one has our name, and an enabled rule."""

from datetime import UTC, datetime
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt, untouched

OURS = "AbortIncompleteMultipartUploads"
MOVE: dict[str, Any] = {
    "ID": "move",
    "Filter": {"And": {"Prefix": "logs/", "Tags": [{"Key": "tier", "Value": "cold"}]}},
    "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}],
}


def put(client: Any, bucket: str, *rules: Any) -> None:
    """Give the bucket these rules."""
    client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": list(rules)})


def disabled(client: Any, bucket: str) -> None:
    """Rules that somebody keeps for later, one with a date."""
    expire = {"ID": OURS, "Filter": {"Prefix": "tmp/"}, "Expiration": {"Date": datetime(2040, 1, 1, tzinfo=UTC)}}
    put(client, bucket, *({**rule, "Status": "Disabled"} for rule in (MOVE, expire)))


def state(client: Any, bucket: str) -> Any:
    """All of the configuration."""
    return absent("NoSuchLifecycleConfiguration", client.get_bucket_lifecycle_configuration, Bucket=bucket)


def compliant(found: Any) -> bool:
    """One enabled rule, and it deletes nothing."""
    enabled = [rule for rule in (found or {}).get("Rules", []) if rule["Status"] == "Enabled"]
    return len(enabled) == 1 and "Expiration" not in enabled[0]


SCENARIO = Scenario(
    (
        bucket_case("no rules", untouched, state=state, compliant=compliant),
        bucket_case("disabled rules", disabled, state=state, compliant=compliant),
        bucket_case(
            "enabled rule",
            lambda client, bucket: put(client, bucket, {**MOVE, "Status": "Enabled"}),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        bucket_case("exempt bucket", exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
