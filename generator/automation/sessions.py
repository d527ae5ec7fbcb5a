"""boto3 sessions of one process that read each of botocore's service models once."""

from __future__ import annotations

import copy
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import boto3
import botocore.loaders
import botocore.session
from botocore.handlers import BUILTIN_HANDLERS
from botocore.hooks import BaseEventHooks, EventAliaser, HierarchicalEmitter

if TYPE_CHECKING:
    from botocore.credentials import ReadOnlyCredentials


@cache
def _loader() -> botocore.loaders.Loader:
    return botocore.loaders.create_loader()


@lru_cache(maxsize=4)
def _handlers(_builtin: tuple[Any, ...]) -> HierarchicalEmitter:
    """The event handlers of a new session; botocore's list of them grows, e.g. when moto comes."""
    emitter = HierarchicalEmitter()
    botocore.session.Session(event_hooks=emitter)
    return emitter


class _Aliases(EventAliaser):
    """botocore's names of events; what each stands for is found out once, and not anew by each client."""

    _found: ClassVar[dict[str, str]] = {}

    def __init__(self, event_emitter: BaseEventHooks, event_aliases: dict[str, str] | None = None) -> None:
        super().__init__(event_emitter, event_aliases)
        self._alias_name_cache = self._found


def model_session(session_vars: dict[str, Any] | None = None) -> botocore.session.Session:
    """A botocore session for reading models; its handlers are a copy, which takes a tenth of the time of registering them."""
    events = copy.copy(_handlers(tuple(BUILTIN_HANDLERS)))
    session = botocore.session.Session(session_vars, events, include_builtin_handlers=False)
    inner: Any = session
    inner._events = _Aliases(events)
    session.register_component("data_loader", _loader())
    return session


def open_session(region: str | None, credentials: ReadOnlyCredentials | None = None) -> boto3.Session:
    """A session with its own event handlers; without credentials it finds them as boto3 always does."""
    inner = model_session()
    if credentials is not None:
        inner.set_credentials(credentials.access_key or "", credentials.secret_key or "", credentials.token)
    return boto3.Session(botocore_session=inner, region_name=region)
