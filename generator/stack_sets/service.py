"""The APIs that stack sets are made of, called with retries, in pages and as the right administrator.

https://docs.aws.amazon.com/boto3/latest/guide/retries.html
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from generator.stack_sets.refusals import told

if TYPE_CHECKING:
    import boto3

ATTEMPTS: Final = 10
"""Of one call, with a client that slows down by itself when AWS throttles."""


def session(profile: str | None) -> "boto3.Session":
    """The session of ``profile``; Refused where there is none."""
    import boto3

    with told("profile"):
        return boto3.Session(profile_name=profile)


class Service:
    """One service in one Region; ``call`` and ``pages`` raise Refused in place of botocore's errors."""

    def __init__(self, session: "boto3.Session", name: str, region: str | None = None, call_as: str = "") -> None:
        from botocore.config import Config

        retries = Config(retries={"mode": "adaptive", "total_max_attempts": ATTEMPTS})
        with told(name):
            self._client: Any = session.client(name, region_name=region, config=retries)  # type: ignore[call-overload]  # any service
        self.region: str = self._client.meta.region_name
        self._every = {"CallAs": call_as} if call_as else {}

    def call(self, operation: str, where: str = "", **members: Any) -> Any:
        """One call of ``operation``, in snake case; ``where`` is the element that an error names."""
        with told(f"{operation} of {where}" if where else operation):
            return getattr(self._client, operation)(**self._every, **members)

    def pages(self, operation: str, items: str, where: str = "", **members: Any) -> Iterator[Any]:
        """The items of every page, each page asked for when it is needed."""
        token: dict[str, str] = {}
        while True:
            page = self.call(operation, where, **members, **token)
            yield from page.get(items, ())
            key = "nextToken" if "nextToken" in page else "NextToken"
            if not page.get(key):
                return
            token = {key: page[key]}


class StackSets(Service):
    """CloudFormation's stack sets, as the management account or as a delegated administrator."""

    def __init__(self, session: "boto3.Session", *, delegated: bool = False) -> None:
        super().__init__(session, "cloudformation", None, "DELEGATED_ADMIN" if delegated else "SELF")
        self.delegated = delegated
