import json
from typing import Any

import pytest

from generator.controls.vpc_endpoint_policy_not_open import POLICY
from generator.permissions.decisions import miss
from generator.permissions.evaluation import Policies, decide
from generator.permissions.policies import Statement, parse
from generator.permissions.request import ANYBODY, Principal, Request, Resource, role, service, user
from tests.articles.evaluation import ACCOUNT, HOME, Made, made
from tests.controls.guard_evaluation import COMPLIANT, configuration_item, evaluate

OURS, FOREIGN, SISTER = "o-exampleorgid", "o-foreign0000", "444455556666"
STRANGERS = "999988887777"
ALL = tuple(parse({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}, "everything"))
MINE = role(f"arn:aws:iam::{ACCOUNT}:role/App", OURS)
LONE = user(f"arn:aws:iam::{ACCOUNT}:user/ann")
OF_SISTER = role(f"arn:aws:iam::{SISTER}:role/App", OURS)
STRANGER = role(f"arn:aws:iam::{STRANGERS}:role/App", FOREIGN)
OUR_BUCKET = Resource("arn:aws:s3:::ours/key", ACCOUNT, OURS)
SISTERS_BUCKET = Resource("arn:aws:s3:::sisters/key", SISTER, OURS)
STRANGERS_BUCKET = Resource("arn:aws:s3:::theirs/key", STRANGERS, FOREIGN)
EVERY_ENDPOINT = {
    f"Network{each}Endpoint": "ENABLED" for each in ("SessionManager", "Logs", "Kms", "Sts", "SecretsManager", "Ecr")
}
ORGANIZATION = {"NetworkOrganizationId": OURS}


def network(**given: Any) -> Made:
    return made("network-baseline", **EVERY_ENDPOINT, **given)


def statements(stack: Made, logical_id: str, key: str = "PolicyDocument") -> tuple[Statement, ...]:
    return tuple(parse(stack.properties(logical_id)[key], logical_id))


def let_through(stack: Made, endpoint: str, request: Request) -> bool:
    """Whether the endpoint's policy has a statement for the request; all of them are for everybody, and none denies."""
    policy = statements(stack, f"EC2VPCEndpointFor{endpoint}")
    assert {each.effect for each in policy} == {"Allow"}
    return any(miss(each, request.action, request.resource.arn, request.context) is None for each in policy)


@pytest.mark.parametrize(
    ("given", "who", "what", "wanted"),
    [
        ({}, LONE, OUR_BUCKET, True),
        ({}, MINE, OUR_BUCKET, True),
        ({}, MINE, SISTERS_BUCKET, False),
        ({}, OF_SISTER, OUR_BUCKET, False),
        ({}, STRANGER, STRANGERS_BUCKET, False),
        ({}, STRANGER, OUR_BUCKET, False),
        ({}, MINE, STRANGERS_BUCKET, False),
        ({}, ANYBODY, OUR_BUCKET, False),
        (ORGANIZATION, MINE, OUR_BUCKET, True),
        (ORGANIZATION, MINE, SISTERS_BUCKET, True),
        (ORGANIZATION, OF_SISTER, OUR_BUCKET, True),
        (ORGANIZATION, LONE, OUR_BUCKET, False),
        (ORGANIZATION, STRANGER, STRANGERS_BUCKET, False),
        (ORGANIZATION, STRANGER, OUR_BUCKET, False),
        (ORGANIZATION, MINE, STRANGERS_BUCKET, False),
        (ORGANIZATION, ANYBODY, STRANGERS_BUCKET, False),
    ],
)
def test_the_endpoint_of_s3_knows_own_callers_and_own_buckets_only(
    given: dict[str, str], who: Principal, what: Resource, wanted: bool
) -> None:
    stack = network(**given)
    for action in ("s3:GetObject", "s3:PutObject"):
        assert let_through(stack, "S3", Request(who, action, what)) is wanted


ACTIONS = {
    "DynamoDb": ("dynamodb:GetItem", "dynamodb", "table/t"),
    "Ssmmessages": ("ssmmessages:OpenDataChannel", "ssmmessages", "*"),
    "Ec2messages": ("ec2messages:GetMessages", "ec2messages", "*"),
    "Ssm": ("ssm:PutParameter", "ssm", "parameter/p"),
    "Logs": ("logs:PutLogEvents", "logs", "log-group:g"),
    "Kms": ("kms:Decrypt", "kms", "key/k"),
    "Sts": ("sts:AssumeRole", "iam", "role/r"),
    "Secretsmanager": ("secretsmanager:GetSecretValue", "secretsmanager", "secret:s"),
    "EcrApi": ("ecr:BatchGetImage", "ecr", "repository/r"),
    "EcrDkr": ("ecr:BatchGetImage", "ecr", "repository/r"),
}


def at(account: str, organization: str, endpoint: str) -> Resource:
    _, prefix, name = ACTIONS[endpoint]
    return Resource(f"arn:aws:{prefix}:{HOME}:{account}:{name}", account, organization)


@pytest.mark.parametrize("endpoint", ACTIONS)
@pytest.mark.parametrize("given", [{}, ORGANIZATION], ids=["account", "organization"])
def test_every_other_endpoint_does_so_too(endpoint: str, given: dict[str, str]) -> None:
    stack, action = network(**given), ACTIONS[endpoint][0]

    def lets(who: Principal, what: Resource, action: str = action) -> bool:
        return let_through(stack, endpoint, Request(who, action, what))

    ours, sisters, theirs = (
        at(account, organization, endpoint)
        for account, organization in ((ACCOUNT, OURS), (SISTER, OURS), (STRANGERS, FOREIGN))
    )
    assert lets(MINE, ours)
    assert lets(OF_SISTER, sisters) is bool(given)
    assert not lets(STRANGER, theirs)
    assert not lets(STRANGER, ours)
    assert not lets(MINE, theirs)
    assert not lets(MINE, ours, "iam:CreateUser")


@pytest.mark.parametrize(
    ("who", "bucket", "vpc", "chosen", "wanted"),
    [
        (ANYBODY, f"al2023-repos-{HOME}-de612dc2", "made-ec2vpc", True, True),
        (MINE, f"prod-{HOME}-starport-layer-bucket", "made-ec2vpc", True, True),
        (ANYBODY, f"al2023-repos-{HOME}-de612dc2", "vpc-another", True, False),
        (ANYBODY, f"al2023-repos-{HOME}-de612dc2", None, True, False),
        (ANYBODY, f"al2023-repos-{HOME}-evil", "made-ec2vpc", True, False),
        (ANYBODY, f"al2023-repos-{HOME}-de612dc2", "made-ec2vpc", False, False),
    ],
)
def test_packages_of_aws_are_read_where_the_user_says_so_from_this_network(
    who: Principal, bucket: str, vpc: str | None, chosen: bool, wanted: bool
) -> None:
    stack = network(NetworkPackageBuckets="ENABLED" if chosen else "DISABLED")
    what, given = Resource(f"arn:aws:s3:::{bucket}/file", STRANGERS, FOREIGN), {"aws:SourceVpc": vpc}
    assert let_through(stack, "S3", Request(who, "s3:GetObject", what, given)) is wanted
    assert not let_through(stack, "S3", Request(who, "s3:PutObject", what, given))


@pytest.mark.parametrize(
    ("who", "action", "name", "wanted"),
    [
        (LONE, "ssm:GetDocument", "document/AWS-RunShellScript", True),
        (LONE, "ssm:GetParameters", "parameter/aws/service/ami-amazon-linux-latest/al2023", True),
        (STRANGER, "ssm:GetDocument", "document/AWS-RunShellScript", False),
        (LONE, "ssm:PutParameter", "parameter/aws/service/x", False),
        (LONE, "ssm:GetParameters", "parameter/secret", False),
    ],
)
def test_what_aws_shares_of_systems_manager_is_read_by_own_callers(
    who: Principal, action: str, name: str, wanted: bool
) -> None:
    what = Resource(f"arn:aws:ssm:{HOME}::{name}", STRANGERS, FOREIGN)
    assert let_through(network(), "Ssm", Request(who, action, what)) is wanted


def test_config_finds_no_open_policy() -> None:
    for given in ({}, ORGANIZATION, {"NetworkPackageBuckets": "ENABLED"}):
        for name, found in network(**given).of_type("AWS::EC2::VPCEndpoint").items():
            item = {"policyDocument": json.dumps(found["PolicyDocument"]), "requesterManaged": False}
            assert evaluate(POLICY, configuration_item("AWS::EC2::VPCEndpoint", item)) == COMPLIANT, name


LOGS = service(f"logs.{HOME}.amazonaws.com")
CONTEXT = "kms:EncryptionContext:aws:logs:arn"


@pytest.mark.parametrize(
    ("who", "action", "group", "wanted"),
    [
        (LOGS, "kms:GenerateDataKey", "/aws/vpc-flow-logs/baseline-network", True),
        (LOGS, "kms:Encrypt", "/aws/ssm/baseline-sessions", True),
        (LOGS, "kms:Decrypt", "/aws/lambda/other", False),
        (LOGS, "kms:Decrypt", None, False),
        (LOGS, "kms:ScheduleKeyDeletion", "/aws/ssm/baseline-sessions", False),
        (service("logs.us-west-2.amazonaws.com"), "kms:Decrypt", "/aws/ssm/baseline-sessions", False),
        (MINE, "kms:Decrypt", None, True),
        (STRANGER, "kms:Decrypt", None, False),
    ],
)
def test_the_key_serves_the_two_log_groups_and_whom_the_account_lets(
    who: Principal, action: str, group: str | None, wanted: bool
) -> None:
    policy = statements(network(NetworkKey="CREATE"), "KMSKeyForNetwork", "KeyPolicy")
    given = {CONTEXT: f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:{group}" if group else None}
    key = Resource(f"arn:aws:kms:{HOME}:{ACCOUNT}:key/1", ACCOUNT)
    assert decide(Request(who, action, key, given), Policies(identity=ALL, resource=policy)).allowed is wanted


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
