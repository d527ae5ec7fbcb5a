import json
from typing import Any

import pytest

from generator.controls.vpc_endpoint_policy_not_open import POLICY
from generator.permissions.evaluation import Policies, decide
from generator.permissions.policies import Statement, parse
from generator.permissions.request import Request, Resource, role, service
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, Made, made
from tests.controls.guard_evaluation import COMPLIANT, configuration_item, evaluate

OURS, STRANGERS = "o-exampleorgid", "999988887777"
EVERY_ENDPOINT = {
    f"Network{each}Endpoint": "ENABLED" for each in ("SessionManager", "Logs", "Kms", "Sts", "SecretsManager", "Ecr")
}
ORGANIZATION = {"NetworkOrganizationId": OURS}
PATCHES = f"arn:aws:s3:::aws-patch-manager-{HOME}-5522fb710/*,arn:aws:s3:::patch-baseline-snapshot-{HOME}-1/*"


def network(**given: Any) -> Made:
    return made("network-baseline", **EVERY_ENDPOINT, **given)


def statements(stack: Made, logical_id: str, key: str = "PolicyDocument") -> tuple[Statement, ...]:
    return tuple(parse(stack.properties(logical_id)[key], logical_id))


def test_config_finds_no_open_policy() -> None:
    patches = {"NetworkPackageBuckets": "ENABLED", "NetworkPatchBuckets": PATCHES}
    for given in ({}, ORGANIZATION, {"NetworkPackageBuckets": "ENABLED"}, patches):
        for name, found in network(**given).of_type("AWS::EC2::VPCEndpoint").items():
            item = {"policyDocument": json.dumps(found["PolicyDocument"]), "requesterManaged": False}
            assert evaluate(POLICY, configuration_item("AWS::EC2::VPCEndpoint", item)) == COMPLIANT, name


def test_buckets_of_patch_manager_need_the_choice_and_are_named_in_full() -> None:
    def sids(**given: str) -> list[str]:
        return [
            each["Sid"] for each in network(**given).properties("EC2VPCEndpointForS3")["PolicyDocument"]["Statement"]
        ]

    assert sids(NetworkPatchBuckets=PATCHES) == ["AllowOwn"]
    assert sids(NetworkPackageBuckets="ENABLED") == ["AllowOwn", "AllowPackagesOfAws"]
    assert sids(NetworkPackageBuckets="ENABLED", NetworkPatchBuckets=PATCHES)[2:] == ["AllowPatchManager"]
    for wrong in ("*", "arn:aws:s3:::*", "arn:aws:s3:::aws-patch-manager-*", "arn:aws:s3:::ours/*"):
        with pytest.raises(RequestRefused, match="NetworkPatchBuckets"):
            network(NetworkPatchBuckets=wrong)


INSTANCE = role(f"arn:aws:iam::{ACCOUNT}:role/baseline-SessionManager")
OUR_KEY = {"kms:ResourceAliases": ("alias/baseline-network",)}


@pytest.mark.parametrize(
    ("action", "arn", "given", "wanted"),
    [
        ("ssmmessages:OpenDataChannel", "*", {}, True),
        ("ssm:UpdateInstanceInformation", f"arn:aws:ec2:{HOME}:{ACCOUNT}:instance/i-1", {}, True),
        (
            "logs:PutLogEvents",
            f"arn:aws:logs:us-west-2:{ACCOUNT}:log-group:/aws/ssm/baseline-sessions:log-stream:s",
            {},
            True,
        ),
        ("logs:DescribeLogGroups", "*", {}, True),
        ("kms:Decrypt", f"arn:aws:kms:us-west-2:{ACCOUNT}:key/1", OUR_KEY, True),
        ("kms:Decrypt", f"arn:aws:kms:{HOME}:{ACCOUNT}:key/2", {"kms:ResourceAliases": ("alias/payroll",)}, False),
        ("kms:Decrypt", f"arn:aws:kms:{HOME}:{ACCOUNT}:key/2", {}, False),
        ("kms:Encrypt", f"arn:aws:kms:{HOME}:{ACCOUNT}:key/1", OUR_KEY, False),
        (
            "logs:PutLogEvents",
            f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:/aws/cloudtrail/baseline:log-stream:s",
            {},
            False,
        ),
        ("logs:DeleteLogGroup", f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:/aws/ssm/baseline-sessions", {}, False),
        ("ssm:GetParameter", f"arn:aws:ssm:{HOME}:{ACCOUNT}:parameter/secret", {}, False),
        ("ssm:SendCommand", f"arn:aws:ec2:{HOME}:{ACCOUNT}:instance/i-2", {}, False),
        ("s3:GetObject", "arn:aws:s3:::ours/key", {}, False),
    ],
)
def test_an_instance_holds_sessions_and_does_nothing_else(
    action: str, arn: str, given: dict[str, Any], wanted: bool
) -> None:
    properties = network(NetworkKey="CREATE").properties("IAMRoleForSessions")
    identity = tuple(each for policy in properties["Policies"] for each in parse(policy["PolicyDocument"], "role"))
    account = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "*", "Resource": "*"}
    resource = tuple(parse({"Statement": [account]}, "key"))
    request = Request(INSTANCE, action, Resource(arn, ACCOUNT), given)
    assert decide(request, Policies(identity=identity, resource=resource)).allowed is wanted


@pytest.mark.parametrize(
    ("logical_id", "who", "given", "wanted"),
    [
        ("IAMRoleForSessions", "ec2", {}, True),
        ("IAMRoleForSessions", "ec2", {"aws:SourceAccount": STRANGERS}, False),
        ("IAMRoleForSessions", "lambda", {}, False),
        ("IAMRoleForFlowLogs", "vpc-flow-logs", {"aws:SourceAccount": ACCOUNT}, True),
        ("IAMRoleForFlowLogs", "vpc-flow-logs", {"aws:SourceAccount": STRANGERS}, False),
        ("IAMRoleForFlowLogs", "vpc-flow-logs", {}, False),
        ("IAMRoleForFlowLogs", "ec2", {"aws:SourceAccount": ACCOUNT}, False),
    ],
)
def test_a_role_is_taken_by_its_service_for_this_account(
    logical_id: str, who: str, given: dict[str, str], wanted: bool
) -> None:
    trust = statements(network(), logical_id, "AssumeRolePolicyDocument")
    source = {"aws:SourceArn": f"arn:aws:ec2:{HOME}:{ACCOUNT}:vpc-flow-log/fl-1"} if "vpc" in who else {}
    taken = Resource(f"arn:aws:iam::{ACCOUNT}:role/it", ACCOUNT)
    request = Request(service(f"{who}.amazonaws.com"), "sts:AssumeRole", taken, given | source)
    assert decide(request, Policies(resource=trust)).allowed is wanted
