"""Who else says who somebody is: GitHub for workflows that deploy, a SAML provider for people.

https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
"""

from collections.abc import Iterator

from awacs import sts
from awacs.aws import Principal, StringEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, iam

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.permissions_boundary import HAS_PEOPLE, PEOPLE_POLICY
from generator.blocks.policy import allow, arn, policy
from generator.model import Comment, Condition, Element, Output, Parameter, Rule

GROUP = "Identity providers"
PROVIDER, SUBJECT, POLICY_ARN, METADATA = (
    "GitHubProvider",
    "GitHubSubject",
    "GitHubDeployPolicyArn",
    "SamlMetadataDocument",
)
MAKES_PROVIDER, MAKES_ROLE, HAS_POLICY, MAKES_SAML = (
    "MakesGitHubProvider",
    "MakesGitHubRole",
    "HasGitHubDeployPolicy",
    "MakesSamlProvider",
)
HOST, AUDIENCE = "token.actions.githubusercontent.com", "sts.amazonaws.com"
_NAME = "[A-Za-z0-9_.-]+"


def provider_parameters() -> Iterator[Parameter]:
    """Whose word is taken; nobody's by itself."""
    yield Parameter(
        name=SUBJECT,
        description=(
            "The one workflow that may deploy, as GitHub calls it: repo:OWNER/REPOSITORY:environment:NAME, or with ref:refs/heads/BRANCH"
            " or ref:refs/tags/TAG. Empty makes no role."
        ),
        label="GitHub subject",
        group=GROUP,
        default="",
        allowed_pattern=f"^(repo:{_NAME}/{_NAME}:(environment:{_NAME}|ref:refs/(heads|tags)/[A-Za-z0-9_./-]+))?$",
        constraint="One subject without wildcards, such as repo:owner/repository:environment:production, or nothing.",
    )
    yield Parameter(
        name=PROVIDER,
        description="CREATE makes the account's provider for GitHub, of which there is one; EXISTING uses the one that is there.",
        label="GitHub provider",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name=POLICY_ARN,
        description="Managed policy that says what the workflow may do, below the boundary for people. Empty allows it nothing.",
        label="Policy of the deploy role",
        group=GROUP,
        default="",
        allowed_pattern="^(arn:[a-z-]+:iam::([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]{1,512})?$",
        constraint="The ARN of a managed policy, or nothing.",
    )
    yield Parameter(
        name=METADATA,
        description="Metadata of the provider of people who sign in by SAML: XML of 1000 to 4096 characters. Empty makes no provider.",
        label="SAML metadata",
        group=GROUP,
        default="",
        allowed_pattern=r"^(<[\s\S]{999,4095})?$",
        constraint="XML of 1000 to 4096 characters, or nothing.",
    )


def provider_rule() -> Rule:
    """Without a subject the policy would be given to nobody, without a word."""
    return Rule(
        "GitHubPolicyHasSubject",
        {
            "RuleCondition": Not(Equals(Ref(POLICY_ARN), "")),
            "Assertions": [
                {
                    "Assert": Not(Equals(Ref(SUBJECT), "")),
                    "AssertDescription": "GitHubDeployPolicyArn needs GitHubSubject, the workflow that it is for.",
                }
            ],
        },
    )


def provider_conditions() -> Iterator[Condition]:
    """Only in the home Region: IAM is the same in every Region."""
    named = And({"Condition": IS_HOME_REGION}, Not(Equals(Ref(SUBJECT), "")))
    yield Condition(MAKES_ROLE, named)
    yield Condition(MAKES_PROVIDER, And({"Condition": MAKES_ROLE}, Equals(Ref(PROVIDER), "CREATE")))
    yield Condition(HAS_POLICY, Not(Equals(Ref(POLICY_ARN), "")))
    yield Condition(MAKES_SAML, And({"Condition": IS_HOME_REGION}, Not(Equals(Ref(METADATA), ""))))


def providers() -> Iterator[Element]:
    """GitHub's provider and role, then the SAML provider."""
    yield Comment("IAM trusts GitHub's certificate by its authority, so no thumbprint is pinned.")
    yield iam.OIDCProvider(
        "IAMOIDCProviderForGitHub", Condition=MAKES_PROVIDER, Url=f"https://{HOST}", ClientIdList=[AUDIENCE]
    )
    found = arn("iam", f"oidc-provider/{HOST}", region="")
    provider = If(MAKES_PROVIDER, GetAtt("IAMOIDCProviderForGitHub", "Arn"), found)
    pinned = (StringEquals({f"{HOST}:aud": AUDIENCE, f"{HOST}:sub": Ref(SUBJECT)}),)
    yield Comment("One subject, compared whole: a pattern would let other branches, or pull requests, deploy.")
    yield iam.Role(
        "IAMRoleForGitHubDeploy",
        Condition=MAKES_ROLE,
        RoleName=Sub(f"${{{NAME_PREFIX}}}-github-deploy"),
        Description="One workflow of GitHub deploys with it.",
        MaxSessionDuration=3600,
        AssumeRolePolicyDocument=policy(
            allow(sts.AssumeRoleWithWebIdentity, to=Principal("Federated", provider), if_=pinned)
        ),
        PermissionsBoundary=If(HAS_PEOPLE, Ref(PEOPLE_POLICY), NoValue),
        ManagedPolicyArns=If(HAS_POLICY, [Ref(POLICY_ARN)], NoValue),
    )
    yield iam.SAMLProvider(
        "IAMSAMLProvider",
        Condition=MAKES_SAML,
        Name=Sub(f"${{{NAME_PREFIX}}}"),
        SamlMetadataDocument=Ref(METADATA),
    )


def provider_outputs() -> Iterator[Output]:
    """What the workflow and the identity provider must be told."""
    yield Output(
        name="GitHubDeployRoleArn",
        description="Role that the workflow takes.",
        value=GetAtt("IAMRoleForGitHubDeploy", "Arn"),
        condition=MAKES_ROLE,
    )
    yield Output(
        name="SamlProviderArn",
        description="SAML provider, for the trust of the roles that it gives.",
        value=Ref("IAMSAMLProvider"),
        condition=MAKES_SAML,
    )
