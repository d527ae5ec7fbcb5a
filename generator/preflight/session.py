"""The session that preflight looks with: the caller's own, a profile's, or that of a role in the account.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.model.errors import BadInput
from generator.preflight.answers import told

if TYPE_CHECKING:
    import boto3

ROLE: Final = "OrganizationAccountAccessRole"
"""The role by which the management account reaches an account that Organizations made."""
ATTEMPTS: Final = 5
_ROLE_ARN: Final = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+")


@dataclass(frozen=True)
class Caller:
    """A session and the account that it is in; its clients are made once."""

    session: "boto3.Session"
    account: str
    _clients: dict[tuple[str, str], Any] = field(default_factory=dict)

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a Region; it tries again what AWS throttles."""
        from botocore.config import Config

        key = (service, region)
        if key not in self._clients:
            config = Config(retries={"mode": "standard", "total_max_attempts": ATTEMPTS})
            make: Any = self.session.client
            self._clients[key] = make(service, region_name=region, config=config)
        return self._clients[key]


def caller(account: str | None, profile: str | None, role_arn: str | None, region: str | None) -> Caller:
    """The session that the options name, of which at most one is given; BadInput where AWS does not let it be."""
    import boto3

    if account is not None and not re.fullmatch(r"[0-9]{12}", account):
        raise BadInput("--account", f"{account!r} is no account id", "Give its 12 digits")
    if role_arn is not None and not _ROLE_ARN.fullmatch(role_arn):
        raise BadInput("--role-arn", f"{role_arn!r} is no ARN of a role", "Such as arn:aws:iam::111122223333:role/Name")
    with told():
        session = boto3.Session(profile_name=profile, region_name=region)
        found = _identity(session, region)
        if account is not None and account != found.account:
            role_arn = f"arn:{_partition(found, region)}:iam::{account}:role/{ROLE}"
        return found if role_arn is None else _assumed(session, role_arn, region)


def _identity(session: "boto3.Session", region: str | None) -> Caller:
    sts = session.client("sts", region_name=region or session.region_name or "us-east-1")
    return Caller(session, sts.get_caller_identity()["Account"])


def _partition(found: Caller, region: str | None) -> str:
    from generator.knowledge.regions import region as known_region

    return known_region(region or found.session.region_name or "us-east-1").partition


def _assumed(session: "boto3.Session", role_arn: str, region: str | None) -> Caller:
    import boto3

    where = region or session.region_name or "us-east-1"
    answer = session.client("sts", region_name=where).assume_role(RoleArn=role_arn, RoleSessionName="preflight")
    given = answer["Credentials"]
    made = boto3.Session(
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
        region_name=where,
    )
    return Caller(made, role_arn.split(":")[4])
