from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.nodes import resources
from generator.lint.policy_statements import (
    all_of,
    any_of,
    has_transform,
    is_wholly_known,
    service_name,
    statements,
)

ANSWERS = st.lists(st.sampled_from([True, False, None]))
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "Statement",
                    "Effect",
                    "Principal",
                    "Service",
                    "AWS",
                    "Action",
                    "Condition",
                    "Bool",
                    "Ref",
                    "Fn::If",
                    "a",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def key_with(statement: Any) -> dict[str, Any]:
    return {"Resources": {"Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": statement}}}}}


@given(ANSWERS)
def test_any_and_all_are_each_others_opposite(answers: list[bool | None]) -> None:
    opposite = [None if each is None else not each for each in answers]
    found = any_of(answers)
    assert all_of(opposite) == (None if found is None else not found)


@given(ANSWERS)
def test_an_unknown_answer_never_turns_a_certain_one_round(answers: list[bool | None]) -> None:
    assert any_of([*answers, None]) in (None, True)
    assert all_of([*answers, None]) in (None, False)


@pytest.mark.parametrize(
    ("principal", "name"),
    [
        ("logs.us-gov-east-1.amazonaws.com", "logs"),
        ("logs.${AWS::Region}.${AWS::URLSuffix}", "logs"),
        ("delivery.logs.amazonaws.com", "delivery.logs"),
        ("ec2.amazonaws.com.cn", "ec2"),
        ("vpc-flow-logs.amazonaws.com", "vpc-flow-logs"),
        ("${Service}.amazonaws.com", None),
        ("111122223333", "111122223333"),
    ],
)
def test_a_service_has_one_short_name(principal: str, name: str | None) -> None:
    assert service_name(principal) == name


def test_statements_are_found_in_policies_of_every_kind() -> None:
    allow = {"Effect": "Allow", "Action": "s3:*"}
    template = {
        "Resources": {
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": {"Statement": allow},
                    "Policies": [{"PolicyDocument": {"Statement": [allow, {"Fn::If": ["A", allow, allow]}]}}],
                },
            }
        }
    }
    assert [each.kind for each in statements(template)] == ["role", "identity", "identity", "identity"]
    assert [each.path[-3:] for each in statements(template, "identity")][1:] == [(1, "Fn::If", 1), (1, "Fn::If", 2)]


def test_actions_are_matched_as_iam_does() -> None:
    (one,) = statements(key_with({"Effect": "Allow", "Action": ["KMS:gen*", {"Ref": "More"}]}), "key")
    assert one.has_action("kms:GenerateDataKey") is True
    assert one.has_action("kms:Decrypt") is None
    (other,) = statements(key_with({"Effect": "Allow", "NotAction": "kms:Decrypt"}), "key")
    assert other.has_action("kms:Decrypt") is False
    assert other.has_action("kms:Encrypt") is True


def test_a_policy_with_a_statement_that_comes_later_is_not_wholly_known() -> None:
    known = key_with({"Effect": "Allow"})
    for statement in ({"Ref": "A"}, [{"Fn::Transform": {"Name": "A"}}], "text", [], {"Effect": {"Ref": "A"}}):
        (key,) = resources(key_with(statement))
        assert not is_wholly_known(key)
    (key,) = resources(known)
    assert is_wholly_known(key)


def test_a_transform_may_bring_anything() -> None:
    assert has_transform({"Transform": "AWS::Serverless-2016-10-31", "Resources": {}})
    assert has_transform({"Resources": {"Fn::ForEach::Buckets": []}})
    assert not has_transform({"Resources": {"Bucket": {}}})


@given(ODD)
def test_odd_statements_are_read_without_an_error(statement: Any) -> None:
    for each in statements(key_with(statement)):
        assert each.has_action("kms:Decrypt") in (True, False, None)
        assert each.lets_in("logs") in (True, False, None)
        assert each.narrows in (True, False)
