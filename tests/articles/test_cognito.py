from typing import Any

import pytest

from generator.controls import cognito_user_pool_password_policy_check
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, Made, made

NAME = "cognito"
URL = "https://app.example.com/signed-in"
POOL, CLIENT, ROLE = "CognitoUserPool", "CognitoUserPoolClient", "IAMRoleForCognitoIdentities"
IDENTITY = {"CognitoIdentityPool", ROLE, "CognitoIdentityPoolRoleAttachment"}
EVERYTHING = {
    "SignInUrl": URL,
    "SignInDomainPrefix": "example",
    "AuthorizedRestApiId": "a1b2c3d4e5",
    "IdentityPool": "ENABLED",
}
KEY = "cognito-identity.amazonaws.com"
SIGNED_IN = {f"{KEY}:aud": "made-cognitoidentitypool", f"{KEY}:amr": "authenticated"}


def stack(**given: Any) -> Made:
    return made(NAME, **{**EVERYTHING, **given})


def test_a_user_pool_alone_is_the_default() -> None:
    assert {*made(NAME).resources} == {POOL}


def test_users_are_kept_when_the_stack_goes() -> None:
    body = made(NAME).resources[POOL]
    assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert body["Properties"]["DeletionProtection"] == "ACTIVE"


def test_everybody_needs_an_authenticator_app_unless_that_is_left_to_them() -> None:
    for choice, mode in (("REQUIRED", "ON"), ("OPTIONAL", "OPTIONAL")):
        pool = made(NAME, UserPoolMfa=choice).properties(POOL)
        assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == (mode, ["SOFTWARE_TOKEN_MFA"])


@pytest.mark.parametrize(
    ("choice", "tier", "mode"),
    [("DISABLED", "ESSENTIALS", "OFF"), ("AUDIT", "PLUS", "AUDIT"), ("ENFORCED", "PLUS", "ENFORCED")],
)
def test_threat_protection_brings_the_plan_that_it_needs(choice: str, tier: str, mode: str) -> None:
    pool = made(NAME, ThreatProtection=choice).properties(POOL)
    assert (pool["UserPoolTier"], pool["UserPoolAddOns"]["AdvancedSecurityMode"]) == (tier, mode)
    flows = pool["UserPoolAddOns"].get("AdvancedSecurityAdditionalFlows")
    assert flows == (None if mode == "OFF" else {"CustomAuthMode": mode})
    assert made(NAME).properties(POOL)["UserPoolTier"] == "ESSENTIALS"


def test_passwords_are_long_and_of_every_kind() -> None:
    password = made(NAME, UserPasswordMinimumLength="20").properties(POOL)["Policies"]["PasswordPolicy"]
    assert password["MinimumLength"] == "20"
    assert all(password[f"Require{kind}"] is True for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols"))
    with pytest.raises(RequestRefused):
        made(NAME, UserPasswordMinimumLength="7")


def test_only_administrators_make_users_unless_people_may_sign_up() -> None:
    for choice, only in (("DISABLED", True), ("ENABLED", False)):
        config = made(NAME, SelfSignUp=choice).properties(POOL)["AdminCreateUserConfig"]
        assert config["AllowAdminCreateUserOnly"] is only


def test_a_client_has_the_code_flow_alone_and_sends_nobody_elsewhere() -> None:
    client = stack(SignOutUrl="https://app.example.com/bye").properties(CLIENT)
    assert (client["AllowedOAuthFlows"], client["CallbackURLs"]) == (["code"], [URL])
    assert client["LogoutURLs"] == ["https://app.example.com/bye"]
    assert "LogoutURLs" not in stack().properties(CLIENT)
    assert client["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH"]
    assert client["PreventUserExistenceErrors"] == "ENABLED"


@pytest.mark.parametrize(("kind", "secret"), [("PUBLIC", False), ("CONFIDENTIAL", True)])
def test_only_a_confidential_client_has_a_secret(kind: str, secret: bool) -> None:
    assert stack(UserPoolClientType=kind).properties(CLIENT)["GenerateSecret"] is secret


@pytest.mark.parametrize(
    ("parameter", "gone"),
    [
        ("SignInUrl", {CLIENT, *IDENTITY}),
        ("SignInDomainPrefix", {"CognitoUserPoolDomain"}),
        ("AuthorizedRestApiId", {"ApiGatewayAuthorizerForCognito"}),
    ],
)
def test_what_is_not_named_is_not_made(parameter: str, gone: set[str]) -> None:
    assert {*stack().resources} - {*stack(**{parameter: ""}).resources} == gone


def test_the_authorizer_takes_tokens_of_this_pool() -> None:
    authorizer = stack().properties("ApiGatewayAuthorizerForCognito")
    assert authorizer["ProviderARNs"] == [f"arn:aws:cognito-idp:{HOME}:{ACCOUNT}:userpool/made-cognitouserpool"]
    assert (authorizer["Type"], authorizer["RestApiId"]) == ("COGNITO_USER_POOLS", "a1b2c3d4e5")


def test_nobody_gets_credentials_without_having_signed_in() -> None:
    pool = stack().properties("CognitoIdentityPool")
    assert (pool["AllowUnauthenticatedIdentities"], pool["AllowClassicFlow"]) == (False, False)
    assert [each["ServerSideTokenCheck"] for each in pool["CognitoIdentityProviders"]] == [True]
    assert {*stack().properties("CognitoIdentityPoolRoleAttachment")["Roles"]} == {"authenticated"}
    assert not IDENTITY & {*stack(IdentityPool="DISABLED").resources}


@pytest.mark.parametrize(
    ("context", "wanted"),
    [
        (SIGNED_IN, True),
        (SIGNED_IN | {f"{KEY}:amr": "unauthenticated"}, False),
        (SIGNED_IN | {f"{KEY}:aud": "eu-west-1:00000000-0000-0000-0000-000000000000"}, False),
        ({f"{KEY}:amr": "authenticated"}, False),
        ({f"{KEY}:aud": "made-cognitoidentitypool"}, False),
        ({}, False),
    ],
)
def test_only_who_has_signed_in_to_this_pool_takes_the_role(context: dict[str, str], wanted: bool) -> None:
    trust = stack().properties(ROLE)["AssumeRolePolicyDocument"]
    (statement,) = trust["Statement"]
    assert statement["Principal"] == {"Federated": KEY}
    attempt = Attempt("sts:AssumeRoleWithWebIdentity", "role", context=context)
    # The principal is compared above: the evaluator knows services and accounts.
    without = {"Version": "2012-10-17", "Statement": [{**statement, "Resource": "*"}]}
    assert allows([without], attempt, identity=True) is wanted


@pytest.mark.parametrize(
    ("action", "key", "wanted"),
    [
        ("s3:GetObject", "ann/one", True),
        ("s3:PutObject", "ann/one", True),
        ("s3:DeleteObject", "ann/one", False),
        ("s3:GetObject", "ben/one", False),
        ("s3:GetObject", "one", False),
    ],
)
def test_each_user_has_a_prefix_of_their_own(action: str, key: str, wanted: bool) -> None:
    (policy,) = stack(IdentityBucketName="photos").properties(ROLE)["Policies"]
    (resource,) = [policy["PolicyDocument"]["Statement"][0]["Resource"]]
    assert resource == f"arn:aws:s3:::photos/${{{KEY}:sub}}/*"
    statement = {**policy["PolicyDocument"]["Statement"][0], "Resource": resource.replace(f"${{{KEY}:sub}}", "ann")}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    assert allows([document], Attempt(action, f"arn:aws:s3:::photos/{key}"), identity=True) is wanted


def test_without_a_bucket_credentials_open_nothing() -> None:
    assert "Policies" not in stack().properties(ROLE)


def test_china_has_no_user_pools_and_govcloud_no_identity_pool_of_ours() -> None:
    assert stack().of_type("AWS::Cognito::UserPool")
    assert made(NAME, region="cn-north-1", **EVERYTHING).resources == {}
    assert not IDENTITY & {*made(NAME, region="us-gov-west-1", **EVERYTHING).resources}


@pytest.mark.parametrize(
    "url",
    ["http://app.example.com/", "javascript:alert(1)", "https://app.example.com/*", "https://app.example.com/?a=b"],
)
def test_a_url_that_lets_the_code_go_astray_is_refused(url: str) -> None:
    with pytest.raises(RequestRefused):
        made(NAME, SignInUrl=url)


def test_an_app_on_the_developers_machine_is_taken() -> None:
    assert stack(SignInUrl="http://localhost:3000/signed-in").properties(CLIENT)["CallbackURLs"]


def violated(resources: Made) -> set[str]:
    """The numbers of Security Hub's controls of Cognito that a user pool and an identity pool break, by the words of its page."""
    pool = resources.properties(POOL)
    password, protection = pool["Policies"]["PasswordPolicy"], pool["UserPoolAddOns"]
    demanded = cognito_user_pool_password_policy_check.CONTROL.inputs
    mixed = all(password[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers", "Symbols"))
    lasting = password["TemporaryPasswordValidityDays"] <= int(demanded["temporaryPasswordValidity"])
    kept = {
        "Cognito.1": protection["AdvancedSecurityMode"] == "ENFORCED",
        "Cognito.2": not resources.properties("CognitoIdentityPool")["AllowUnauthenticatedIdentities"],
        "Cognito.3": int(password["MinimumLength"]) >= int(demanded["minLength"]) and mixed and lasting,
        "Cognito.4": protection.get("AdvancedSecurityAdditionalFlows") == {"CustomAuthMode": "ENFORCED"},
        "Cognito.5": pool["MfaConfiguration"] != "OFF",
        "Cognito.6": pool["DeletionProtection"] == "ACTIVE",
    }
    return {each for each, holds in kept.items() if not holds}


# https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html
def test_its_controls_find_nothing_here_but_the_threat_protection_that_costs() -> None:
    shortest = {"UserPasswordMinimumLength": "8", "UserPoolMfa": "OPTIONAL"}
    assert violated(stack(ThreatProtection="ENFORCED", **shortest)) == set()
    assert violated(stack(**shortest)) == {"Cognito.1", "Cognito.4"}
    assert violated(stack(ThreatProtection="AUDIT")) == {"Cognito.1", "Cognito.4"}
