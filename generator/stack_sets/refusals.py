"""What AWS, or the way to it, refuses of a call for stack sets: each as one line that says what to do.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
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
        "InvalidClientTokenId",
        "InvalidToken",
        "RequestExpired",
        "TokenRefreshRequired",
        "UnrecognizedClientException",
    }
)
THROTTLED: Final = frozenset(
    {
        "RequestLimitExceeded",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
    }
)
PERMISSION: Final = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
AGAIN: Final = "run the same command again: it resumes where this one ended"

REMEDIES: Final = {
    "AWSOrganizationsNotInUseException": "Create an organization with all features, or launch the articles as stacks",
    "AccountNotFoundException": "Name an account of the organization",
    "LimitExceededException": "Ask for a higher quota of CloudFormation, or remove stack sets that are not needed",
    "NameAlreadyExistsException": "Wait until the other command that makes it has ended, and " + AGAIN,
    "OperationInProgressException": "Wait until the operation has ended, and " + AGAIN,
    "StackSetNotFoundException": "Name a stack set that there is: baseline stack-sets status lists them",
}


class Refused(BadInput):
    """An error answer of AWS; ``code`` is the API's error code, empty where no answer came."""

    def __init__(self, where: str, problem: str, remedy: str, code: str) -> None:
        self.code = code
        super().__init__(where, problem, remedy)

    @property
    def throttled(self) -> bool:
        """Whether waiting alone may help."""
        return self.code in THROTTLED


@contextmanager
def told(where: str) -> Iterator[None]:
    """Errors of botocore become Refused, which names the call ``where``."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise answered(where, error.response.get("Error", {})) from error
    except BotoCoreError as error:
        raise unsent(where, error) from error


def answered(where: str, error: Any) -> Refused:
    """An error answer, in one line."""
    code = str(error.get("Code", "an error"))
    words = " ".join(str(error.get("Message", "")).split()).rstrip(".")
    said = f"{code}: {words}" if words else code
    if code in CREDENTIALS:
        return Refused("credentials", f"AWS refuses them: {said}", f"Renew the credentials and {AGAIN}", code)
    if code == "RequestTimeTooSkewed":
        return Refused("clock", f"AWS refuses the request: {words}", "Set this machine's clock", code)
    if code in PERMISSION:
        remedy = "Use credentials of the management account or a delegated administrator (with --delegated-admin)"
        return Refused(where, f"AWS does not allow it: {said}", f"{remedy} that may call it", code)
    if code in THROTTLED:
        return Refused(where, f"AWS is throttling: {said}", f"Wait a minute and {AGAIN}", code)
    return Refused(where, f"AWS answers {said}", REMEDIES.get(code, f"Correct it, or {AGAIN}"), code)


def unsent(where: str, error: Exception) -> Refused:
    """A call that got no answer, in one line."""
    from botocore import exceptions as known

    words = " ".join(str(error).split()).rstrip(".")
    without = (
        known.NoCredentialsError,
        known.PartialCredentialsError,
        known.CredentialRetrievalError,
        known.ProfileNotFound,
        known.SSOError,
        known.TokenRetrievalError,
    )
    if isinstance(error, without):
        return Refused("credentials", words, f"Sign in, or name another --profile, and {AGAIN}", "")
    if isinstance(error, known.NoRegionError):
        return Refused("Region", words, "Set AWS_REGION to the Region that holds the stack sets", "")
    if isinstance(error, known.HTTPClientError | known.ConnectionError):
        return Refused(where, f"AWS cannot be reached: {words}", f"Mend the connection and {AGAIN}", "")
    return Refused(where, words, f"Correct it, or {AGAIN}", "")
