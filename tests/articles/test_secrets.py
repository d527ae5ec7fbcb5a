import json
from pathlib import Path
from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "secrets"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
FUNCTION = f"arn:aws:lambda:{HOME}:{ACCOUNT}:function:rotate"
ORGANIZATION, PARTNER = "o-exampleorgid", "444455556666"
PARTNER_ROLE = f"arn:aws:iam::{PARTNER}:role/reader"
WEB_ROLE, BATCH_ROLE = (f"arn:aws:iam::{ACCOUNT}:role/baseline-reads-{name}" for name in ("web", "batch"))
SHARED = {"SecretOrganizationId": ORGANIZATION, "SecretReaderArn": PARTNER_ROLE}
FAILED = json.loads((Path(__file__).parents[1] / "events/samples/secretsmanager.json").read_text("utf-8"))["events"][
    "rotation failed"
]


def stack(**given: Any) -> Made:
    return made(NAME, **{"Secret": "CREATE", "ApplicationRoles": "ENABLED", **given})


def attempt(action: str, arn: str, **context: str) -> Attempt:
    facts = {"aws:PrincipalAccount": arn.split(":")[4], "aws:PrincipalIsAWSService": "false"}
    keys = {"organization": "aws:PrincipalOrgID", "via": "kms:ViaService", "service": "aws:PrincipalIsAWSService"}
    return Attempt(action, "*", arn=arn, context=facts | {keys[name]: value for name, value in context.items()})


def secret_policy(**given: str) -> dict[str, Any]:
    found: dict[str, Any] = stack(**given).properties("SecretResourcePolicyForApplication")["ResourcePolicy"]
    return found


def test_nothing_is_made_until_it_is_chosen() -> None:
    assert made(NAME, SecretKey="CREATE", SecretRotationFunctionArn=FUNCTION).resources == {}
    assert set(made(NAME, ApplicationRoles="ENABLED").resources) == {
        "IAMRoleForReaderOfApplication1",
        "IAMRoleForReaderOfApplication2",
    }


def test_another_region_has_its_own_secret_and_the_roles_of_the_home_region() -> None:
    there = stack(region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    (statement,) = [each for each in _statements(there) if each["Sid"] == "AllowApplicationToRead"]
    assert statement["Principal"] == {"AWS": WEB_ROLE}


def _statements(of: Made) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = of.properties("SecretResourcePolicyForApplication")["ResourcePolicy"]["Statement"]
    return found


def test_the_policy_waits_for_the_role_that_it_names() -> None:
    assert "IAMRoleForReaderOfApplication1" in stack().waits_for("SecretResourcePolicyForApplication")


READ = "secretsmanager:GetSecretValue"


def test_the_first_application_reads_the_secret_and_changes_nothing() -> None:
    policy = secret_policy()
    assert allows([policy], attempt(READ, WEB_ROLE))
    assert not allows([policy], attempt(READ, BATCH_ROLE))
    assert not allows([policy], attempt("secretsmanager:PutSecretValue", WEB_ROLE))
    assert not allows([secret_policy(ApplicationRoles="DISABLED")], attempt(READ, WEB_ROLE))


def test_no_other_account_gets_in_whatever_its_own_policies_say() -> None:
    policy = secret_policy()
    assert denies([policy], attempt(READ, PARTNER_ROLE))
    assert denies([policy], attempt(READ, PARTNER_ROLE, organization=ORGANIZATION))
    assert not denies([policy], attempt(READ, WEB_ROLE))
    assert not denies([policy], attempt("secretsmanager:RotateSecret", PARTNER_ROLE, service="true"))


@pytest.mark.parametrize("alone", SHARED)
def test_an_organization_without_a_reader_opens_nothing(alone: str) -> None:
    assert secret_policy(**{alone: SHARED[alone]}) == secret_policy()


def test_a_reader_of_the_organization_reads_and_nobody_else() -> None:
    policy = secret_policy(**SHARED)
    assert allows([policy], attempt(READ, PARTNER_ROLE, organization=ORGANIZATION))
    assert denies([policy], attempt(READ, PARTNER_ROLE, organization="o-another0000"))
    assert denies([policy], attempt(READ, PARTNER_ROLE))
    assert not allows([policy], attempt("secretsmanager:DeleteSecret", PARTNER_ROLE, organization=ORGANIZATION))
    another = f"arn:aws:iam::{PARTNER}:role/another"
    assert not allows([policy], attempt(READ, another, organization=ORGANIZATION))


def test_a_public_policy_is_refused_by_secrets_manager() -> None:
    assert stack().properties("SecretResourcePolicyForApplication")["BlockPublicPolicy"] in (True, "true")


def test_the_key_is_used_through_secrets_manager_only() -> None:
    made_key = stack(SecretKey="CREATE", **SHARED).properties("KMSKeyForSecret")["KeyPolicy"]
    managing, *using = made_key["Statement"]
    assert managing["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    policy = {"Statement": using}
    through = f"secretsmanager.{HOME}.amazonaws.com"
    assert allows([policy], attempt("kms:Decrypt", WEB_ROLE, via=through))
    assert not allows([policy], attempt("kms:Encrypt", WEB_ROLE, via=through))
    assert allows([policy], attempt("kms:Decrypt", PARTNER_ROLE, via=through, organization=ORGANIZATION))
    assert not allows([policy], attempt("kms:Decrypt", PARTNER_ROLE, via=through))
    partner = attempt("kms:Decrypt", PARTNER_ROLE, via=f"s3.{HOME}.amazonaws.com", organization=ORGANIZATION)
    assert not allows([policy], partner)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, None),
        ({"SecretKey": "CREATE"}, f"arn:aws:kms:{HOME}:{ACCOUNT}:key/made-kmskeyforsecret"),
        ({"SecretKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1"}, "arn:aws:kms:eu-west-1:111122223333:key/1"),
    ],
)
def test_the_secret_is_encrypted_with_the_chosen_key(given: dict[str, str], key: str | None) -> None:
    assert stack(**given).properties("SecretForApplication").get("KmsKeyId") == key


def reads(application: str, action: str, name: str, via: str = f"ssm.{HOME}.amazonaws.com") -> bool:
    (policy,) = stack().properties(f"IAMRoleForReaderOf{application}")["Policies"]
    place = f"arn:aws:ssm:{HOME}:{ACCOUNT}:parameter{name}"
    resource = place if action.startswith("ssm") else f"arn:aws:kms:{HOME}:{ACCOUNT}:key/1"
    facts = {"kms:ViaService": via, "kms:EncryptionContext:PARAMETER_ARN": place}
    return allows([policy["PolicyDocument"]], Attempt(action, resource, context=facts), identity=True)


@pytest.mark.parametrize("action", ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"])
def test_an_application_reads_its_own_path_and_no_other(action: str) -> None:
    assert reads("Application1", action, "/baseline/web/password")
    assert reads("Application1", action, "/baseline/web/database/password")
    assert reads("Application2", action, "/baseline/batch/password")
    assert not reads("Application1", action, "/baseline/batch/password")
    assert not reads("Application1", action, "/baseline/web-admin/password")
    assert not reads("Application1", action, "/other/web/password")


def test_an_application_reads_only() -> None:
    assert not reads("Application1", "ssm:PutParameter", "/baseline/web/password")
    assert not reads("Application1", "ssm:DeleteParameter", "/baseline/web/password")


def test_it_decrypts_its_own_parameters_through_systems_manager_only() -> None:
    assert reads("Application1", "kms:Decrypt", "/baseline/web/password")
    assert not reads("Application1", "kms:Decrypt", "/baseline/batch/password")
    assert not reads("Application1", "kms:Encrypt", "/baseline/web/password")
    assert not reads("Application1", "kms:Decrypt", "/baseline/web/password", via=f"s3.{HOME}.amazonaws.com")


def test_the_function_is_called_for_this_secret_only_and_before_it_rotates() -> None:
    rotated = stack(SecretRotationFunctionArn=FUNCTION)
    permission = rotated.properties("LambdaPermissionForSecret")
    assert (permission["SourceArn"], permission["SourceAccount"]) == ("made-secretforapplication", ACCOUNT)
    assert "LambdaPermissionForSecret" in rotated.waits_for("SecretRotationScheduleForApplication")
    rules = rotated.properties("SecretRotationScheduleForApplication")["RotationRules"]
    assert rules == {"ScheduleExpression": "rate(30 days)", "Duration": "3h"}


def test_a_failed_rotation_is_told() -> None:
    rule = stack(AlertTopicArn=TOPIC).properties("EventsRuleForSecretsRotation")
    assert matches(rule["EventPattern"], FAILED)
    assert not matches(rule["EventPattern"], {**FAILED, "detail": {**FAILED["detail"], "eventName": "RotationStarted"}})
    for changed in ({"account": PARTNER}, {"region": OTHER}, {"detail-type": "AWS API Call via CloudTrail"}):
        assert not matches(rule["EventPattern"], FAILED | changed)
    (target,) = rule["Targets"]
    assert transformed(target["InputTransformer"], FAILED) == [
        f"FAILURE: Secrets Manager could not rotate arn:aws:secretsmanager:{HOME}:{ACCOUNT}:secret:web-a1b2c3 in account"
        f" {ACCOUNT}, {HOME}; the old value stays in use.",
        "See the log group of its rotation function, or what the service says that manages the secret:",
        f"https://{HOME}.console.aws.amazon.com/secretsmanager/listsecrets?region={HOME}",
    ]
