"""What the article on Cognito asks.

https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings.html
"""

from collections.abc import Iterator

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.text_parameter import text_parameter
from generator.model import Parameter

USERS, APP, CREDENTIALS = "Users", "App", "AWS credentials"
URL = r"^((https://[a-z0-9.-]+|http://localhost)(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?)?$"


def cognito_parameters() -> Iterator[Parameter]:
    """All of them, but for the prefix of names."""
    yield from _users()
    yield from _app()
    yield from _credentials()


def _users() -> Iterator[Parameter]:
    yield Parameter(
        name="UserPoolMfa",
        description="REQUIRED asks everybody for a code of an authenticator app; OPTIONAL leaves it to each user.",
        label="Multi-factor authentication",
        group=USERS,
        default="REQUIRED",
        allowed_values=("REQUIRED", "OPTIONAL"),
    )
    yield Parameter(
        name="UserPasswordMinimumLength",
        description="Fewest characters of a password, which has upper and lower case, a digit and a symbol.",
        label="Length of passwords",
        group=USERS,
        type="Number",
        default=14,
        min_value=8,
        max_value=99,
    )
    yield Parameter(
        name="SelfSignUp",
        description="ENABLED lets anybody on the internet make a user; DISABLED leaves it to administrators.",
        label="Self sign-up",
        group=USERS,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name="ThreatProtection",
        description=(
            "AUDIT records risky sign-ins and leaked passwords, ENFORCED also answers them. Both need the plan PLUS, which bills every"
            " user who signs in."
        ),
        label="Threat protection",
        group=USERS,
        default="DISABLED",
        allowed_values=("DISABLED", "AUDIT", "ENFORCED"),
    )


def _app() -> Iterator[Parameter]:
    yield text_parameter(
        "SignInUrl",
        "URL after sign-in",
        "Where the app gets the code of a user who has signed in. Empty makes no client.",
        URL,
        "A URL with https, or with http of localhost, or nothing.",
        group=APP,
    )
    yield text_parameter(
        "SignOutUrl",
        "URL after sign-out",
        "Where a user is sent who has signed out. Empty sends nobody anywhere.",
        URL,
        "A URL with https, or with http of localhost, or nothing.",
        group=APP,
    )
    yield Parameter(
        name="UserPoolClientType",
        description="PUBLIC is an app of a browser or a phone, without a secret; CONFIDENTIAL is a server that keeps one.",
        label="Type of client",
        group=APP,
        default="PUBLIC",
        allowed_values=("PUBLIC", "CONFIDENTIAL"),
    )
    yield text_parameter(
        "SignInDomainPrefix",
        "Prefix of the domain",
        "Beginning of the host name of the sign-in pages, which nobody else has in this Region. Empty makes no domain.",
        "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$",
        "At most 63 lower case letters, digits and hyphens, without aws, amazon or cognito, or nothing.",
        group=APP,
    )
    yield text_parameter(
        "AuthorizedRestApiId",
        "REST API",
        "Id of a REST API of API Gateway that gets an authorizer for these users. Empty makes none.",
        "^([a-z0-9]{10})?$",
        "The id of a REST API, or nothing.",
        group=APP,
    )


def _credentials() -> Iterator[Parameter]:
    yield Parameter(
        name="IdentityPool",
        description="ENABLED gives AWS credentials to users of the client who have signed in, and to nobody else.",
        label="Identity pool",
        group=CREDENTIALS,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield text_parameter(
        "IdentityBucketName",
        "Bucket of the users",
        "Bucket in which each of them reads and writes under a prefix of their own. Empty gives credentials that open nothing.",
        or_nothing(BUCKET_NAME_PATTERN),
        "The name of a bucket, or nothing.",
        group=CREDENTIALS,
    )
