from __future__ import annotations

from typing import Any

import pytest

from generator.model.errors import BadInput
from generator.permissions.policies import parse


def test_single_values_and_lists_are_the_same() -> None:
    single = {"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}
    lists = {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}]}
    assert list(parse(single, "p")) == list(parse(lists, "p"))


def test_booleans_in_conditions_are_text_as_iam_reads_them() -> None:
    raw = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": False}}}
    [statement] = parse({"Statement": raw}, "p")
    assert statement.conditions == {"Bool": {"aws:SecureTransport": ("false",)}}


@pytest.mark.parametrize(
    "document, problem",
    [
        ({}, "p: the policy document has no Statement"),
        ({"Statement": [{"Effect": "allow"}]}, "p, statement 1: Effect is 'allow'"),
        (
            {"Statement": [{"Sid": "One", "Effect": "Allow", "Actions": "*"}]},
            "p, statement One: unknown element Actions",
        ),
    ],
)
def test_a_document_that_is_no_policy_is_bad_input(document: Any, problem: str) -> None:
    with pytest.raises(BadInput) as caught:
        list(parse(document, "p"))
    assert str(caught.value).startswith(problem)
