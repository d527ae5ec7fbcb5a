"""What the policies of iam-guardrails decide."""

from functools import cache

from generator.permissions.request import Principal, PrincipalType, role, user
from tests.articles.decisions import (
    ADMIN,
    ALLOWED,
    ANN,
    DENIED,
    IAM,
    OURS,
    STRANGER,
    Row,
    Table,
    property_of,
    regional,
)
from tests.articles.evaluation import ACCOUNT, Made, document, made
from tests.rehearsal.existing import NEW

SUBJECT = "repo:example/example:environment:production"
WITH_MFA = {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "60"}
OLD_MFA = {"aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "43201"}
WITHOUT_MFA = {"aws:MultiFactorAuthPresent": "false"}
PEOPLE = {"iam:PermissionsBoundary": f"{IAM}:policy/baseline-people-boundary"}
WORKLOADS = {"iam:PermissionsBoundary": f"{IAM}:policy/baseline-workload-boundary"}
ANOTHER = {"iam:PermissionsBoundary": f"{IAM}:policy/of-my-own"}
QUARANTINE = {"iam:PolicyARN": f"{IAM}:policy/baseline-quarantine"}
TO_LAMBDA = {"iam:PassedToService": "lambda.amazonaws.com"}
APP = role(f"{IAM}:role/app", OURS)
BUCKET, TABLE = "arn:aws:s3:::data/key", regional("dynamodb", "table/orders")
USERS, ROLES = f"{IAM}:user/bob", f"{IAM}:role/app"
OWN, DEVICE = f"{IAM}:user/ann", f"{IAM}:mfa/ann"
OWN_ROLE, OWN_POLICY = f"{IAM}:role/baseline-BlockAccountPublicAccess", f"{IAM}:policy/baseline-people-boundary"
ALARM, TOPIC = regional("cloudwatch", "alarm:baseline-root"), regional("sns", "baseline-alerts")
DOCUMENT, LOG_GROUP = regional("ssm", "document/baseline-Close"), regional("logs", "log-group:/aws/cloudtrail/baseline")
DETECTOR, TRAIL = regional("guardduty", "detector/1"), regional("cloudtrail", "trail/any")
GITHUB = "token.actions.githubusercontent.com"


@cache
def everything() -> Made:
    """The article with every switch on."""
    switches = {key: "ENABLED" for key, body in document("iam-guardrails")["Parameters"].items() if _switches(body)}
    names = {key: NEW[key] for key in ("GitHubSubject", "GitHubDeployPolicyArn", "SamlMetadataDocument")}
    return made("iam-guardrails", **switches, **names, GitHubProvider="EXISTING")


def _switches(body: dict[str, object]) -> bool:
    return body.get("AllowedValues") == ["DISABLED", "ENABLED"]


def _managed(name: str, kind: str, rows: dict[str, list[Row]]) -> Table:
    found = property_of(f"IAMManagedPolicyFor{name}", "PolicyDocument")
    return Table(f"iam-guardrails {name}", kind, everything, found, rows)


STOPPING = [
    Row(ADMIN, "cloudwatch:DeleteAlarms", ALARM, DENIED),
    Row(ADMIN, "cloudwatch:DeleteAlarms", regional("cloudwatch", "alarm:mine"), ALLOWED),
    Row(ADMIN, "cloudwatch:DescribeAlarms", ALARM, ALLOWED),
    Row(ADMIN, "sns:DeleteTopic", TOPIC, DENIED),
    Row(ADMIN, "sns:Publish", TOPIC, ALLOWED),
    Row(ADMIN, "ssm:UpdateDocumentDefaultVersion", DOCUMENT, DENIED),
    Row(ADMIN, "ssm:UpdateDocument", regional("ssm", "document/mine"), ALLOWED),
    Row(ADMIN, "logs:DeleteLogGroup", LOG_GROUP, DENIED),
    Row(ADMIN, "logs:DeleteLogGroup", regional("logs", "log-group:/aws/lambda/mine"), ALLOWED),
]
BLINDING = [
    Row(ADMIN, "cloudtrail:StopLogging", TRAIL, DENIED),
    Row(ADMIN, "cloudtrail:LookupEvents", "*", ALLOWED),
    Row(ADMIN, "config:StopConfigurationRecorder", "*", DENIED),
    Row(ADMIN, "guardduty:DeleteDetector", DETECTOR, DENIED),
    Row(ADMIN, "guardduty:ListFindings", DETECTOR, ALLOWED),
    Row(ADMIN, "securityhub:DisableSecurityHub", "*", DENIED),
    Row(ADMIN, "access-analyzer:DeleteAnalyzer", regional("access-analyzer", "analyzer/a"), DENIED),
]
PEOPLE_BOUNDARY = _managed(
    "PeopleBoundary",
    "boundary",
    {
        "AllowAtMost": [
            Row(ADMIN, "s3:GetObject", BUCKET, ALLOWED),
            Row(ADMIN, "ec2:RunInstances", "*", ALLOWED),
            Row(ADMIN, "cloudtrail:StopLogging", TRAIL, DENIED),
        ],
        "DenyWithoutBoundary": [
            Row(ADMIN, "iam:CreateRole", ROLES, DENIED),
            Row(ADMIN, "iam:CreateRole", ROLES, DENIED, ANOTHER),
            Row(ADMIN, "iam:CreateRole", ROLES, ALLOWED, WORKLOADS),
            Row(ADMIN, "iam:CreateUser", USERS, ALLOWED, PEOPLE),
            Row(ADMIN, "iam:AttachRolePolicy", ROLES, DENIED),
            Row(ADMIN, "iam:AttachRolePolicy", ROLES, ALLOWED, PEOPLE),
            Row(ADMIN, "iam:PutUserPolicy", USERS, DENIED),
            Row(ADMIN, "iam:PutRolePermissionsBoundary", ROLES, DENIED, ANOTHER),
            Row(ADMIN, "iam:GetRole", ROLES, ALLOWED),
        ],
        "DenyLeavingBoundary": [
            Row(ADMIN, "iam:DeleteRolePermissionsBoundary", ROLES, DENIED, PEOPLE),
            Row(ANN, "iam:DeleteUserPermissionsBoundary", OWN, DENIED, PEOPLE),
            Row(ADMIN, "iam:DeleteRole", ROLES, ALLOWED),
        ],
        "DenyCredentialsOfOthers": [
            Row(ANN, "iam:CreateAccessKey", OWN, ALLOWED),
            Row(ANN, "iam:CreateAccessKey", USERS, DENIED),
            Row(ANN, "iam:UpdateLoginProfile", USERS, DENIED),
            Row(ADMIN, "iam:CreateLoginProfile", USERS, DENIED),
            Row(user(f"{IAM}:user/*", OURS), "iam:CreateAccessKey", USERS, DENIED),
        ],
        "DenyTakingRoles": [
            Row(ADMIN, "iam:UpdateAssumeRolePolicy", ROLES, DENIED),
            Row(ADMIN, "iam:UpdateRole", ROLES, ALLOWED),
        ],
        "DenyChangingBaseline": [
            Row(ADMIN, "iam:CreatePolicyVersion", OWN_POLICY, DENIED),
            Row(ADMIN, "iam:SetDefaultPolicyVersion", OWN_POLICY, DENIED),
            Row(ADMIN, "iam:DeleteRole", OWN_ROLE, DENIED),
            Row(ADMIN, "iam:AddUserToGroup", f"{IAM}:group/baseline-administrator", DENIED),
            Row(ADMIN, "iam:AddUserToGroup", f"{IAM}:group/mine", ALLOWED),
            Row(ADMIN, "iam:CreatePolicyVersion", f"{IAM}:policy/mine", ALLOWED),
            Row(ADMIN, "iam:PassRole", OWN_ROLE, ALLOWED),
        ],
        "DenyStoppingBaseline": STOPPING,
        "DenyBlinding": BLINDING,
        "DenyLeavingOrganization": [
            Row(ADMIN, "organizations:LeaveOrganization", "*", DENIED),
            Row(ADMIN, "account:CloseAccount", "*", DENIED),
            Row(ADMIN, "organizations:DescribeOrganization", "*", ALLOWED),
        ],
    },
)
WORKLOAD_BOUNDARY = _managed(
    "WorkloadBoundary",
    "boundary",
    {
        "AllowAtMost": [
            Row(APP, "dynamodb:PutItem", TABLE, ALLOWED),
            Row(APP, "iam:CreateUser", USERS, DENIED),
            Row(APP, "iam:CreateAccessKey", USERS, DENIED),
            Row(APP, "organizations:LeaveOrganization", "*", DENIED),
            Row(APP, "account:PutAlternateContact", "*", DENIED),
        ],
        "AllowReadingIdentities": [
            Row(APP, "iam:GetRole", ROLES, ALLOWED),
            Row(APP, "iam:ListUsers", "*", ALLOWED),
            Row(APP, "iam:UpdateRole", ROLES, DENIED),
        ],
        "AllowPassingRoles": [
            Row(APP, "iam:PassRole", ROLES, ALLOWED, TO_LAMBDA),
            Row(APP, "iam:PassRole", ROLES, DENIED, {"iam:PassedToService": "cloudformation.amazonaws.com"}),
            Row(APP, "iam:PassRole", ROLES, DENIED),
        ],
        "DenyPassingRolesOfBaseline": [
            Row(APP, "iam:PassRole", OWN_ROLE, DENIED, TO_LAMBDA),
            Row(APP, "iam:PassRole", ROLES, ALLOWED, TO_LAMBDA),
        ],
        "DenyTakingRolesOfBaseline": [
            Row(APP, "sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/baseline-administrator", DENIED),
            Row(APP, "sts:GetCallerIdentity", "*", ALLOWED),
        ],
        "DenyStoppingBaseline": STOPPING,
        "DenyBlinding": BLINDING,
    },
)
FORCE_MFA = _managed(
    "ForceMfa",
    "identity",
    {
        "AllowReadingAccount": [
            Row(ANN, "iam:GetAccountPasswordPolicy", "*", ALLOWED, WITH_MFA),
            Row(ANN, "iam:ListVirtualMFADevices", "*", ALLOWED),
            Row(ANN, "iam:ListUsers", "*", DENIED, WITH_MFA),
        ],
        "AllowReadingThemselves": [
            Row(ANN, "iam:ListAccessKeys", OWN, ALLOWED, WITH_MFA),
            Row(ANN, "iam:GetUser", OWN, ALLOWED),
            Row(ANN, "iam:GetUser", USERS, DENIED, WITH_MFA),
        ],
        "AllowOwnMfaDevice": [
            Row(ANN, "iam:CreateVirtualMFADevice", DEVICE, ALLOWED),
            Row(ANN, "iam:DeleteVirtualMFADevice", DEVICE, ALLOWED, WITH_MFA),
            Row(ANN, "iam:DeleteVirtualMFADevice", DEVICE, DENIED),
        ],
        "AllowSettingUpMfa": [
            Row(ANN, "iam:EnableMFADevice", OWN, ALLOWED),
            Row(ANN, "iam:EnableMFADevice", USERS, DENIED),
            Row(ANN, "iam:ResyncMFADevice", OWN, ALLOWED, WITHOUT_MFA),
        ],
        "AllowOwnCredentialsWithMfa": [
            Row(ANN, "iam:ChangePassword", OWN, ALLOWED, WITH_MFA),
            Row(ANN, "iam:ChangePassword", USERS, DENIED, WITH_MFA),
            Row(ANN, "iam:ChangePassword", OWN, DENIED),
            Row(ANN, "iam:DeactivateMFADevice", OWN, DENIED, WITHOUT_MFA),
            Row(ANN, "iam:CreateAccessKey", OWN, DENIED, WITH_MFA),
        ],
        "DenyWithoutMfa": [
            Row(ANN, "s3:GetObject", BUCKET, ALLOWED, WITH_MFA),
            Row(ANN, "s3:GetObject", BUCKET, DENIED, WITHOUT_MFA),
            # Long-term keys: the request has no such key at all.
            Row(ANN, "s3:GetObject", BUCKET, DENIED),
            Row(ANN, "sts:AssumeRole", ROLES, DENIED),
            Row(ANN, "sts:GetSessionToken", "*", ALLOWED),
            Row(ANN, "iam:DeactivateMFADevice", OWN, DENIED),
        ],
        "DenyOldSessions": [
            Row(ANN, "s3:GetObject", BUCKET, DENIED, OLD_MFA),
            Row(ANN, "s3:GetObject", BUCKET, ALLOWED, OLD_MFA | {"aws:MultiFactorAuthAge": "43200"}),
            Row(ANN, "iam:GetUser", OWN, ALLOWED, OLD_MFA),
        ],
    },
)
RESPONDER = Table(
    "iam-guardrails IncidentResponder",
    "identity",
    everything,
    property_of("IAMRoleForIncidentResponder", "Policies", 0, "PolicyDocument"),
    {
        "AllowQuarantine": [
            Row(ADMIN, "iam:AttachUserPolicy", USERS, ALLOWED, QUARANTINE),
            Row(ADMIN, "iam:DetachRolePolicy", ROLES, ALLOWED, QUARANTINE),
            Row(
                ADMIN,
                "iam:AttachUserPolicy",
                USERS,
                DENIED,
                {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"},
            ),
            Row(ADMIN, "iam:AttachUserPolicy", USERS, DENIED),
        ],
        "AllowStoppingCredentials": [
            Row(ADMIN, "iam:UpdateAccessKey", USERS, ALLOWED),
            Row(ADMIN, "iam:DeleteLoginProfile", USERS, ALLOWED),
            Row(ADMIN, "iam:CreateAccessKey", USERS, DENIED),
        ],
        "DenyStoppingBaseline": [
            Row(ADMIN, "iam:AttachRolePolicy", OWN_ROLE, DENIED, QUARANTINE),
            Row(ADMIN, "iam:AttachRolePolicy", ROLES, ALLOWED, QUARANTINE),
        ],
        "AllowIsolatingInstances": [
            Row(ADMIN, "ec2:ModifyInstanceAttribute", regional("ec2", "instance/i-1"), ALLOWED),
            Row(ADMIN, "ec2:CreateSnapshot", "arn:aws:ec2:eu-west-1::snapshot/*", ALLOWED),
            Row(ADMIN, "ec2:TerminateInstances", regional("ec2", "instance/i-1"), DENIED),
        ],
        "AllowStoppingFunctions": [
            Row(ADMIN, "lambda:PutFunctionConcurrency", regional("lambda", "function:f"), ALLOWED),
            Row(ADMIN, "lambda:UpdateFunctionCode", regional("lambda", "function:f"), DENIED),
        ],
        "AllowClosingBuckets": [
            Row(ADMIN, "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::data", ALLOWED),
            Row(ADMIN, "s3:PutBucketPolicy", "arn:aws:s3:::data", DENIED),
        ],
        "AllowMarkingFindings": [
            Row(ADMIN, "guardduty:ArchiveFindings", DETECTOR, ALLOWED),
            Row(ADMIN, "guardduty:DeleteDetector", DETECTOR, DENIED),
        ],
        "AllowNotingFindings": [
            Row(ADMIN, "securityhub:BatchUpdateFindings", regional("securityhub", "hub/default"), ALLOWED),
            Row(ADMIN, "securityhub:DisableSecurityHub", regional("securityhub", "hub/default"), DENIED),
        ],
    },
)
TRUSTED = f"{IAM}:role/baseline-administrator"
DEPLOY = f"{IAM}:role/baseline-github-deploy"
WORKFLOW = Principal(PrincipalType.FEDERATED, f"{IAM}:oidc-provider/{GITHUB}")
PULL = {f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": "repo:example/example:pull_request"}
SWITCHING = Table(
    "iam-guardrails Administrator's trust",
    "resource",
    everything,
    property_of("IAMRoleForAdministrator", "AssumeRolePolicyDocument"),
    {
        "1": [
            Row(ANN, "sts:AssumeRole", TRUSTED, ALLOWED, WITH_MFA),
            Row(ANN, "sts:AssumeRole", TRUSTED, DENIED),
            Row(ANN, "sts:AssumeRole", TRUSTED, DENIED, WITHOUT_MFA),
            Row(ANN, "sts:AssumeRole", TRUSTED, DENIED, OLD_MFA),
            Row(STRANGER, "sts:AssumeRole", TRUSTED, DENIED, WITH_MFA),
        ]
    },
)
DEPLOYING = Table(
    "iam-guardrails GitHubDeploy's trust",
    "resource",
    everything,
    property_of("IAMRoleForGitHubDeploy", "AssumeRolePolicyDocument"),
    {
        "1": [
            Row(WORKFLOW, "sts:AssumeRoleWithWebIdentity", DEPLOY, ALLOWED, PULL | {f"{GITHUB}:sub": SUBJECT}),
            Row(WORKFLOW, "sts:AssumeRoleWithWebIdentity", DEPLOY, DENIED, PULL),
            Row(WORKFLOW, "sts:AssumeRoleWithWebIdentity", DEPLOY, DENIED, PULL | {f"{GITHUB}:sub": f"{SUBJECT}2"}),
            Row(
                WORKFLOW,
                "sts:AssumeRoleWithWebIdentity",
                DEPLOY,
                DENIED,
                {f"{GITHUB}:aud": "elsewhere", f"{GITHUB}:sub": SUBJECT},
            ),
            Row(ANN, "sts:AssumeRole", DEPLOY, DENIED, WITH_MFA),
        ]
    },
)
TABLES = (PEOPLE_BOUNDARY, WORKLOAD_BOUNDARY, FORCE_MFA, RESPONDER, SWITCHING, DEPLOYING)
