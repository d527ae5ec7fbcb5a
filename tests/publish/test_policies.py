import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.model.errors import BadInput
from generator.permissions.unused import unused_actions
from generator.publish.bucket import Bucket
from generator.publish.policies import policies
from generator.publish.publication import publish
from generator.rehearsal.account import ACCOUNT_ID, StrictAccount
from generator.rehearsal.control_run import JudgedGate
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies
from tests.publish.small_release import NAME, made, objects

ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/Publisher"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
}
SECURE = {"aws:SecureTransport": "true", "s3:TlsVersion": "1.3", "s3:ObjectCreationOperation": "true"}
ROOTS = pytest.mark.parametrize("root", ["", "acme/baseline/"])


def publisher(account: StrictAccount, policy: dict[str, Any]) -> tuple[JudgedGate, Any]:
    """A session whose every call is held to the policy, and the gate that holds it."""
    iam = account.session().client("iam")
    iam.create_role(RoleName="Publisher", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.put_role_policy(RoleName="Publisher", PolicyName="Publish", PolicyDocument=json.dumps(policy))
    place = account.account_region()
    gate = JudgedGate(place)
    import boto3
    import botocore.session
    from botocore.config import Config

    core = botocore.session.Session()
    addressing: Any = {"addressing_style": "path"}
    core.set_default_client_config(Config(s3=addressing))
    core.set_credentials("STRICTACCOUNT", "not-a-secret")
    session = boto3.Session(botocore_session=core, region_name=account.region)
    gate.attach(session, ROLE)
    return gate, session


@ROOTS
def test_the_printed_policies_let_publish_and_nothing_else(account: StrictAccount, s3: Any, root: str) -> None:
    printed = policies(NAME, root, "us-east-1")
    s3.put_bucket_policy(Bucket=NAME, Policy=json.dumps(printed["BucketPolicy"]))
    gate, session = publisher(account, printed["PublisherPolicy"])
    for version in ("1.2.3", "1.3.0", "1.3.0"):
        publish(Bucket(session, NAME), root, made(version))
    assert f"{root}latest/index.html" in objects(s3)
    assert {decision.action for decision in gate.decisions} == {"s3:ListBucket", "s3:GetObject", "s3:PutObject"}
    assert all(decision.allowed for decision in gate.decisions)
    assert not unused_actions(gate.policies(ROLE), gate.decisions)


def less(policy: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The policy without each of its actions."""
    for number, statement in enumerate(policy["Statement"]):
        for action in statement["Action"]:
            others = [each for each in statement["Action"] if each != action]
            rest = [{**statement, "Action": others}] if others else []
            yield {**policy, "Statement": [*policy["Statement"][:number], *rest, *policy["Statement"][number + 1 :]]}


@pytest.mark.parametrize("number", range(3))
def test_with_less_it_is_refused_in_one_line(account: StrictAccount, s3: Any, number: int) -> None:
    _, session = publisher(account, list(less(policies(NAME, "p/", "us-east-1")["PublisherPolicy"]))[number])
    with pytest.raises(BadInput, match=r"S3 refuses .*AccessDenied.* Give your role the policy that `baseline publish"):
        publish(Bucket(session, NAME), "p/", made())


def test_a_publisher_stays_below_the_prefix(account: StrictAccount, s3: Any) -> None:
    _, session = publisher(account, policies(NAME, "p/", "us-east-1")["PublisherPolicy"])
    with pytest.raises(BadInput, match="S3 refuses ListObjectsV2"):
        publish(Bucket(session, NAME), "other", made())


def test_the_bucket_policy_keeps_a_version_as_it_is_and_lets_latest_move(account: StrictAccount, s3: Any) -> None:
    publish(Bucket(account.session(), NAME), "", made())
    s3.put_bucket_policy(Bucket=NAME, Policy=json.dumps(policies(NAME, "", "us-east-1")["BucketPolicy"]))
    with pytest.raises(ClientError, match=r"403|Forbidden|Denied"):
        s3.put_object(Bucket=NAME, Key="1.2.3/templates/config.yaml", Body=b"changed")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket=NAME, Key="1.2.3/templates/config.yaml", Body=b"changed", IfNoneMatch="*")
    publish(Bucket(account.session(), NAME), "", made("2.0.0"))


@ROOTS
def test_deletion_is_refused_for_versions_only(root: str) -> None:
    policy = policies(NAME, root, "us-east-1")["BucketPolicy"]
    for action in ("s3:DeleteObject", "s3:DeleteObjectVersion"):
        for key, refused in (
            ("1.2.3/manifest.json", True),
            ("1.2.3-rc.1/en/a.html", True),
            ("latest/manifest.json", False),
        ):
            attempt = Attempt(action, f"arn:aws:s3:::{NAME}/{root}{key}", arn=ROLE, context=SECURE)
            assert denies([policy], attempt) is refused


@pytest.mark.parametrize(
    ("readers", "organization", "read"),
    [
        ("private", "o-abcdefghij", False),
        ("o-abcdefghij", "o-abcdefghij", True),
        ("o-abcdefghij", "o-zzzzzzzzzz", False),
        ("o-abcdefghij", None, False),
        ("public", None, True),
    ],
)
def test_readers_are_whom_the_publisher_names(readers: str, organization: str | None, read: bool) -> None:
    policy = policies(NAME, "p/", "us-east-1", readers)["BucketPolicy"]
    context = SECURE | ({"aws:PrincipalOrgID": organization} if organization else {})
    who = "arn:aws:iam::999999999999:role/Reader"
    assert allows([policy], Attempt("s3:GetObject", f"arn:aws:s3:::{NAME}/p/1.2.3/a", arn=who, context=context)) is read
    assert not allows([policy], Attempt("s3:GetObject", f"arn:aws:s3:::{NAME}/other", arn=who, context=context))
    assert not allows([policy], Attempt("s3:PutObject", f"arn:aws:s3:::{NAME}/p/1.2.3/a", arn=who, context=context))
    plain = Attempt(
        "s3:GetObject", f"arn:aws:s3:::{NAME}/p/a", arn=who, context=context | {"aws:SecureTransport": "false"}
    )
    assert denies([policy], plain)


def test_what_is_no_reader_is_refused() -> None:
    with pytest.raises(BadInput, match="--readers: 'everyone' is no reader"):
        policies(NAME, "", "us-east-1", "everyone")


def test_policies_are_of_the_partition() -> None:
    assert policies(NAME, "", "cn-north-1")["PublisherPolicy"]["Statement"][0]["Resource"] == [
        f"arn:aws-cn:s3:::{NAME}"
    ]
