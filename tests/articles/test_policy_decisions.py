from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pytest

from generator import registry
from generator.permissions.policies import parse
from tests.articles import (
    bucket_decisions,
    endpoint_decisions,
    iam_decisions,
    key_decisions,
    organization_decisions,
    resource_decisions,
)
from tests.articles.decisions import ADMIN, Row, Table, property_of
from tests.articles.evaluation import Made, document, made

TABLES: tuple[Table, ...] = (
    *iam_decisions.TABLES,
    *organization_decisions.TABLES,
    *resource_decisions.TABLES,
    *endpoint_decisions.TABLES,
    *bucket_decisions.TABLES,
    *key_decisions.TABLES,
)
every_table = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
OF_RESOURCES = {
    "AWS::EC2::VPCEndpoint",
    "AWS::KMS::Key",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::SecretsManager::ResourcePolicy",
}
# What ties a statement for everyone to an organization or an account: a VPC is of one account.
TIES = {
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "kms:calleraccount",
}
# Readers are everyone if the user says so, and nobody by default.
CHOSEN = {("template-bucket", "AllowReaders")}


@every_table
def test_every_request_is_decided_as_wanted(table: Table) -> None:
    assert list(table.wrong()) == []


@every_table
def test_every_statement_decides_a_request_and_has_both_outcomes(table: Table) -> None:
    assert list(table.idle()) == []


def test_the_tables_are_many() -> None:
    rows = [row for table in TABLES for of_statement in table.rows.values() for row in of_statement]
    assert len(rows) >= 150
    kinds = {table.kind for table in TABLES}
    assert kinds == {"boundary", "endpoint", "guard", "identity", "rcp", "resource", "scp"}


@pytest.mark.parametrize("stack", [iam_decisions.everything, organization_decisions.everything])
def test_every_policy_that_the_guardrails_make_has_a_table(stack: Any) -> None:
    known = {_bare(each) for table in TABLES if table.stack is stack for each in table.statements}
    there = [each for name, found in _documents(stack()) for each in parse(found, name)]
    left = {each.policy for each in there if _bare(each) not in known}
    # The quarantine, whose one statement has one outcome, has a test of its own; the roles of people share one trust.
    assert left == (
        {"IAMManagedPolicyForQuarantine, statement DenyAll"} if stack is iam_decisions.everything else set()
    )


@pytest.mark.parametrize("name", [name for name, article in registry.articles().items() if not article.composes])
def test_every_policy_of_a_resource_has_a_table_with_each_of_its_statements(name: str) -> None:
    of_article = [table for table in TABLES if isinstance(table.stack, partial) and table.stack.args == (name,)]
    for logical_id, body in document(name)["Resources"].items():
        if body["Type"] in OF_RESOURCES:
            told = {sid for table in of_article if table.document.logical_id == logical_id for sid in table.rows}
            assert told == set(_sids(body["Properties"])), logical_id


def _sids(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        yield from (node[key] for key in ("Sid",) if key in node)
    for item in node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ():
        yield from _sids(item)


def _bare(statement: Any) -> tuple[Any, ...]:
    return (
        statement.effect,
        statement.actions,
        statement.not_actions,
        statement.resources,
        statement.not_resources,
        str(statement.conditions),
        str(statement.principal),
    )


def _documents(stack: Made) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, body in stack.resources.items():
        properties = body["Properties"]
        for key in ("PolicyDocument", "AssumeRolePolicyDocument", "Content"):
            if "Statement" in properties.get(key, {}):
                yield name, properties[key]
        yield from ((name, inline["PolicyDocument"]) for inline in properties.get("Policies", ()))


def test_the_quarantine_ends_what_any_policy_allows() -> None:
    found = property_of("IAMManagedPolicyForQuarantine", "PolicyDocument")
    table = Table("quarantine", "identity", iam_decisions.everything, found, {})
    (sid,) = table.sids
    for rows in (rows for other in iam_decisions.TABLES for rows in other.rows.values()):
        assert not any(table.allowed(row, sid) for row in rows if row.who.account)
    row = Row(ADMIN, "s3:GetObject", iam_decisions.BUCKET, True)
    assert table.allowed(row, sid, sid)


def test_a_table_tells_of_a_wrong_row_and_of_an_idle_statement() -> None:
    table = organization_decisions.REGIONS
    (rows,) = table.rows.values()
    wrong = Table("t", table.kind, table.stack, table.document, {"DenyOtherRegions": [rows[0]._replace(wanted=True)]})
    assert [each.partition(":")[0] for each in wrong.wrong()] == ["t DenyOtherRegions"]
    one_sided = Table("t", table.kind, table.stack, table.document, {"DenyOtherRegions": [rows[1]]})
    assert list(one_sided.idle()) == [
        "t DenyOtherRegions: its rows have one outcome",
        "t DenyOtherRegions: it decides nothing",
    ]
    assert list(Table("t", table.kind, table.stack, table.document, {}).idle()) == [
        "t DenyOtherRegions: no row is about it"
    ]


def _open_to_everyone(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every Allow for everyone, under whatever branch, without a condition that ties it to an organization or account."""
    if isinstance(node, list):
        for item in node:
            yield from _open_to_everyone(item)
    elif isinstance(node, Mapping):
        if node.get("Effect") == "Allow" and "*" in set(_leaves(node.get("Principal"))) and not _tied(node):
            yield node
        for item in node.values():
            yield from _open_to_everyone(item)


def _leaves(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping | list):
        for item in node.values() if isinstance(node, Mapping) else node:
            yield from _leaves(item)
    elif isinstance(node, str):
        yield node


def _tied(statement: Mapping[str, Any]) -> bool:
    return any(
        all(_ties(branch) for branch in _branches(pairs))
        for operator, pairs in statement.get("Condition", {}).items()
        if operator in ("StringEquals", "StringLike")
    )


def _branches(pairs: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if pairs.keys() == {"Fn::If"}:
        yield from (branch for each in pairs["Fn::If"][1:] for branch in _branches(each))
    else:
        yield pairs


def _ties(pairs: Mapping[str, Any]) -> bool:
    return any(key.lower() in TIES and "*" not in set(_leaves(wanted)) for key, wanted in pairs.items())


@pytest.mark.parametrize("name", registry.articles())
def test_no_template_lets_everyone_in_without_an_organization_or_an_account(name: str) -> None:
    found = {(name, statement["Sid"]) for statement in _open_to_everyone(document(name)["Resources"])}
    assert found <= CHOSEN
    if found:
        assert not [each for _, policy in _documents(made(name)) for each in _open_to_everyone(policy)]


@pytest.mark.parametrize(
    ("condition", "is_open"),
    [
        ({}, True),
        ({"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}, False),
        ({"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}, False),
        ({"StringEquals": {"Fn::If": ["A", {"aws:PrincipalOrgID": "o-example"}, {"aws:SourceVpc": "vpc-1"}]}}, False),
        ({"StringEquals": {"Fn::If": ["A", {"aws:PrincipalOrgID": "o-example"}, {"aws:PrincipalTag/a": "b"}]}}, True),
        ({"StringLike": {"aws:PrincipalOrgID": "*"}}, True),
        ({"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorgid"}}, True),
        ({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-exampleorgid"}}, True),
        ({"Bool": {"aws:SecureTransport": "true"}}, True),
    ],
)
@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": {"Fn::If": ["A", "*", "111122223333"]}}])
def test_a_statement_for_everyone_is_found(condition: dict[str, Any], principal: Any, is_open: bool) -> None:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Condition": condition}
    assert bool(list(_open_to_everyone({"Fn::If": ["A", {"Statement": [statement]}, "x"]}))) is is_open
    assert list(_open_to_everyone({"Statement": [{**statement, "Effect": "Deny"}]})) == []
