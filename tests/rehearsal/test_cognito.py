import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters

NAME = "cognito"
GIVEN = {
    "SignInUrl": "https://app.example.com/signed-in",
    "SignInDomainPrefix": "example",
    "IdentityPool": "ENABLED",
    "IdentityBucketName": "photos",
    "UserPoolClientType": "CONFIDENTIAL",
    "ThreatProtection": "ENFORCED",
}


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_everything_is_made_changed_and_deleted_but_for_the_users(account: StrictAccount, region: str) -> None:
    place = account.account_region(region)
    api = place.client("apigateway").create_rest_api(name="orders")["id"]
    values = committed_parameters(NAME) | GIVEN | {"AuthorizedRestApiId": api}
    stack = launch(account, NAME, region, given=values).stack
    assert stack is not None
    assert stack.status == "CREATE_COMPLETE", [str(event) for event in stack.failures]
    pool, client = (str(stack.outputs[name].value) for name in ("UserPoolId", "UserPoolClientId"))
    users = place.client("cognito-idp")
    assert users.get_user_pool_mfa_config(UserPoolId=pool)["MfaConfiguration"] == "ON"
    assert "ClientSecret" in users.describe_user_pool_client(UserPoolId=pool, ClientId=client)["UserPoolClient"]
    assert users.describe_user_pool_domain(Domain="example")["DomainDescription"]["UserPoolId"] == pool
    (authorizer,) = place.client("apigateway").get_authorizers(restApiId=api)["items"]
    assert authorizer["providerARNs"][0].endswith(f"userpool/{pool}")
    identities = str(stack.outputs["IdentityPoolId"].value)
    roles = place.client("cognito-identity").get_identity_pool_roles(IdentityPoolId=identities)["Roles"]
    assert {*roles} == {"authenticated"}

    changed = values | {"UserPoolMfa": "OPTIONAL", "IdentityPool": "DISABLED", "SignInDomainPrefix": "other"}
    account.update_stack(stack.name, parameters=changed, region=region, capabilities=["CAPABILITY_IAM"])
    assert stack.status == "UPDATE_COMPLETE", [str(event) for event in stack.failures]
    assert users.get_user_pool_mfa_config(UserPoolId=pool)["MfaConfiguration"] == "OPTIONAL"
    assert place.client("cognito-identity").list_identity_pools(MaxResults=60)["IdentityPools"] == []

    account.delete_stack(stack.name, region=region)
    assert stack.status == "DELETE_COMPLETE", [str(event) for event in stack.failures]
    assert [each["Id"] for each in users.list_user_pools(MaxResults=60)["UserPools"]] == [pool]
    assert users.list_user_pool_clients(UserPoolId=pool, MaxResults=60)["UserPoolClients"] == []
