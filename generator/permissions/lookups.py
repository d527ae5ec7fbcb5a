"""The real ARNs of resources that a call names in short: roles and users have paths, key aliases stand for keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    import boto3


class Lookups:
    """Asks the account; what is not there keeps the ARN that follows from its name."""

    def __init__(self, session: boto3.Session) -> None:
        self._session = session

    def real_arn(self, arn: str) -> str:
        """The ARN under which IAM checks a resource whose ARN was put together from a name."""
        _, _, service, region, *_ = arn.split(":", 5)
        name = arn.rpartition("/")[2]
        try:
            if service == "iam" and ":role/" in arn and "*" not in name:
                return str(self._session.client("iam").get_role(RoleName=name)["Role"]["Arn"])
            if service == "iam" and ":user/" in arn and "*" not in name:
                return str(self._session.client("iam").get_user(UserName=name)["User"]["Arn"])
            if service == "kms" and ":key/alias/" in arn:
                key = self._session.client("kms", region_name=region).describe_key(KeyId=f"alias/{name}")
                return str(key["KeyMetadata"]["Arn"])
        except ClientError:
            return arn
        return arn
