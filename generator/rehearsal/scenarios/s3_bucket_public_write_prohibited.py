"""Who may write a bucket: everybody by its ACL, by its policy, by both, nobody, and everybody but for the block."""

import json
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt

EVERYBODY = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"'


def by_acl(client: Any, bucket: str) -> None:
    """Everybody, by a grant."""
    client.put_bucket_acl(Bucket=bucket, GrantWrite=EVERYBODY)


def by_policy(client: Any, bucket: str) -> None:
    """Everybody, by the policy."""
    allow = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:PutObject"],
        "Resource": [f"arn:aws:s3:::{bucket}/*"],
    }
    client.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [allow]}))


def by_both(client: Any, bucket: str) -> None:
    """Everybody in two ways, with new public ACLs blocked since."""
    by_acl(client, bucket)
    by_policy(client, bucket)
    block(client, bucket, "BlockPublicAcls")


def block(client: Any, bucket: str, *settings: str) -> None:
    """Turn settings on."""
    client.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(settings, True))


def shut(client: Any, bucket: str) -> None:
    """A public ACL and policy behind the block."""
    by_both(client, bucket)
    block(client, bucket, "IgnorePublicAcls", "RestrictPublicBuckets")


def website(client: Any, bucket: str) -> None:
    """Public on purpose."""
    by_policy(client, bucket)
    exempt(client, bucket)


def state(client: Any, bucket: str) -> Any:
    """The block, and what it covers."""
    found = absent("NoSuchPublicAccessBlockConfiguration", client.get_public_access_block, Bucket=bucket)
    policy = absent("NoSuchBucketPolicy", client.get_bucket_policy, Bucket=bucket)
    return {"Block": found, "Policy": policy, "Grants": client.get_bucket_acl(Bucket=bucket)["Grants"]}


def compliant(found: Any) -> bool:
    """No public policy and no public ACL without its block."""
    settings = (found["Block"] or {}).get("PublicAccessBlockConfiguration", {})
    given = [grant for grant in found["Grants"] if grant["Permission"] == "WRITE"]
    public = [grant for grant in given if "AllUsers" in grant["Grantee"].get("URI", "")]
    open_acl = public and not settings.get("IgnorePublicAcls")
    return not open_acl and not (found["Policy"] and not settings.get("RestrictPublicBuckets"))


SCENARIO = Scenario(
    (
        bucket_case("by acl", by_acl, state=state, compliant=compliant),
        bucket_case("by policy", by_policy, state=state, compliant=compliant),
        bucket_case("by both", by_both, state=state, compliant=compliant),
        bucket_case(
            "public to read only",
            lambda client, bucket: client.put_bucket_acl(Bucket=bucket, GrantRead=EVERYBODY),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        bucket_case("shut already", shut, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        bucket_case("website", website, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
