import boto3
import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.organization.organization import StrictOrganization

ROLE = "arn:aws:iam::{}:role/OrganizationAccountAccessRole"


def failed(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


def test_sessions_without_keys_are_of_who_signed_in(organization: StrictOrganization) -> None:
    assert (
        boto3.Session(region_name="eu-west-1").client("sts").get_caller_identity()["Account"] == organization.management
    )
    organization.sign_in("audit")
    assert boto3.client("sts", "us-east-1").get_caller_identity()["Account"] == organization.account("audit")


def test_the_management_account_assumes_the_role_in_a_member_for_an_hour(organization: StrictOrganization) -> None:
    prod = organization.account("prod-1")
    given = {"RoleArn": ROLE.format(prod), "RoleSessionName": "rehearsal"}
    keys = organization.client("sts").assume_role(**given)["Credentials"]
    session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name="eu-west-1")
    topics = session.client("sns")
    assert topics.create_topic(Name="one")["TopicArn"] == f"arn:aws:sns:eu-west-1:{prod}:one"
    assert len(organization.client("sns", "prod-1", "eu-west-1").list_topics()["Topics"]) == 1
    organization.clock.move(3600)
    with pytest.raises(ClientError) as error:
        topics.list_topics()
    assert failed(error) == "ExpiredToken"


def test_roles_are_assumed_only_where_they_are_and_by_whom_they_trust(organization: StrictOrganization) -> None:
    given = {"RoleArn": ROLE.format(organization.account("prod-1")), "RoleSessionName": "rehearsal"}
    no_role = {**given, "RoleArn": "arn:aws:iam::200000000001:role/none"}
    for account, wanted in (("audit", given), (None, no_role)):
        with pytest.raises(ClientError) as error:
            organization.client("sts", account).assume_role(**wanted)
        assert failed(error) == "AccessDenied"
    organization.suspend("prod-1")
    with pytest.raises(ClientError) as error:
        organization.client("sts").assume_role(**given)
    assert failed(error) == "AccessDenied"


def test_calls_are_counted_and_kept_in_order(organization: StrictOrganization) -> None:
    organization.calls.clear()
    organization.client("organizations").list_roots()
    organization.client("sns", "prod-1", "eu-west-1").list_topics()
    assert organization.calls == {"organizations:ListRoots": 1, "sns:ListTopics": 1}
    last = organization.log[-1]
    assert (last.operation, last.account_id, last.region) == ("ListTopics", organization.account("prod-1"), "eu-west-1")


def test_the_nth_call_fails_as_often_as_staged(organization: StrictOrganization) -> None:
    client = organization.client("organizations")
    organization.fail_next("ListRoots", "TooManyRequestsException", 2, times=2)
    client.list_roots()
    for _ in range(2):
        with pytest.raises(client.exceptions.TooManyRequestsException):
            client.list_roots()
    assert client.list_roots()["Roots"]


def test_a_fault_strikes_calls_of_one_service_or_of_all_and_may_be_an_interrupt(
    organization: StrictOrganization,
) -> None:
    organization.fail_next("sns:ListTopics", "Throttling")
    organization.client("sqs").list_queues()
    with pytest.raises(ClientError) as error:
        organization.client("sns").list_topics()
    assert failed(error) == "Throttling"
    organization.fail_next("*", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        organization.client("sqs").list_queues()
    organization.fail_next("*", "InternalFailure")
    with pytest.raises(ClientError) as error:
        organization.client("sqs").list_queues()
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_a_lost_answer_is_a_call_that_was_carried_out(organization: StrictOrganization) -> None:
    organization.fail_next("EnableAWSServiceAccess", "ServiceUnavailable", after=True)
    client = organization.client("organizations")
    with pytest.raises(ClientError):
        client.enable_aws_service_access(ServicePrincipal="ram.amazonaws.com")
    trusted = client.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
    assert "ram.amazonaws.com" in {each["ServicePrincipal"] for each in trusted}


def test_the_organization_answers_only_while_it_is_entered(organization: StrictOrganization) -> None:
    with pytest.raises(LookupError, match="no account 'nobody'"):
        organization.session("nobody")
    with pytest.raises(LookupError, match="no OU 'Nowhere'"):
        organization.ou("Nowhere")
