"""Lifecycle of a bucket that keeps versions: none, a disabled rule that expires versions, an enabled rule; and one without versions."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt

EXPIRE: dict[str, Any] = {
    "ID": "expire",
    "Filter": {"Prefix": "tmp/"},
    "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
}


def keeping(status: str, *rules: Any) -> Callable[[Any, str], None]:
    """A bucket with these rules, whose versioning is as said."""

    def prepare(client: Any, bucket: str) -> None:
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})
        if rules:
            configuration = {"Rules": list(rules)}
            client.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=configuration)

    return prepare


def exempt_versions(client: Any, bucket: str) -> None:
    """Versions, and the tag of exempt buckets."""
    keeping("Enabled")(client, bucket)
    exempt(client, bucket)


def state(client: Any, bucket: str) -> Any:
    """All of the configuration, and whether versions are kept."""
    found = absent("NoSuchLifecycleConfiguration", client.get_bucket_lifecycle_configuration, Bucket=bucket)
    return {"lifecycle": found, "versions": client.get_bucket_versioning(Bucket=bucket).get("Status") == "Enabled"}


def compliant(found: Any) -> bool:
    """No versions, or one enabled rule; no rule is enabled that was not."""
    rules = (found["lifecycle"] or {}).get("Rules", [])
    enabled = [rule for rule in rules if rule["Status"] == "Enabled"]
    return not found["versions"] or (len(enabled) == 1 and "Expiration" not in enabled[0])


def spares_versions(found: Any) -> bool:
    """Besides, nothing expires a version."""
    rules = (found["lifecycle"] or {}).get("Rules", [])
    expiring = [rule for rule in rules if "NoncurrentVersionExpiration" in rule and rule["Status"] == "Enabled"]
    return compliant(found) and not expiring


SCENARIO = Scenario(
    (
        bucket_case("versions without rules", keeping("Enabled"), state=state, compliant=spares_versions),
        bucket_case(
            "versions with a disabled rule",
            keeping("Enabled", {**EXPIRE, "Status": "Disabled"}),
            state=state,
            compliant=spares_versions,
        ),
        bucket_case(
            "versions with an enabled rule",
            keeping("Enabled", {**EXPIRE, "Status": "Enabled"}),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        bucket_case(
            "versions no longer kept", keeping("Suspended"), state=state, compliant=compliant, ends=Ends.UNCHANGED
        ),
        bucket_case("exempt versions", exempt_versions, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
