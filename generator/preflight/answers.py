"""What AWS, or the way to it, answers instead of a result: each as one line that says what to do.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from generator.model.errors import BadInput

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
DENIED: Final = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",
        "AuthorizationErrorException",
        "Forbidden",
        "UnauthorizedOperation",
        "403",
    }
)


class NotAllowed(Exception):
    """The caller may not make this call."""

    def __init__(self, service: str, operation: str) -> None:
        self.call = f"{service}:{operation}"
        super().__init__(self.call)


class NotAnswered(Exception):
    """AWS answers with another error, or the Region has no endpoint of the service."""


class NotThere(Exception):
    """The service says that what was asked for is not there, or not enabled."""


def judged(service: str, operation: str, error: Any, absent: tuple[str, ...]) -> Exception:
    """The exception for a ClientError; ``absent`` are codes, or parts of messages, by which the service says that nothing is there."""
    said = error.response.get("Error", {})
    code, words = str(said.get("Code", "an error")), str(said.get("Message", "")).strip().rstrip(".").replace("\n", " ")
    if any(each == code or (" " in each and each.lower() in words.lower()) for each in absent):
        return NotThere(words)
    if code in CREDENTIALS:
        return BadInput("credentials", f"AWS refuses them: {code}: {words}", "Sign in again, or name another --profile")
    if code in DENIED:
        return NotAllowed(service, operation)
    return NotAnswered(f"{service}:{operation} is answered with {code}: {words}")


@contextmanager
def told() -> Iterator[None]:
    """What keeps every call from being made becomes BadInput: no credentials, no such profile, no way to AWS."""
    from botocore import exceptions as known

    try:
        yield
    except (known.BotoCoreError, known.ClientError) as error:
        words = str(error).rstrip(".").replace("\n", " ")
        without = (
            known.NoCredentialsError,
            known.PartialCredentialsError,
            known.CredentialRetrievalError,
            known.SSOError,
            known.TokenRetrievalError,
            known.ProfileNotFound,
        )
        if isinstance(error, without):
            raise BadInput(
                "credentials", words, "Sign in, or give --profile, or set AWS_PROFILE or AWS_ACCESS_KEY_ID"
            ) from error
        if isinstance(error, known.ClientError):
            raise _refused(error) from error
        raise BadInput("AWS", f"it cannot be reached: {words}", "Run the command again") from error


def _refused(error: Any) -> Exception:
    found = judged("sts", error.operation_name, error, ())
    if isinstance(found, BadInput):
        return found
    words = str(error.response.get("Error", {}).get("Message", "")).rstrip(".")
    return BadInput(
        f"sts:{error.operation_name}", f"AWS refuses it: {words}", "Correct --role-arn, or its trust policy"
    )
