"""boto3 sessions of one process that read each of botocore's service models once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import boto3
import botocore.loaders
import botocore.session

if TYPE_CHECKING:
    from botocore.credentials import ReadOnlyCredentials


@cache
def _loader() -> botocore.loaders.Loader:
    return botocore.loaders.create_loader()


def model_session() -> botocore.session.Session:
    """A botocore session for reading models."""
    session = botocore.session.Session()
    session.register_component("data_loader", _loader())
    return session


def open_session(region: str | None, credentials: ReadOnlyCredentials | None = None) -> boto3.Session:
    """A session with its own event handlers; without credentials it finds them as boto3 always does."""
    inner = model_session()
    if credentials is not None:
        inner.set_credentials(credentials.access_key or "", credentials.secret_key or "", credentials.token)
    return boto3.Session(botocore_session=inner, region_name=region)
