"""An identity pool: AWS credentials for users of a user pool who have signed in, by one role with a prefix of a bucket for each.

GovCloud and China have other names for Cognito in trust policies and their conditions, which no function can put into a key: there is no
identity pool there.

https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
"""

from collections.abc import Iterator

from awacs import s3, sts
from awacs.aws import ForAnyValueStringLike, Principal, StringEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, cognito, iam

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, policy
from generator.model import Comment, Condition, Element, Output

PROVIDER = "cognito-identity.amazonaws.com"
POOL, ROLE = "CognitoIdentityPool", "IAMRoleForCognitoIdentities"
HAS_POOL, HAS_BUCKET = "HasIdentityPool", "HasIdentityBucket"
OWN_OBJECTS = Sub(f"arn:${{AWS::Partition}}:s3:::${{IdentityBucketName}}/${{!{PROVIDER}:sub}}/*")


def identity_pool(user_pool: str, client: str, has_client: str) -> Iterator[Element]:
    """The pool for users of ``client``, its role, and what ties them."""
    chosen = (Equals(Ref("AWS::Partition"), "aws"), Equals(Ref("IdentityPool"), "ENABLED"))
    yield Condition(HAS_POOL, And({"Condition": has_client}, *chosen))
    yield Condition(HAS_BUCKET, Not(Equals(Ref("IdentityBucketName"), "")))
    yield Comment(
        "Who has not signed in gets no credentials, and the classic flow, in which an app takes roles by itself, is shut."
    )
    yield cognito.IdentityPool(
        POOL,
        Condition=HAS_POOL,
        IdentityPoolName=Sub(f"${{{NAME_PREFIX}}}-users"),
        AllowUnauthenticatedIdentities=False,
        AllowClassicFlow=False,
        CognitoIdentityProviders=[
            cognito.CognitoIdentityProvider(
                ClientId=Ref(client), ProviderName=GetAtt(user_pool, "ProviderName"), ServerSideTokenCheck=True
            )
        ],
    )
    yield Comment("Of this pool alone: any account can make a pool that says cognito-identity.amazonaws.com.")
    yield _role()
    yield cognito.IdentityPoolRoleAttachment(
        "CognitoIdentityPoolRoleAttachment",
        Condition=HAS_POOL,
        IdentityPoolId=Ref(POOL),
        Roles={"authenticated": GetAtt(ROLE, "Arn")},
    )
    yield Output(name="IdentityPoolId", description="Id of the identity pool.", value=Ref(POOL), condition=HAS_POOL)


def _role() -> iam.Role:
    signed_in = ForAnyValueStringLike(f"{PROVIDER}:amr", "authenticated")
    return iam.Role(
        ROLE,
        Condition=HAS_POOL,
        Description="What users of the identity pool may do who have signed in.",
        AssumeRolePolicyDocument=policy(
            allow(
                sts.AssumeRoleWithWebIdentity,
                to=Principal("Federated", PROVIDER),
                if_=(StringEquals(f"{PROVIDER}:aud", Ref(POOL)), signed_in),
            )
        ),
        Policies=If(
            HAS_BUCKET,
            [
                iam.Policy(
                    PolicyName="OwnObjects", PolicyDocument=policy(allow(s3.GetObject, s3.PutObject, on=OWN_OBJECTS))
                )
            ],
            NoValue,
        ),
    )
