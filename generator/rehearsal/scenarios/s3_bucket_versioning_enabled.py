"""Versioning of a bucket: never enabled, suspended, enabled already, and a bucket that is exempt."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import bucket_case, exempt, untouched


def set_to(status: str) -> Any:
    """Enable or suspend."""

    def prepare(client: Any, bucket: str) -> None:
        client.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})

    return prepare


def state(client: Any, bucket: str) -> bool:
    """Whether versions are kept: S3 lets no bucket return from suspended to never enabled."""
    return bool(client.get_bucket_versioning(Bucket=bucket).get("Status") == "Enabled")


SCENARIO = Scenario(
    (
        bucket_case("never enabled", untouched, state=state, compliant=bool),
        bucket_case("suspended", set_to("Suspended"), state=state, compliant=bool),
        bucket_case("enabled already", set_to("Enabled"), state=state, compliant=bool, ends=Ends.UNCHANGED),
        bucket_case("scratch bucket", exempt, state=state, compliant=bool, ends=Ends.EXEMPT),
    )
)
