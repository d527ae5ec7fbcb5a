"""What AWS, or the way to it, refuses: each as one line that says what to do.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from generator.model.errors import BadInput

MISSING: Final = frozenset({"NoSuchBucket", "404", "NotFound"})
CREDENTIALS: Final = frozenset(
    {
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidToken",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "TokenRefreshRequired",
        "UnrecognizedClientException",
    }
)
PERMISSION: Final = frozenset({"AccessDenied", "403", "Forbidden", "AllAccessDisabled", "AccountProblem"})


@contextmanager
def told(bucket: str) -> Iterator[None]:
    """Errors of botocore become BadInput that names the bucket."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise refused(bucket, error) from error
    except BotoCoreError as error:
        raise _unsent(bucket, error) from error


def refused(bucket: str, error: Any) -> BadInput:
    """An error answer of S3, in one line."""
    said = error.response.get("Error", {})
    code, words = str(said.get("Code", "an error")), str(said.get("Message", "")).strip().rstrip(".").replace("\n", " ")
    where = f"bucket {bucket}"
    if code in MISSING:
        return BadInput(
            where, "there is no such bucket", "Make it with the article template-bucket, or correct the name"
        )
    if code in CREDENTIALS:
        return BadInput(
            "credentials", f"AWS refuses them: {code}: {words}", "Sign in again, or name another AWS_PROFILE"
        )
    if code == "RequestTimeTooSkewed":
        return BadInput("clock", f"AWS refuses the request: {words}", "Set this machine's clock")
    if code in PERMISSION:
        problem = f"S3 refuses {error.operation_name}: {code}: {words}"
        return BadInput(where, problem, "Give your role the policy that `baseline publish --policy` prints")
    return BadInput(where, f"S3 answers {error.operation_name} with {code}: {words}", "Run the command again")


def _unsent(bucket: str, error: Exception) -> BadInput:
    from botocore import exceptions as known

    words = str(error).rstrip(".").replace("\n", " ")
    without = (
        known.NoCredentialsError,
        known.PartialCredentialsError,
        known.CredentialRetrievalError,
        known.ProfileNotFound,
        known.SSOError,
        known.TokenRetrievalError,
    )
    if isinstance(error, without):
        return BadInput("credentials", words, "Sign in, or set AWS_PROFILE or AWS_ACCESS_KEY_ID")
    if isinstance(error, known.HTTPClientError | known.ConnectionError):
        return BadInput(f"bucket {bucket}", f"AWS cannot be reached: {words}", "Run the command again")
    return BadInput(f"bucket {bucket}", words, "Correct it and run the command again")
