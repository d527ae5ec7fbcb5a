"""A secret that CloudFormation generates and nobody sees, its key, its policy, and the schedule on which a function rotates it.

The transform of hosted rotation functions is out of reach of StackSets, so the function is the user's; services such as RDS rotate the
secrets that they manage without one.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import kms as kms_action
from awacs import secretsmanager as action
from awacs.aws import AWSPrincipal, Bool, StringEquals, StringNotEquals
from troposphere import GetAtt, If, NoValue, Ref, Sub, awslambda, kms, secretsmanager

from generator.blocks.parameter_path import APPLICATIONS, HAS_APPLICATIONS, reader_arn, reader_id
from generator.blocks.policy import EVERYONE, allow, deny, policy
from generator.model import After, Comment, Element

SECRET, KEY = "SecretForApplication", "KMSKeyForSecret"
MAKES, OWN_KEY, NAMED_KEY, ROTATES = "MakesSecret", "OwnsSecretKey", "NamesSecretKey", "RotatesSecret"
SHARES = "SharesSecret"
FIRST = next(iter(APPLICATIONS))


def secret() -> Iterator[Element]:
    """The key, the secret, who may read it, and how it is rotated."""
    yield from _key()
    yield Comment("No name: a secret that was kept when its stack went would hold the name of the next.")
    yield secretsmanager.Secret(
        SECRET,
        Condition=MAKES,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Generated for the application of this stack.",
        KmsKeyId=If(OWN_KEY, GetAtt(KEY, "Arn"), If(NAMED_KEY, Ref("SecretKeyArn"), NoValue)),
        GenerateSecretString=secretsmanager.GenerateSecretString(
            SecretStringTemplate=Sub('{"username": "${SecretUserName}"}'),
            GenerateStringKey="password",
            PasswordLength=32,
            ExcludeCharacters="\"'/@\\`",
        ),
    )
    yield secretsmanager.ResourcePolicy(
        "SecretResourcePolicyForApplication",
        Condition=MAKES,
        SecretId=Ref(SECRET),
        BlockPublicPolicy=True,
        ResourcePolicy=_policy(),
    )
    yield from _rotation()


def _reader() -> AWSPrincipal:
    """The role of the first application, which must be there before a policy may name it."""
    return AWSPrincipal(After(reader_arn(FIRST), reader_id(FIRST)))


def _policy() -> Any:
    reads = (action.DescribeSecret, action.GetSecretValue)
    people = Bool("aws:PrincipalIsAWSService", "false")
    outside = deny(
        action.Action("*"),
        sid="DenyOtherAccounts",
        to=EVERYONE,
        on="*",
        if_=(StringNotEquals("aws:PrincipalAccount", Ref("AWS::AccountId")), people),
    )
    outside_organization = deny(
        action.Action("*"),
        sid="DenyOtherOrganizations",
        to=EVERYONE,
        on="*",
        if_=(StringNotEquals("aws:PrincipalOrgID", Ref("SecretOrganizationId")), people),
    )
    shared = allow(
        *reads,
        sid="AllowReaderOfOrganization",
        to=AWSPrincipal(Ref("SecretReaderArn")),
        on="*",
        if_=(StringEquals("aws:PrincipalOrgID", Ref("SecretOrganizationId")),),
    )
    return policy(
        If(SHARES, outside_organization, outside),
        If(HAS_APPLICATIONS, allow(*reads, sid="AllowApplicationToRead", to=_reader(), on="*"), NoValue),
        If(SHARES, shared, NoValue),
    )


def _key() -> Iterator[Element]:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    through = StringEquals("kms:ViaService", Sub("secretsmanager.${AWS::Region}.${AWS::URLSuffix}"))
    in_organization = StringEquals("aws:PrincipalOrgID", Ref("SecretOrganizationId"))
    yield Comment("Whoever reads the secret needs this key too, and gets it through Secrets Manager only.")
    yield kms.Key(
        KEY,
        Condition=OWN_KEY,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts the secret of an application.",
        EnableKeyRotation=True,
        KeyPolicy=policy(
            allow(kms_action.Action("*"), sid="AllowAccountToManage", to=root, on="*"),
            If(
                HAS_APPLICATIONS,
                allow(kms_action.Decrypt, sid="AllowApplicationToDecrypt", to=_reader(), on="*", if_=(through,)),
                NoValue,
            ),
            If(
                SHARES,
                allow(
                    kms_action.Decrypt,
                    sid="AllowReaderOfOrganizationToDecrypt",
                    to=AWSPrincipal(Ref("SecretReaderArn")),
                    on="*",
                    if_=(through, in_organization),
                ),
                NoValue,
            ),
        ),
    )


def _rotation() -> Iterator[Element]:
    yield Comment("Secrets Manager calls the function for this secret only.")
    yield awslambda.Permission(
        "LambdaPermissionForSecret",
        Condition=ROTATES,
        Action="lambda:InvokeFunction",
        FunctionName=Ref("SecretRotationFunctionArn"),
        Principal="secretsmanager.amazonaws.com",
        SourceAccount=Ref("AWS::AccountId"),
        SourceArn=Ref(SECRET),
    )
    yield Comment("It also rotates at once: an application that cannot take a new password should fail today.")
    yield secretsmanager.RotationSchedule(
        "SecretRotationScheduleForApplication",
        Condition=ROTATES,
        DependsOn="LambdaPermissionForSecret",
        SecretId=Ref(SECRET),
        RotationLambdaARN=Ref("SecretRotationFunctionArn"),
        RotationRules=secretsmanager.RotationRules(ScheduleExpression=Ref("SecretRotationSchedule"), Duration="3h"),
    )
