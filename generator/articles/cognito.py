"""Emits templates/cognito.yaml: a user pool with MFA, a client for the code flow, its domain, and AWS credentials for its users.

https://docs.aws.amazon.com/cognito/latest/developerguide/security.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, apigateway, cognito

from generator.blocks.cognito_identities import identity_pool
from generator.blocks.cognito_parameters import cognito_parameters
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Output, Scope, Text

POOL, CLIENT = "CognitoUserPool", "CognitoUserPoolClient"
HAS_COGNITO, HAS_CLIENT, HAS_DOMAIN, HAS_AUTHORIZER = (
    "RegionHasUserPools",
    "HasUserPoolClient",
    "HasUserPoolDomain",
    "HasUserPoolAuthorizer",
)
PROTECTS, ASKS_MFA, IS_PUBLIC, SIGNS_UP, LOGS_OUT = (
    "ProtectsFromThreats",
    "RequiresMfa",
    "IsPublicClient",
    "LetsPeopleSignUp",
    "HasSignOutUrl",
)


def elements() -> Iterator[Element]:
    """Parameters, the user pool, its client and domain, the identity pool, and an authorizer of API Gateway."""
    yield from cognito_parameters()
    yield from name_prefix()
    yield from _conditions()
    yield from _user_pool()
    yield from _client()
    yield from _domain()
    yield from identity_pool(POOL, CLIENT, HAS_CLIENT)
    yield from _authorizer()
    yield Output(name="UserPoolId", description="Id of the user pool.", value=Ref(POOL), condition=HAS_COGNITO)
    yield Output(name="UserPoolClientId", description="Id of the app client.", value=Ref(CLIENT), condition=HAS_CLIENT)
    yield Output(
        name="UserPoolIssuer",
        description="Issuer of the tokens, which whoever takes one must compare.",
        value=GetAtt(POOL, "ProviderURL"),
        condition=HAS_COGNITO,
    )


def _conditions() -> Iterator[Condition]:
    yield outside_of(HAS_COGNITO, missing_regions("AWS::Cognito::UserPool"))
    here = {"Condition": HAS_COGNITO}
    for condition, parameter in (
        (HAS_CLIENT, "SignInUrl"),
        (HAS_DOMAIN, "SignInDomainPrefix"),
        (HAS_AUTHORIZER, "AuthorizedRestApiId"),
    ):
        yield Condition(condition, And(here, Not(Equals(Ref(parameter), ""))))
    yield Condition(PROTECTS, Not(Equals(Ref("ThreatProtection"), "DISABLED")))
    yield Condition(ASKS_MFA, Equals(Ref("UserPoolMfa"), "REQUIRED"))
    yield Condition(IS_PUBLIC, Equals(Ref("UserPoolClientType"), "PUBLIC"))
    yield Condition(SIGNS_UP, Equals(Ref("SelfSignUp"), "ENABLED"))
    yield Condition(LOGS_OUT, Not(Equals(Ref("SignOutUrl"), "")))


def _user_pool() -> Iterator[Element]:
    yield Comment("A stack that is deleted leaves its users alone.")
    yield Comment(
        "A code by text message can be caught on its way, and costs; one of an app cannot.", "Properties/EnabledMfas"
    )
    yield Comment("Who may not sign up is invited.", "Properties/AdminCreateUserConfig")
    yield Comment("The plan PLUS is billed by every user of a month.", "Properties/UserPoolTier")
    yield Comment(
        "The client below has no custom authentication; that of a client that comes later is watched alike.",
        "Properties/UserPoolAddOns",
    )
    yield cognito.UserPool(
        POOL,
        Condition=HAS_COGNITO,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        UserPoolName=Sub(f"${{{NAME_PREFIX}}}-users"),
        DeletionProtection="ACTIVE",
        UserPoolTier=If(PROTECTS, "PLUS", "ESSENTIALS"),
        UserPoolAddOns=cognito.UserPoolAddOns(
            AdvancedSecurityMode=If(PROTECTS, Ref("ThreatProtection"), "OFF"),
            AdvancedSecurityAdditionalFlows=If(
                PROTECTS, cognito.AdvancedSecurityAdditionalFlows(CustomAuthMode=Ref("ThreatProtection")), NoValue
            ),
        ),
        MfaConfiguration=If(ASKS_MFA, "ON", "OPTIONAL"),
        EnabledMfas=["SOFTWARE_TOKEN_MFA"],
        Policies=cognito.Policies(
            PasswordPolicy=cognito.PasswordPolicy(
                MinimumLength=Ref("UserPasswordMinimumLength"),
                RequireLowercase=True,
                RequireUppercase=True,
                RequireNumbers=True,
                RequireSymbols=True,
                PasswordHistorySize=24,
                TemporaryPasswordValidityDays=1,
            )
        ),
        AdminCreateUserConfig=cognito.AdminCreateUserConfig(AllowAdminCreateUserOnly=If(SIGNS_UP, False, True)),
        UsernameAttributes=["email"],
        UsernameConfiguration=cognito.UsernameConfiguration(CaseSensitive=False),
        AutoVerifiedAttributes=["email"],
        UserAttributeUpdateSettings=cognito.UserAttributeUpdateSettings(
            AttributesRequireVerificationBeforeUpdate=["email"]
        ),
        AccountRecoverySetting=cognito.AccountRecoverySetting(
            RecoveryMechanisms=[cognito.RecoveryOption(Name="verified_email", Priority=1)]
        ),
    )


def _client() -> Iterator[Element]:
    yield Comment(
        "The code flow alone: no token stands in a URL. Cognito cannot demand PKCE; the app of a public client must send a code challenge"
        " (S256)."
    )
    yield Comment("A browser or a phone keeps no secret.", "Properties/GenerateSecret")
    yield Comment(
        "Each refresh token is good for one use; the old one lives on for a retry.", "Properties/RefreshTokenRotation"
    )
    yield Comment(
        "The answer for a wrong password is that for a user who is not there.", "Properties/PreventUserExistenceErrors"
    )
    yield cognito.UserPoolClient(
        CLIENT,
        Condition=HAS_CLIENT,
        UserPoolId=Ref(POOL),
        ClientName=Sub(f"${{{NAME_PREFIX}}}-app"),
        GenerateSecret=If(IS_PUBLIC, False, True),
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthFlows=["code"],
        AllowedOAuthScopes=["openid", "email", "profile"],
        SupportedIdentityProviders=["COGNITO"],
        CallbackURLs=[Ref("SignInUrl")],
        LogoutURLs=If(LOGS_OUT, [Ref("SignOutUrl")], NoValue),
        ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH"],
        AccessTokenValidity=60,
        IdTokenValidity=60,
        RefreshTokenValidity=12,
        TokenValidityUnits=cognito.TokenValidityUnits(AccessToken="minutes", IdToken="minutes", RefreshToken="hours"),
        RefreshTokenRotation=cognito.RefreshTokenRotation(Feature="ENABLED", RetryGracePeriodSeconds=10),
        EnableTokenRevocation=True,
        PreventUserExistenceErrors="ENABLED",
    )


def _domain() -> Iterator[Element]:
    yield Comment("The pages of the sign-in, at https://<prefix>.auth.<Region>.amazoncognito.com.")
    yield cognito.UserPoolDomain(
        "CognitoUserPoolDomain",
        Condition=HAS_DOMAIN,
        UserPoolId=Ref(POOL),
        Domain=Ref("SignInDomainPrefix"),
    )


def _authorizer() -> Iterator[Element]:
    yield Comment(
        "An example: a method of the REST API asks for it by AuthorizationType COGNITO_USER_POOLS, this id, and the scopes it wants."
        " API Gateway looks at signature and expiry: a token that was revoked opens it until then, 60 minutes at most."
    )
    yield apigateway.Authorizer(
        "ApiGatewayAuthorizerForCognito",
        Condition=HAS_AUTHORIZER,
        RestApiId=Ref("AuthorizedRestApiId"),
        Name=Sub(f"${{{NAME_PREFIX}}}-users"),
        Type="COGNITO_USER_POOLS",
        ProviderARNs=[GetAtt(POOL, "Arn")],
        IdentitySource="method.request.header.Authorization",
    )


ARTICLE = Article(
    title=Text("Amazon Cognito", "Amazon Cognito"),
    summary=Text(
        "A user pool with MFA, an app client for the code flow with PKCE, its domain, and AWS credentials for who has signed in.",
        "MFA 付きのユーザープール、PKCE を使う認可コードフローのクライアント、ドメイン、サインイン済みユーザー向け AWS 認証情報。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "By the users who sign in within a month, beyond the free ones of the plan ESSENTIALS; threat protection needs the plan PLUS, which"
        " has none.",
        "月間のアクティブユーザー数に応じた課金 (ESSENTIALS プランの無料枠を超えた分)。脅威保護に必要な PLUS プランには無料枠がない。",
    ),
    elements=elements,
    detected_by=(
        "COGNITO_USER_POOL_MFA_ENABLED",
        "COGNITO_USER_POOL_PASSWORD_POLICY_CHECK",
        "COGNITO_USER_POOL_DELETION_PROTECTION_ENABLED",
        "COGNITO_USER_POOL_ADVANCED_SECURITY_ENABLED",
        "COGNITO_USERPOOL_CUST_AUTH_THREAT_FULL_CHECK",
        "COGNITO_IDENTITY_POOL_UNAUTH_ACCESS_CHECK",
    ),
)
