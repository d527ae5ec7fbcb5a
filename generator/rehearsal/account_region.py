"""One account in one Region: its boto3 session, its clients, and what moto has no place for.

https://boto3.amazonaws.com/v1/documentation/api/latest/reference/core/session.html
"""

import os
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Hook
from generator.template.pseudo_parameters import partition_of

UNREAD: Final = {"profile": (None, None, None, None), "credentials_file": (None, None, os.devnull, None)}

if TYPE_CHECKING:
    import boto3

    from generator.rehearsal.account import StrictAccount


@dataclass
class AccountRegion:
    """Clients are kept over ``reset``: making one costs more than most calls."""

    owner: "StrictAccount"
    account_id: str
    region: str
    unmodelled: dict[str, dict[str, Any]] = field(default_factory=dict)
    """State of the doubles, by resource type or API: empty after ``reset``."""
    _session: Any = None
    _clients: dict[str, Any] = field(default_factory=dict)

    @property
    def region_name(self) -> str:
        """The Region, under the name that boto3's sessions have for it."""
        return self.region

    @property
    def partition(self) -> str:
        """``aws``, ``aws-cn``, ``aws-us-gov``..."""
        return partition_of(self.region)

    @property
    def session(self) -> "boto3.Session":
        """A session whose every client is judged by the service rules."""
        if self._session is None:
            self._session = self.new_session()
        session: boto3.Session = self._session
        return session

    def new_session(self, credentials: dict[str, str] | None = None) -> "boto3.Session":
        """A session of its own, e.g. with the credentials of an assumed role (keys as ``AssumeRole`` answers them)."""
        session = unhooked_session(self.region, credentials)
        Hook(self).register(session.events)
        return session

    def client(self, service: str, *, region_name: str | None = None) -> Any:
        """The boto3 client of a service in this account and Region, or in another Region of the account."""
        if region_name not in (None, self.region):
            return self.in_region(str(region_name)).client(service)
        if service not in self._clients:
            self._clients[service] = self._twin(_first_client(service, self.region))
        return self._clients[service]

    def _twin(self, first: Any) -> Any:
        """A client like ``first``, with this place's hook: a copy costs a thousandth of what making a client costs."""
        import copy

        from botocore.client import ClientMeta

        events = copy.copy(first.meta.events)
        Hook(self).register(events)
        known = first.meta
        twin = object.__new__(type(first))
        twin.__dict__.update(first.__dict__)
        twin.meta = ClientMeta(
            events,
            known.config,
            known.endpoint_url,
            known.service_model,
            known.method_to_api_mapping,
            known.partition,
        )
        return twin

    def in_region(self, region: str) -> "AccountRegion":
        """The same account in another Region."""
        return self.owner.account_region(region, self.account_id)

    def store(self, name: str) -> dict[str, Any]:
        """The part of ``unmodelled`` that one double uses."""
        return self.unmodelled.setdefault(name, {})


def unhooked_session(region: str, credentials: dict[str, str] | None = None) -> "boto3.Session":
    """A session whose calls nothing judges yet; it reads nothing of this machine's AWS configuration."""
    import boto3
    from botocore.config import Config

    from generator.automation.sessions import model_session

    given = credentials or {"AccessKeyId": "STRICTACCOUNT", "SecretAccessKey": "not-a-secret"}
    # No profile, no endpoint, no credentials.
    core = model_session({"config_file": (None, None, os.devnull, None), **UNREAD})
    # moto takes logs.s3.amazonaws.com, a bucket of that name, for the service Logs.
    addressing: Any = {"addressing_style": "path"}
    # botocore puts its own agent together anew for each request.
    agent = "strict-account"
    config = Config(user_agent=agent, ignore_configured_endpoint_urls=True, s3=addressing)  # type: ignore[call-arg]  # stub lags
    core.set_default_client_config(config)
    core.set_credentials(given["AccessKeyId"], given["SecretAccessKey"], given.get("SessionToken") or None)
    return boto3.Session(botocore_session=core, region_name=region)


@cache
def _first_client(service: str, region: str) -> Any:
    """The client of which those of all accounts are copies; it is never called itself."""
    return unhooked_session(region).client(service)  # type: ignore[call-overload]  # any service
