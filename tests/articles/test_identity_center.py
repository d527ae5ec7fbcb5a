import pytest

from generator.articles.identity_center import DATA, SETS
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import made

NAME = "identity-center"
INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
GROUP, OTHER_GROUP = "01234567-89ab-cdef-0123-456789abcdef", "90676ef71b-11111111-2222-3333-4444-555555555555"
PERMISSION_SET, ASSIGNMENT = "AWS::SSO::PermissionSet", "AWS::SSO::Assignment"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def test_without_an_instance_nothing_is_made_whoever_is_named() -> None:
    assert made(NAME).resources == {}
    given = {"AdministratorGroupId": GROUP, "AssignedAccount1": "444455556666"}
    assert (made(NAME, **given).resources, made(NAME, **given).outputs) == ({}, {})


def test_an_instance_alone_gets_permission_sets_and_nobody_is_assigned() -> None:
    stack = made(NAME, IdentityCenterInstanceArn=INSTANCE)
    assert {each["Name"] for each in stack.of_type(PERMISSION_SET).values()} == {
        "baseline-administrator",
        "baseline-power-user",
        "baseline-read-only",
        "baseline-security-audit",
        "baseline-responder",
    }
    assert stack.of_type(ASSIGNMENT) == {}
    assert {*stack.outputs} == {f"{each.id}PermissionSetArn" for each in SETS}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"ReadOnlyGroupId": GROUP}, set()),
        ({"AssignedAccount2": "444455556666"}, set()),
        ({"ReadOnlyGroupId": GROUP, "AssignedAccount2": "444455556666"}, {("ReadOnly", GROUP, "444455556666")}),
        (
            {
                "ReadOnlyGroupId": GROUP,
                "AdministratorGroupId": OTHER_GROUP,
                "AssignedAccount1": "111122223333",
                "AssignedAccount3": "444455556666",
            },
            {
                (name, group, account)
                for name, group in (("ReadOnly", GROUP), ("Administrator", OTHER_GROUP))
                for account in ("111122223333", "444455556666")
            },
        ),
    ],
)
def test_a_group_has_its_set_in_each_named_account_and_in_no_other(
    given: dict[str, str], wanted: set[tuple[str, str, str]]
) -> None:
    found = made(NAME, IdentityCenterInstanceArn=INSTANCE, **given).of_type(ASSIGNMENT)
    assert {
        (each["PermissionSetArn"].rpartition("for")[2], each["PrincipalId"], each["TargetId"])
        for each in found.values()
    } == {(name.lower(), group, account) for name, group, account in wanted}
    assert {(each["PrincipalType"], each["TargetType"]) for each in found.values()} <= {("GROUP", "AWS_ACCOUNT")}


def test_administrators_have_the_shortest_session_unless_asked_otherwise() -> None:
    stack = made(NAME, IdentityCenterInstanceArn=INSTANCE, SessionDuration="PT8H")
    lengths = {name: each["SessionDuration"] for name, each in stack.of_type(PERMISSION_SET).items()}
    assert lengths.pop("SSOPermissionSetForAdministrator") == "PT1H"
    assert {*lengths.values()} == {"PT8H"}


def test_power_users_get_the_named_boundary_and_responders_the_named_policy() -> None:
    plain = made(NAME, IdentityCenterInstanceArn=INSTANCE)
    named = {"PermissionSetBoundaryName": "baseline-people", "ResponderPolicyName": "baseline-incident-runbooks"}
    stack = made(NAME, IdentityCenterInstanceArn=INSTANCE, **named)
    boundary = stack.properties("SSOPermissionSetForPowerUser")["PermissionsBoundary"]
    assert boundary == {"CustomerManagedPolicyReference": {"Name": "baseline-people"}}
    assert "PermissionsBoundary" not in plain.properties("SSOPermissionSetForPowerUser")
    references = stack.properties("SSOPermissionSetForResponder")["CustomerManagedPolicyReferences"]
    assert references == [{"Name": "baseline-incident-runbooks"}]
    assert "CustomerManagedPolicyReferences" not in plain.properties("SSOPermissionSetForResponder")


def test_the_policy_of_responders_is_the_one_that_incident_response_makes() -> None:
    policy = made("incident-response").properties("IAMManagedPolicyForIncidentResponders")
    assert policy["ManagedPolicyName"] == "baseline-incident-runbooks"


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        *[(f"{each.prefix}:{each.action}", False) for each in DATA],
        ("s3:GetBucketPolicy", True),
        ("s3:ListAllMyBuckets", True),
        ("dynamodb:DescribeTable", True),
        ("logs:DescribeLogGroups", True),
        ("ssm:DescribeParameters", True),
        ("ec2:DescribeInstances", True),
    ],
)
def test_a_reader_reads_settings_and_no_data_whatever_else_is_allowed(action: str, wanted: bool) -> None:
    inline = made(NAME, IdentityCenterInstanceArn=INSTANCE).properties("SSOPermissionSetForReadOnly")["InlinePolicy"]
    assert allows([inline, EVERYTHING], Attempt(action, "arn:aws:any:::thing"), identity=True) is wanted


def test_policies_of_aws_are_those_of_the_partition() -> None:
    (policy,) = made(NAME, region="cn-north-1", IdentityCenterInstanceArn=INSTANCE.replace("aws", "aws-cn")).properties(
        "SSOPermissionSetForAdministrator"
    )["ManagedPolicies"]
    assert policy == "arn:aws-cn:iam::aws:policy/AdministratorAccess"


@pytest.mark.parametrize(
    "given",
    [
        {"IdentityCenterInstanceArn": "ssoins-0123456789abcdef"},
        {"AdministratorGroupId": "administrators"},
        {"AssignedAccount1": "4444"},
        {"PermissionSetBoundaryName": "arn:aws:iam::444455556666:policy/boundary"},
        {"SessionDuration": "PT24H"},
    ],
)
def test_what_identity_center_would_refuse_is_refused_before(given: dict[str, str]) -> None:
    with pytest.raises(RequestRefused):
        made(NAME, **{"IdentityCenterInstanceArn": INSTANCE, **given})
