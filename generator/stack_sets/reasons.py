"""Why an instance fails, as AWS words it, and what to do: the first pattern that is found decides.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reason:
    """A known reason; ``pattern`` is found in a status reason, whatever the case of its letters."""

    name: str
    pattern: str
    remedy: str


SUSPENDED: Final = "the account is suspended"

REASONS: Final = (
    Reason(
        "the service-linked role exists",
        r"service role name .* has been taken|servicelinkedrole.*(already exists|has been taken|exists)",
        "Set the role's parameter to EXISTING, as baseline preflight finds it for the account",
    ),
    Reason(
        "a configuration recorder exists",
        r"MaxNumberOfConfigurationRecordersExceeded|MaxNumberOfDeliveryChannelsExceeded|configuration recorder.*already",
        "Set ConfigurationRecorder to EXISTING, or leave the account out with --account-filter DIFFERENCE",
    ),
    Reason(
        "no configuration recorder",
        r"NoAvailableConfigurationRecorder",
        "Deploy the article config there first, then run the same command again",
    ),
    Reason(
        "a detector, hub, session or graph exists",
        r"detector already exists|already (?:subscribed|enabled)|macie has already been enabled|hub already exists|graph already exists",
        "Set the article's parameter to EXISTING, as baseline preflight finds it for the account",
    ),
    Reason(
        "the name is taken",
        r"already exists|already owned by you|AlreadyExists|EntityAlreadyExists|BucketAlready|has been taken|name .* in use",
        "Delete what has the name, adopt it with the article's EXISTING, or choose another NamePrefix",
    ),
    Reason(
        SUSPENDED,
        r"suspended|account .* (?:is closed|not active)",
        "Leave the account out, or remove its instances with --retain-stacks; an account that comes back is deployed by the same command",
    ),
    Reason(
        "the Region is not enabled",
        r"InvalidClientTokenId|OptInRequired|not opted in|region .* (?:is )?(?:not enabled|disabled)|not subscribed to .*region|AuthFailure"
        r"|security token included in the request is invalid",
        "Enable the Region in that account, or leave it out with --regions",
    ),
    Reason(
        "a service control policy denies it",
        r"explicit deny in a service control policy|service control polic",
        "Exempt arn:aws:iam::*:role/stacksets-exec-* from the policy, or leave the account out",
    ),
    Reason(
        "the execution role is missing",
        r"AWSServiceRoleForCloudFormationStackSetsOrgMember|stacksets-exec|cannot assume role|unable to assume role|should have .* role",
        "Run baseline organization prepare, and see that no policy stops the role stacksets-exec-*",
    ),
    Reason(
        "permission is missing",
        r"AccessDenied|not authorized to perform|UnauthorizedOperation",
        "Let the role stacksets-exec-* of that account do it: a permissions boundary or policy stops it",
    ),
    Reason(
        "termination protection is on",
        r"TerminationProtection",
        "Turn termination protection of the stack off in that account",
    ),
    Reason(
        "a bucket is not empty",
        r"bucket you tried to delete is not empty|BucketNotEmpty",
        "Empty the bucket, or keep it",
    ),
    Reason(
        "a quota is reached",
        r"LimitExceeded|quota|maximum number|too many|exceeds? the (?:maximum|limit)",
        "Ask for a higher quota in that account, or delete what is not needed",
    ),
    Reason(
        "throttled",
        r"throttl|rate exceeded|TooManyRequests|timed? ?out|ServiceUnavailable|InternalFailure|Service Unavailable|internal error",
        "Run the same command again: it tries the failed instances alone",
    ),
    Reason(
        "a transform or nested stack",
        r"Transform is not supported|nested stack",
        "Build the template without transforms and nested stacks",
    ),
    Reason(
        "the resource type is not in the Region",
        r"Unrecognized resource types?|resource type .* (?:is )?not (?:supported|available)|Template format error: Unrecognized",
        "Leave the Region out with --regions",
    ),
    Reason(
        "the stack cannot be updated as it is",
        r"(?:ROLLBACK_COMPLETE|ROLLBACK_FAILED|_FAILED) state and can ?not be updated|UPDATE_ROLLBACK_FAILED",
        "Continue the rollback of the stack in that account, or delete the stack, then run the same command again",
    ),
    Reason(
        "the failure tolerance was exceeded",
        r"failure tolerance|Cancelled since",
        "Mend the failures before it, then run the same command again",
    ),
)
OTHER: Final = Reason(
    "another reason", "", "Look at the events of the stack in that account, mend it, and run the same command again"
)
_COMPILED: Final = tuple((re.compile(reason.pattern, re.IGNORECASE | re.DOTALL), reason) for reason in REASONS)


def reason(words: str) -> Reason:
    """The known reason behind a status reason, ``OTHER`` without one."""
    return next((known for pattern, known in _COMPILED if pattern.search(words)), OTHER)
