"""A boto3 client whose answers a test gives, in order; botocore checks them and the calls against the service's model."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from botocore.stub import Stubber

REGION = "eu-west-1"


@contextmanager
def stubbed(monkeypatch: pytest.MonkeyPatch, service: str) -> Iterator[Stubber]:
    """The only client that scripts get meanwhile; every answer must have been asked for at the end."""
    client = boto3.client(
        service,  # type: ignore[call-overload]  # any service
        REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    monkeypatch.setattr(boto3, "client", lambda name: {service: client}[name])
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()
