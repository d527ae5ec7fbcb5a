from typing import Any

import pytest

from generator.controls.s3_bucket_acl_prohibited import complies, repair
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web"}
OWNER = {"ID": "a" * 64}
OWN = {"Grantee": {"Type": "CanonicalUser", **OWNER}, "Permission": "FULL_CONTROL"}
PARTNER = {"Grantee": {"Type": "CanonicalUser", "ID": "b" * 64}, "Permission": "READ"}
PUBLIC = {
    "Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"},
    "Permission": "READ",
}


@pytest.mark.parametrize(
    ("ownership", "grants", "wanted"),
    [
        ("BucketOwnerEnforced", [OWN], True),
        ("BucketOwnerPreferred", [OWN], True),
        (None, [], True),
        (None, [OWN, PARTNER], False),
        ("ObjectWriter", [PUBLIC], False),
        ("BucketOwnerEnforced", [OWN, PARTNER], True),
    ],
)
def test_only_grants_to_others_count_and_only_while_acls_are_enabled(
    ownership: str | None, grants: list[Any], wanted: bool
) -> None:
    assert complies({"ObjectOwnership": ownership, "Owner": OWNER, "Grants": grants}, EVENTS) is wanted


def test_acls_are_disabled_only_after_the_grants_are_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "s3") as s3:
        s3.add_client_error("get_bucket_ownership_controls", "OwnershipControlsNotFoundError")
        s3.add_response("get_bucket_acl", {"Owner": OWNER, "Grants": [OWN, PARTNER]})
        s3.add_response("put_bucket_acl", {}, {"Bucket": "web", "ACL": "private"})
        s3.add_client_error("put_bucket_ownership_controls", "InvalidBucketAclWithObjectOwnership")
        with pytest.raises(Exception, match="InvalidBucketAclWithObjectOwnership"):
            repair(EVENTS, None)
