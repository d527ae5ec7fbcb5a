import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse, HTTPHeaders
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError

from generator.model.errors import BadInput
from generator.publish.bucket import ATTEMPTS, Bucket
from generator.publish.publication import publish
from generator.rehearsal.account import StrictAccount
from tests.publish.small_release import NAME, made, objects, written

CREATED = {"LocationConstraint": "eu-west-1"}


def refusal(code: str, words: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": words}, "ResponseMetadata": {}}, "PutObject")  # type: ignore[typeddict-item] # a short answer


class Failing:
    """Raises the errors, one for each call of the operation, and then lets calls through."""

    def __init__(self, operation: str, *errors: Exception) -> None:
        self.operation, self.errors = operation, list(errors)

    def __call__(self, model: Any, **_: Any) -> None:
        if model.name == self.operation and self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def listening(account: StrictAccount) -> Iterator[Any]:
    """Registers a handler with the session, for one test."""
    events, registered = account.session().events, list[tuple[str, Any]]()

    def register(event: str, handler: Any) -> None:
        events.register_first(event, handler)
        registered.append((event, handler))

    yield register
    for event, handler in registered:
        events.unregister(event, handler)


def test_a_missing_bucket_is_told_in_one_line(account: StrictAccount) -> None:
    with pytest.raises(BadInput, match=r"^bucket not-there: there is no such bucket. Make it with the article"):
        Bucket(account.session(), "not-there")


def test_a_name_that_no_bucket_can_have_is_refused_without_a_call(account: StrictAccount) -> None:
    with pytest.raises(BadInput, match="a bucket cannot be called 'Acme_Templates'"):
        Bucket(account.session(), "Acme_Templates")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (NoCredentialsError(), "credentials: Unable to locate credentials. Sign in, or set AWS_PROFILE or AWS_ACCESS"),
        (
            EndpointConnectionError(endpoint_url="https://s3"),
            'bucket templates-of-acme: AWS cannot be reached: Could not connect to the endpoint URL: "https://s3". Run',
        ),
        (
            refusal("InvalidAccessKeyId", "The key does not exist."),
            "credentials: AWS refuses them: InvalidAccessKeyId: The key does not exist. Sign in again",
        ),
        (
            refusal("ExpiredToken", "The token\nhas expired."),
            "credentials: AWS refuses them: ExpiredToken: The token has",
        ),
        (
            refusal("RequestTimeTooSkewed", "Too far."),
            "clock: AWS refuses the request: Too far. Set this machine's clock.",
        ),
        (
            refusal("AccessDenied", "Access Denied"),
            "bucket templates-of-acme: S3 refuses PutObject: AccessDenied: Access Denied. Give your role the policy that",
        ),
        (
            refusal("SlowDown", "Reduce."),
            "bucket templates-of-acme: S3 answers PutObject with SlowDown: Reduce. Run the",
        ),
    ],
)
def test_what_aws_refuses_is_told_in_one_line(
    listening: Any, s3: Any, account: StrictAccount, error: Exception, line: str
) -> None:
    listening("before-call.s3", Failing("ListObjectsV2", error))
    with pytest.raises(BadInput) as told:
        publish(Bucket(account.session(), NAME), "", made())
    assert str(told.value).startswith(line)
    assert "\n" not in str(told.value)
    assert written(s3) == 0


def test_a_refused_question_is_asked_again_in_a_form_whose_answer_has_words(
    listening: Any, s3: Any, account: StrictAccount
) -> None:
    listening("before-call.s3", Failing("HeadBucket", refusal("403", "Forbidden")))
    listening("before-call.s3", Failing("ListObjectsV2", refusal("SignatureDoesNotMatch", "Check the secret key.")))
    with pytest.raises(BadInput, match="credentials: AWS refuses them: SignatureDoesNotMatch: Check the secret key"):
        Bucket(account.session(), NAME)


def test_a_bucket_in_another_region_is_found_there(listening: Any, account: StrictAccount) -> None:
    client = account.session("eu-west-1").client("s3")
    client.create_bucket(Bucket=NAME, CreateBucketConfiguration=CREATED)
    asked: list[str] = []

    def elsewhere(request: Any, **_: Any) -> AWSResponse | None:
        """S3 answers for a bucket only in its Region, and says elsewhere which one that is."""
        (region,) = re.findall(r"//s3\.(?:([a-z0-9-]+)\.)?amazonaws", request.url)
        asked.append(region or "us-east-1")
        headers = HTTPHeaders.from_dict({"x-amz-bucket-region": "eu-west-1"})
        return None if region == "eu-west-1" else AWSResponse(request.url, 301, headers, _Nothing())

    listening("before-send.s3", elsewhere)
    done = publish(Bucket(account.session(), NAME), "", made())
    assert done.base_url == f"https://{NAME}.s3.eu-west-1.amazonaws.com/1.2.3/templates"
    assert objects(client)["latest/manifest.json"] == made().manifest.content
    assert asked[0] == "us-east-1"
    assert set(asked[1:]) == {"eu-west-1"}


class _Nothing:
    """The body of an answer to HEAD."""

    def stream(self) -> Iterator[bytes]:
        yield b""


def test_another_write_under_way_is_waited_for(listening: Any, s3: Any, account: StrictAccount) -> None:
    busy = refusal("ConditionalRequestConflict", "A conflicting operation is under way.")
    listening("before-call.s3", Failing("PutObject", *[busy] * (ATTEMPTS - 1)))
    assert Bucket(account.session(), NAME).create("a.txt", b"a", "max-age=60") is True
    listening("before-call.s3", Failing("PutObject", *[busy] * ATTEMPTS))
    with pytest.raises(BadInput, match="S3 answers PutObject with ConditionalRequestConflict"):
        Bucket(account.session(), NAME).create("b.txt", b"b", "max-age=60")


def test_a_write_is_conditional_on_what_was_read(bucket: Bucket, s3: Any) -> None:
    assert bucket.create("a.txt", b"one", "max-age=60") is True
    assert bucket.create("a.txt", b"two", "max-age=60") is False
    found = bucket.read("a.txt")
    assert found is not None
    assert bucket.replace("a.txt", b"three", "max-age=60", found.etag) is True
    assert bucket.replace("a.txt", b"four", "max-age=60", found.etag) is False
    assert objects(s3) == {"a.txt": b"three"}
    assert bucket.read("b.txt") is None


def test_an_object_is_stored_with_its_sha256(bucket: Bucket, s3: Any) -> None:
    bucket.create("a.txt", b"one", "max-age=60")
    head = s3.get_object(Bucket=NAME, Key="a.txt", ChecksumMode="ENABLED")
    assert head["ChecksumSHA256"] == base64.b64encode(hashlib.sha256(b"one").digest()).decode()


@pytest.mark.parametrize(
    ("region", "name", "url"),
    [
        ("us-east-1", "a-b", "https://a-b.s3.us-east-1.amazonaws.com/k"),
        ("eu-west-1", "a.b", "https://s3.eu-west-1.amazonaws.com/a.b/k"),
        ("cn-north-1", "a-b", "https://a-b.s3.cn-north-1.amazonaws.com.cn/k"),
    ],
)
def test_urls_are_of_the_forms_that_the_console_takes(account: StrictAccount, region: str, name: str, url: str) -> None:
    where: Any = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    account.session(region).client("s3").create_bucket(Bucket=name, **where)
    assert Bucket(account.session(region), name).url("k") == url
