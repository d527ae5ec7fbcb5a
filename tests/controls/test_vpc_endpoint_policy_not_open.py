import json
from typing import Any

import pytest

from generator.controls.vpc_endpoint_policy_not_open import POLICY
from tests.controls.guard_evaluation import COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, configuration_item, evaluate

ENDPOINT = "AWS::EC2::VPCEndpoint"
OPEN = {"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}
OF_US = {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorgid", "aws:ResourceOrgID": ["o-1", "*"]}}}


def endpoint(policy: Any, **more: Any) -> dict[str, Any]:
    given = {"vpcEndpointId": "vpce-1", "vpcEndpointType": "Interface", "requesterManaged": False, **more}
    return configuration_item(ENDPOINT, given if policy is None else given | {"policyDocument": policy})


def written(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2008-10-17", "Statement": list(statements)}, indent=2)


ITEMS = {
    "as AWS makes it": (endpoint(written(OPEN)), NON_COMPLIANT),
    "without requesterManaged": (configuration_item(ENDPOINT, {"policyDocument": written(OPEN)}), NON_COMPLIANT),
    "with conditions": (endpoint(written(OPEN | OF_US)), COMPLIANT),
    "of AWS's own": (endpoint(written(OPEN), requesterManaged=True), COMPLIANT),
    "an empty policy": (endpoint(""), COMPLIANT),
    "a service without policies": (endpoint(None), NOT_APPLICABLE),
    "null": (configuration_item(ENDPOINT, {"policyDocument": None}), NOT_APPLICABLE),
    "deleted": (configuration_item(ENDPOINT, None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_endpoints(name: str) -> None:
    item, result = ITEMS[name]
    assert evaluate(POLICY, item) == result


def judged(text: str) -> str:
    return evaluate(POLICY, endpoint(text))


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,\n", " : ")])
@pytest.mark.parametrize(
    "statement",
    [
        {},
        {"Sid": "All of it"},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"AWS": ["*"]}},
        {"Principal": {"AWS": ["123456789012", "*"]}},
        {"Action": ["*"]},
        {"Action": "s3:*"},
        {"Action": ["s3:GetObject", "s3:*"]},
        {"Resource": ["*"]},
        {"Resource": ["arn:aws:s3:::logs", "*"]},
    ],
    ids=json.dumps,
)
def test_everything_for_everybody_is_open_however_it_is_written(
    statement: dict[str, Any], separators: tuple[str, str]
) -> None:
    for order in (1, -1):
        elements = dict(list((OPEN | statement).items())[::order])
        for statements in (elements, [elements], [OPEN | OF_US, elements], [elements, OPEN | OF_US]):
            text = json.dumps({"Version": "2012-10-17", "Statement": statements}, separators=separators)
            assert judged(text) == NON_COMPLIANT, text


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" ,\n", " : ")])
@pytest.mark.parametrize(
    "statement",
    [
        OF_US,
        {"Effect": "Deny"},
        {"Principal": {"AWS": "123456789012"}},
        {"Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:role/*"]}},
        {"Principal": {"Service": "*"}},
        {"Action": "s3:GetObject"},
        {"Action": "s3:Get*"},
        {"Action": ["s3:GetObject", "s3:PutObject"]},
        {"Resource": "arn:aws:s3:::logs/*"},
        {"Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]},
    ],
    ids=json.dumps,
)
def test_a_statement_that_names_somebody_or_something_is_not_open(
    statement: dict[str, Any], separators: tuple[str, str]
) -> None:
    for order in (1, -1):
        elements = dict(list((OPEN | statement).items())[::order])
        for statements in (elements, [elements], [elements, OPEN | OF_US]):
            text = json.dumps({"Version": "2012-10-17", "Statement": statements}, separators=separators)
            assert judged(text) == COMPLIANT, text
