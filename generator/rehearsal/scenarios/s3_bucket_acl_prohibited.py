"""ACLs of a bucket: for another account, for everybody, for log delivery, for the owner alone, and disabled."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt, untouched

GROUPS = "http://acs.amazonaws.com/groups"


def own(client: Any, bucket: str, ownership: str) -> None:
    """Say who owns new objects."""
    client.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls={"Rules": [{"ObjectOwnership": ownership}]})


def grant(client: Any, bucket: str, *grantees: dict[str, str]) -> None:
    """Let others write, besides the owner."""
    acl = client.get_bucket_acl(Bucket=bucket)
    grants = [*acl["Grants"], *({"Grantee": each, "Permission": "WRITE"} for each in grantees)]
    client.put_bucket_acl(Bucket=bucket, AccessControlPolicy={"Owner": acl["Owner"], "Grants": grants})


def partner(client: Any, bucket: str) -> None:
    """Another account writes, and who writes an object owns it."""
    own(client, bucket, "ObjectWriter")
    grant(
        client, bucket, {"Type": "CanonicalUser", "ID": "a" * 64}, {"Type": "Group", "URI": f"{GROUPS}/global/AllUsers"}
    )


def log_delivery(client: Any, bucket: str) -> None:
    """Access logs arrive through the ACL."""
    grant(client, bucket, {"Type": "Group", "URI": f"{GROUPS}/s3/LogDelivery"})


def on_purpose(client: Any, bucket: str) -> None:
    """A partner's bucket that is exempt."""
    partner(client, bucket)
    exempt(client, bucket)


def state(client: Any, bucket: str) -> Any:
    """Ownership and ACL."""
    owner = absent("OwnershipControlsNotFoundError", client.get_bucket_ownership_controls, Bucket=bucket)
    acl = client.get_bucket_acl(Bucket=bucket)
    return {"Ownership": owner, "Owner": acl["Owner"], "Grants": acl["Grants"]}


def compliant(found: Any) -> bool:
    """Nobody but the owner is in the ACL."""
    return len(found["Grants"]) == 1


SCENARIO = Scenario(
    (
        bucket_case("partner and everybody", partner, state=state, compliant=compliant),
        bucket_case(
            "everybody",
            lambda client, bucket: client.put_bucket_acl(Bucket=bucket, ACL="public-read"),
            state=state,
            compliant=compliant,
        ),
        bucket_case(
            "log delivery",
            log_delivery,
            state=state,
            compliant=compliant,
            ends=Ends.REFUSED,
            refusal="access logs reach log-delivery through its ACL",
        ),
        bucket_case("owner alone", untouched, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        bucket_case(
            "disabled",
            lambda client, bucket: own(client, bucket, "BucketOwnerEnforced"),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        bucket_case(
            "exempt bucket",
            on_purpose,
            state=state,
            compliant=compliant,
            ends=Ends.EXEMPT,
        ),
    )
)
