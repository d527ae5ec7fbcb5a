"""Every policy statement of a template, wherever it stands, and what it lets whom do.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, as_list, denies, statements_of
from tests.articles.evaluation import ACCOUNT, Made

# The property that holds a resource's own policy, by type.
RESOURCE_POLICIES = {
    "AWS::S3::BucketPolicy": "PolicyDocument",
    "AWS::SNS::TopicPolicy": "PolicyDocument",
    "AWS::SQS::QueuePolicy": "PolicyDocument",
    "AWS::KMS::Key": "KeyPolicy",
    "AWS::EC2::VPCEndpoint": "PolicyDocument",
    "AWS::IAM::Role": "AssumeRolePolicyDocument",
    "AWS::Logs::ResourcePolicy": "PolicyDocument",
    "AWS::SecretsManager::ResourcePolicy": "ResourcePolicy",
}
FOREIGN_ACCOUNT = "999988887777"
FOREIGN = {
    "aws:SourceAccount": FOREIGN_ACCOUNT,
    "aws:SourceArn": f"arn:aws:config:eu-west-1:{FOREIGN_ACCOUNT}:foreign",
    "aws:SourceOrgID": "o-foreign00000",
    # CloudWatch Logs gives a key no source, but the log group for which it encrypts.
    "kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:eu-west-1:{FOREIGN_ACCOUNT}:log-group:foreign",
    # Whoever publishes to a topic uses its key with the topic for context.
    "kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:eu-west-1:{FOREIGN_ACCOUNT}:foreign",
}
SOURCE_KEYS = frozenset(FOREIGN)


@dataclass(frozen=True)
class Placed:
    """One evaluated statement; ``identity`` is true in a policy of a role, which has no principal."""

    logical_id: str
    statement: Mapping[str, Any]
    identity: bool

    @property
    def services(self) -> list[str]:
        """The service principals that the statement names."""
        principal = self.statement.get("Principal", {})
        return as_list(principal["Service"]) if isinstance(principal, Mapping) and "Service" in principal else []

    @property
    def actions(self) -> list[str]:
        """The actions that the statement names."""
        return as_list(self.statement.get("Action", []))

    @property
    def resources(self) -> list[str]:
        """The resources that the statement names; none in a trust policy."""
        return as_list(self.statement.get("Resource", []))

    def __str__(self) -> str:
        return f"{self.logical_id} {self.statement.get('Sid', ', '.join(self.actions))}"


def policy_documents(stack: Made) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Every policy of ``stack``: whose it is, the document, and whether it is one of a role's own."""
    for name, body in stack.resources.items():
        properties = body["Properties"]
        document = properties.get(RESOURCE_POLICIES.get(body["Type"], ""))
        if document is not None:
            yield name, json.loads(document) if isinstance(document, str) else document, False
        if body["Type"] == "AWS::IAM::Role":
            yield from ((name, inline["PolicyDocument"], True) for inline in properties.get("Policies", []))


def placed_statements(stack: Made) -> Iterator[Placed]:
    """Every statement of every policy of ``stack``."""
    for name, document, identity in policy_documents(stack):
        yield from (Placed(name, statement, identity) for statement in statements_of(document))


def bucket_name(stack: Made, bucket: str) -> str:
    """The name of the bucket with the logical id ``bucket``."""
    return str(stack.properties(bucket).get("BucketName", f"made-{bucket.lower()}"))


def bucket_policy_of(stack: Made, bucket: str) -> Mapping[str, Any] | None:
    """The policy document of the bucket with the logical id ``bucket``."""
    for properties in stack.of_type("AWS::S3::BucketPolicy").values():
        if properties["Bucket"] == bucket_name(stack, bucket):
            document: Mapping[str, Any] = properties["PolicyDocument"]
            return document
    return None


def fitting_context(statement: Mapping[str, Any]) -> dict[str, str]:
    """Values with which every condition of a statement holds."""
    context: dict[str, str] = {}
    for pairs in statement.get("Condition", {}).values():
        for key, wanted in pairs.items():
            context[key] = as_list(wanted)[0].replace("*", "x")
    return context


def lets(placed: Placed, context: Mapping[str, str]) -> bool:
    """Whether the statement alone lets its first service do its first action with ``context``."""
    action = placed.actions[0].replace("*", "")
    resource = placed.resources[0].replace("*", "x") if placed.resources else ""
    attempt = Attempt(action, resource, service=placed.services[0], context=context)
    return allows([{"Statement": [placed.statement]}], attempt)


def request(action: str, resource: str, **context: str) -> Attempt:
    """A request of this account's administrator; ``SecureTransport="false"`` and ``TlsVersion="1.1"`` are its context."""
    keys = {"SecureTransport": "aws:SecureTransport", "TlsVersion": "s3:TlsVersion"}
    who = f"arn:aws:iam::{ACCOUNT}:role/Administrator"
    return Attempt(action, resource, arn=who, context={keys.get(key, key): value for key, value in context.items()})


PLAIN_HTTP = {"SecureTransport": "false"}
OLD_TLS = ({"SecureTransport": "true", "TlsVersion": "1.0"}, {"SecureTransport": "true", "TlsVersion": "1.1"})
NEW_TLS = ({"SecureTransport": "true", "TlsVersion": "1.2"}, {"SecureTransport": "true", "TlsVersion": "1.3"})


def denied(policy: Mapping[str, Any], attempt: Attempt) -> set[int]:
    """The positions of the statements that deny the attempt."""
    return {
        position
        for position, statement in enumerate(statements_of(policy))
        if denies([{"Statement": [statement]}], attempt)
    }
