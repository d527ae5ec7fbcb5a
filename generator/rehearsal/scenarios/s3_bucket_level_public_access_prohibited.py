"""Block public access of a bucket: never set, set in part, set already, and a bucket that is exempt."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt, untouched

SETTINGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def state(client: Any, bucket: str) -> Any:
    """The settings; None where there are none."""
    return absent("NoSuchPublicAccessBlockConfiguration", client.get_public_access_block, Bucket=bucket)


def compliant(found: Any) -> bool:
    """All four are on."""
    return bool(found) and all(found["PublicAccessBlockConfiguration"].values())


def some(client: Any, bucket: str) -> None:
    """ACLs are blocked, policies are not."""
    block = dict.fromkeys(SETTINGS, False) | {"BlockPublicAcls": True, "IgnorePublicAcls": True}
    client.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)


def every(client: Any, bucket: str) -> None:
    """What S3 gives a new bucket."""
    client.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(SETTINGS, True))


SCENARIO = Scenario(
    (
        bucket_case("nothing blocked", untouched, state=state, compliant=compliant),
        bucket_case("blocked in part", some, state=state, compliant=compliant),
        bucket_case("blocked already", every, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        bucket_case("public website", exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
