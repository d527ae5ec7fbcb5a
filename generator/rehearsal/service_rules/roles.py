"""IAM's rules, and what other services' rules ask about a role.

https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

import json
from functools import cache
from typing import Any
from urllib.parse import quote

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, statements_of

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html, each service's page.
SERVICE_LINKED_ROLES = {
    "access-analyzer.amazonaws.com": "AWSServiceRoleForAccessAnalyzer",
    "auditmanager.amazonaws.com": "AWSServiceRoleForAuditManager",
    "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
    "cloudtrail.amazonaws.com": "AWSServiceRoleForCloudTrail",
    "config-conforms.amazonaws.com": "AWSServiceRoleForConfigConforms",
    "config-multiaccountsetup.amazonaws.com": "AWSServiceRoleForConfigMultiAccountSetup",
    "config.amazonaws.com": "AWSServiceRoleForConfig",
    "detective.amazonaws.com": "AWSServiceRoleForDetective",
    "guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDuty",
    "health.amazonaws.com": "AWSServiceRoleForHealth_EventProcessor",
    "inspector2.amazonaws.com": "AWSServiceRoleForAmazonInspector2",
    "macie.amazonaws.com": "AWSServiceRoleForAmazonMacie",
    "malware-protection.guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDutyMalwareProtection",
    "member.org.stacksets.cloudformation.amazonaws.com": "AWSServiceRoleForCloudFormationStackSetsOrgMember",
    "organizations.amazonaws.com": "AWSServiceRoleForOrganizations",
    "remediation.config.amazonaws.com": "AWSServiceRoleForConfigRemediation",
    "securityhub.amazonaws.com": "AWSServiceRoleForSecurityHub",
    "ssm.amazonaws.com": "AWSServiceRoleForAmazonSSM",
    "sso.amazonaws.com": "AWSServiceRoleForSSO",
    "stacksets.cloudformation.amazonaws.com": "AWSServiceRoleForCloudFormationStackSetsOrgAdmin",
    "support.amazonaws.com": "AWSServiceRoleForSupport",
    "trustedadvisor.amazonaws.com": "AWSServiceRoleForTrustedAdvisor",
}


def create_service_linked_role(call: Call) -> Answer:
    """In the place of moto's, which gives most of these roles another name and lets them be created twice."""
    from moto.iam.models import iam_backends

    service = str(call.parameters["AWSServiceName"])
    if service not in SERVICE_LINKED_ROLES:
        raise call.refuse("InvalidInput", f"The strict account knows no service-linked role of {service}")
    if "CustomSuffix" in call.parameters:
        raise call.refuse("InvalidInput", f"Custom suffix is not allowed for {service}")
    name = SERVICE_LINKED_ROLES[service]
    if role(call, name) is not None:
        raise call.refuse(
            "InvalidInput",
            f"Service role name {name} has been taken in this account, please try a different suffix.",
        )
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    iam_backends[call.account.account_id][call.account.partition].create_role(
        name,
        json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        f"/aws-service-role/{service}/",
        permissions_boundary=None,
        description=call.parameters.get("Description", ""),
        tags=[],
        max_session_duration="3600",
        linked_service=service,
    )
    made = role(call, name) or {}
    # botocore decodes policy documents of IAM's answers, as the service sends them: URL-encoded.
    return {"Role": {**made, "AssumeRolePolicyDocument": quote(json.dumps(made["AssumeRolePolicyDocument"]))}}


def provide_aws_managed_policy(call: Call) -> None:
    """Put the one policy of AWS's that the call names into moto; all of them would cost half a second per reset."""
    from moto.iam.models import AWSManagedPolicy, iam_backends

    arn = str(call.parameters.get("PolicyArn") or call.parameters.get("PermissionsBoundary") or "")
    prefix = f"arn:{call.account.partition}:iam::aws:policy/"
    data = _aws_managed_policies().get(arn.rsplit("/", 1)[-1]) if arn.startswith(prefix) else None
    if data is None or arn != f"{prefix[:-1]}{data['Path']}{arn.rsplit('/', 1)[-1]}":
        return
    backend = iam_backends[call.account.account_id][call.account.partition]
    if arn not in backend.managed_policies:
        name = arn.rsplit("/", 1)[-1]
        policy = AWSManagedPolicy.from_data(name, call.account.account_id, call.account.region, data)
        backend.managed_policies[arn] = policy


@cache
def _aws_managed_policies() -> dict[str, Any]:
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    policies: dict[str, Any] = json.loads(aws_managed_policies_data)
    return policies


def role(call: Call, name: str) -> dict[str, Any] | None:
    """A role of the account, None if there is none."""
    from botocore.exceptions import ClientError

    try:
        found: dict[str, Any] = call.account.client("iam").get_role(RoleName=name)["Role"]
    except ClientError:
        return None
    return found


def role_by_arn(call: Call, arn: str) -> dict[str, Any] | None:
    """A role by its whole ARN: a wrong path or account is a role that does not exist."""
    found = role(call, arn.rsplit("/", 1)[-1])
    return found if found is not None and found["Arn"] == arn else None


def trusts(found: dict[str, Any], service: str, context: dict[str, str]) -> bool:
    """Whether the service may assume the role."""
    attempt = Attempt("sts:AssumeRole", found["Arn"], service=service, context=context)
    # A trust policy has no Resource: the role itself is meant.
    policy = [{"Resource": "*", **statement} for statement in statements_of(found["AssumeRolePolicyDocument"])]
    return allows([{"Statement": policy}], attempt)


def role_policies(call: Call, name: str) -> list[Any]:
    """The inline and attached policy documents of a role."""
    iam = call.account.client("iam")
    documents = [
        iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    ]
    for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        version = iam.get_policy(PolicyArn=attached["PolicyArn"])["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=attached["PolicyArn"], VersionId=version)
        documents.append(found["PolicyVersion"]["Document"])
    return documents
