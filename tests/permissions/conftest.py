from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from moto import mock_aws

from generator.automation.sessions import open_session
from generator.permissions.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import boto3

REGION = "eu-west-1"
TRUST = {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    """A session in an empty account of the double."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    with mock_aws():
        yield open_session(REGION)


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@pytest.fixture
def role(session: boto3.Session) -> Callable[..., str]:
    """Makes a role with one inline policy of the given statements."""

    def make(*statements: Any, name: str = "runbook", path: str = "/", trust: Any = TRUST) -> str:
        iam = session.client("iam")
        arn = iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
        if statements:
            iam.put_role_policy(RoleName=name, PolicyName="work", PolicyDocument=document(*statements))
        return str(arn)

    return make


@pytest.fixture
def gate(session: boto3.Session) -> Gate:
    return Gate(session)


@pytest.fixture
def acting(session: boto3.Session, gate: Gate) -> Callable[[str], boto3.Session]:
    """A session that acts as a role, held by the gate."""

    def act(role_arn: str) -> boto3.Session:
        held = open_session(REGION)
        gate.attach(held, role_arn)
        return held

    return act
