"""User pools of Cognito with clients and domains, identity pools, and the authorizer of API Gateway that takes their tokens.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
    lower_camel,
)

SETTINGS = (
    "AccountRecoverySetting",
    "AdminCreateUserConfig",
    "AutoVerifiedAttributes",
    "DeletionProtection",
    "EmailConfiguration",
    "Policies",
    "UserAttributeUpdateSettings",
    "UserPoolAddOns",
    "UserPoolTier",
)
ONCE = ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration")
"""What only CreateUserPool takes."""
ELSEWHERE = {"EnabledMfas", "MfaConfiguration", "UserPoolName"}
THREATS = ("AUDIT", "ENFORCED")


def _pool_facts(resource: Resource) -> dict[str, Any]:
    given = resource.properties
    for name in sorted(given.keys() - {*SETTINGS, *ONCE, *ELSEWHERE}):
        raise NotModelled(f"property {name} of a user pool is not modelled")
    protected = given.get("UserPoolAddOns", {}).get("AdvancedSecurityMode") in THREATS
    if protected and given.get("UserPoolTier") != "PLUS":
        raise ValueError("Threat protection is a feature of the plan PLUS (FeatureUnavailableInTierException)")
    return resource.pick(*SETTINGS)


def _create_pool(resource: Resource) -> str:
    once = resource.pick(*ONCE, PoolName="UserPoolName")
    made = resource.call("cognito-idp", "create_user_pool", **once, **_pool_facts(resource))["UserPool"]
    resource.physical_id = str(made["Id"])
    _set_mfa(resource)
    return resource.physical_id


def _update_pool(resource: Resource) -> None:
    for name in ONCE:
        if resource.properties.get(name) != resource.old_properties.get(name):
            raise NotModelled(f"a changed {name} is refused by Cognito")
    given = {"UserPoolId": resource.physical_id, **resource.pick(PoolName="UserPoolName"), **_pool_facts(resource)}
    resource.call("cognito-idp", "update_user_pool", **given)
    _set_mfa(resource)


def _set_mfa(resource: Resource) -> None:
    """As CloudFormation does: the kinds of MFA have an API of their own."""
    kinds = resource.properties.get("EnabledMfas", [])
    if set(kinds) - {"SOFTWARE_TOKEN_MFA"}:
        raise NotModelled("only the MFA of authenticator apps is modelled")
    mode = resource.properties.get("MfaConfiguration", "OFF")
    if mode != "OFF" and not kinds:
        raise ValueError("MFA is wanted, and of no kind (InvalidParameterException)")
    resource.call(
        "cognito-idp",
        "set_user_pool_mfa_config",
        UserPoolId=resource.physical_id,
        MfaConfiguration=mode,
        SoftwareTokenMfaConfiguration={"Enabled": bool(kinds)} if kinds else None,
    )


def _delete_pool(resource: Resource) -> None:
    found = resource.call("cognito-idp", "describe_user_pool", UserPoolId=resource.physical_id)["UserPool"]
    if found.get("DeletionProtection") == "ACTIVE":
        raise ValueError("The user pool cannot be deleted: deletion protection is activated")
    resource.call("cognito-idp", "delete_user_pool", UserPoolId=resource.physical_id)


def _pool_attributes(resource: Resource) -> Attributes:
    arn = resource.call("cognito-idp", "describe_user_pool", UserPoolId=resource.physical_id)["UserPool"]["Arn"]
    suffix = "amazonaws.com.cn" if resource.account.partition == "aws-cn" else "amazonaws.com"
    provider = f"cognito-idp.{resource.account.region}.{suffix}/{resource.physical_id}"
    return {
        "Arn": arn,
        "ProviderName": provider,
        "ProviderURL": f"https://{provider}",
        "UserPoolId": resource.physical_id,
    }


def _client_facts(resource: Resource) -> dict[str, Any]:
    given = dict(resource.properties)
    rotates = given.get("RefreshTokenRotation", {}).get("Feature") == "ENABLED"
    if rotates and "ALLOW_REFRESH_TOKEN_AUTH" in given.get("ExplicitAuthFlows", ()):
        raise ValueError("Refresh token rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other")
    return given


def _create_client(resource: Resource) -> str:
    made = resource.call("cognito-idp", "create_user_pool_client", **_client_facts(resource))
    return str(made["UserPoolClient"]["ClientId"])


def _update_client(resource: Resource) -> None:
    facts = _client_facts(resource)
    facts.pop("GenerateSecret", None)
    resource.call("cognito-idp", "update_user_pool_client", ClientId=resource.physical_id, **facts)


def _delete_client(resource: Resource) -> None:
    pool = resource.pick("UserPoolId")
    resource.call("cognito-idp", "delete_user_pool_client", ClientId=resource.physical_id, **pool)


def _create_domain(resource: Resource) -> str:
    if not resource.properties.keys() <= {"Domain", "UserPoolId"}:
        raise NotModelled("only a domain of Cognito's own is modelled")
    name = resource.pick("Domain")
    if resource.call("cognito-idp", "describe_user_pool_domain", **name)["DomainDescription"]:
        raise ValueError("Domain already associated with another user pool. (InvalidParameterException)")
    resource.call("cognito-idp", "create_user_pool_domain", **resource.properties)
    return str(resource.properties["Domain"])


def _delete_domain(resource: Resource) -> None:
    resource.call("cognito-idp", "delete_user_pool_domain", **resource.pick("Domain", "UserPoolId"))


def _create_identity_pool(resource: Resource) -> str:
    made = resource.call("cognito-identity", "create_identity_pool", **resource.properties)
    return str(made["IdentityPoolId"])


def _update_identity_pool(resource: Resource) -> None:
    key = {"IdentityPoolId": resource.physical_id}
    resource.call("cognito-identity", "update_identity_pool", **key, **resource.properties)


def _attach_roles(resource: Resource) -> str:
    pool = str(resource.properties["IdentityPoolId"])
    resource.call("cognito-identity", "set_identity_pool_roles", **resource.properties)
    return pool


def _detach_roles(resource: Resource) -> None:
    resource.call("cognito-identity", "set_identity_pool_roles", IdentityPoolId=resource.physical_id, Roles={})


def _create_authorizer(resource: Resource) -> str:
    given = {name: value for name, value in resource.properties.items() if name != "RestApiId"}
    camel = {"ProviderARNs": "providerARNs"}
    facts = {camel.get(name) or next(iter(lower_camel({name: 0}))): value for name, value in given.items()}
    made = resource.call("apigateway", "create_authorizer", restApiId=resource.properties["RestApiId"], **facts)
    return str(made["id"])


def _delete_authorizer(resource: Resource) -> None:
    api = resource.pick(restApiId="RestApiId")
    resource.call("apigateway", "delete_authorizer", authorizerId=resource.physical_id, **api)


ROWS = (
    ResourceType(
        "AWS::Cognito::UserPool",
        create=_create_pool,
        update=_update_pool,
        delete=_delete_pool,
        attributes=_pool_attributes,
    ),
    ResourceType(
        "AWS::Cognito::UserPoolClient",
        create=_create_client,
        update=_update_client,
        delete=_delete_client,
        attributes=lambda resource: {"ClientId": resource.physical_id},
    ),
    ResourceType("AWS::Cognito::UserPoolDomain", create=_create_domain, delete=_delete_domain),
    ResourceType(
        "AWS::Cognito::IdentityPool",
        create=_create_identity_pool,
        update=_update_identity_pool,
        delete=by_id("cognito-identity", "delete_identity_pool", "IdentityPoolId"),
        attributes=lambda resource: {"Id": resource.physical_id, "Name": resource.properties["IdentityPoolName"]},
    ),
    ResourceType(
        "AWS::Cognito::IdentityPoolRoleAttachment",
        create=_attach_roles,
        update=_attach_roles,
        delete=_detach_roles,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType("AWS::ApiGateway::Authorizer", create=_create_authorizer, delete=_delete_authorizer),
)
