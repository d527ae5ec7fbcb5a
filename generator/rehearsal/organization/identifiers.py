"""Ids and ARNs of what an organization has: the same on every run that does the same.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
"""

import uuid


class Identifiers:
    """``root`` is the id of the root, ``management`` that of the management account."""

    def __init__(self, partition: str, management: str, root: str) -> None:
        self.partition = partition
        self.management = management
        self.organization = f"o-{root.removeprefix('r-')}rehearsal"
        """The id of the organization."""
        self._made = 0

    def new(self, name: str) -> str:
        """A UUID for something with this name."""
        self._made += 1
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.organization}/{name}/{self._made}"))

    def arn(self, kind: str, *path: str) -> str:
        """The ARN of something of Organizations: ``arn("root", "r-ab12")``."""
        resource = "/".join((kind, self.organization, *path))
        return f"arn:{self.partition}:organizations::{self.management}:{resource}"

    def stack_set(self, region: str, set_id: str) -> str:
        """The ARN of a stack set: they are all the management account's."""
        return f"arn:{self.partition}:cloudformation:{region}:{self.management}:stackset/{set_id}"

    def stack(self, account_id: str, region: str, name: str) -> str:
        """The id of a stack that is only a record; its name ends with a UUID."""
        return f"arn:{self.partition}:cloudformation:{region}:{account_id}:stack/{name}/{name[-36:]}"
