from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.blocks.bucket_public_access import complies, needed, repair
from generator.controls.s3_bucket_public_write_prohibited import CONTROL, PERMISSIONS
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web", "Permissions": list(PERMISSIONS)}
GROUPS = "http://acs.amazonaws.com/groups/global"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


def the_bucket(s3: Stubber, *grants: tuple[str, str], public_policy: bool = False) -> None:
    """Its policy's status, and an ACL with grants of a permission to a group."""
    s3.add_response("get_bucket_policy_status", {"PolicyStatus": {"IsPublic": public_policy}})
    to_groups: list[Any] = [
        {"Grantee": {"Type": "Group", "URI": group}, "Permission": permission} for group, permission in grants
    ]
    owner = {"Grantee": {"Type": "CanonicalUser", "ID": "a" * 64}, "Permission": "FULL_CONTROL"}
    s3.add_response("get_bucket_acl", {"Grants": [owner, *to_groups]})


@pytest.mark.parametrize("group", ["AllUsers", "AuthenticatedUsers"])
@pytest.mark.parametrize(
    ("permission", "settings"),
    [
        ("WRITE", ["IgnorePublicAcls"]),
        ("WRITE_ACP", ["IgnorePublicAcls"]),
        ("FULL_CONTROL", ["IgnorePublicAcls"]),
        ("READ", []),
    ],
)
def test_a_grant_to_everybody_is_ignored_and_any_of_aws_s_users_are_everybody(
    s3: Stubber, group: str, permission: str, settings: list[str]
) -> None:
    the_bucket(s3, (f"{GROUPS}/{group}", permission))
    assert needed(EVENTS) == settings


def test_a_public_policy_is_restricted_and_two_grants_need_one_setting(s3: Stubber) -> None:
    the_bucket(s3, (f"{GROUPS}/AllUsers", "WRITE"), (f"{GROUPS}/AllUsers", "WRITE_ACP"), public_policy=True)
    assert needed(EVENTS) == ["RestrictPublicBuckets", "IgnorePublicAcls"]


def test_log_delivery_is_not_everybody(s3: Stubber) -> None:
    the_bucket(s3, ("http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE"))
    assert needed(EVENTS) == []


def test_a_setting_that_shuts_something_else_does_not_help(s3: Stubber) -> None:
    the_bucket(s3, (f"{GROUPS}/AllUsers", "WRITE"))
    assert not complies({"PublicAccessBlock": {"BlockPublicAcls": True, "RestrictPublicBuckets": True}}, EVENTS)


def test_the_settings_that_are_on_stay_on(s3: Stubber) -> None:
    there = {
        "BlockPublicAcls": True,
        "IgnorePublicAcls": False,
        "BlockPublicPolicy": True,
        "RestrictPublicBuckets": False,
    }
    s3.add_response("get_public_access_block", {"PublicAccessBlockConfiguration": there})
    the_bucket(s3, (f"{GROUPS}/AllUsers", "WRITE"))
    wanted = {**there, "IgnorePublicAcls": True}
    s3.add_response("put_public_access_block", {}, {"Bucket": "web", "PublicAccessBlockConfiguration": wanted})
    repair(EVENTS, None)


def test_a_person_decides_about_public_buckets() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.framework.anti_patterns == (6,)
