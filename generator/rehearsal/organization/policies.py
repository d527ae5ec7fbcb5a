"""Policy types and policies of the organization: kept and attached, not evaluated.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
"""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.knowledge.limits import ORGANIZATION_POLICY_LENGTHS
from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization.organizations_api import INVALID, PAGE, check_caller, root_answer
from generator.rehearsal.organization.paging import page

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

FULL_ACCESS: Final = "p-FullAWSAccess"


@dataclass
class Policy:
    """A policy and the ids of the roots, OUs and accounts that it is attached to."""

    policy_id: str
    name: str
    kind: str
    description: str
    content: str
    targets: list[str] = field(default_factory=list)
    by_aws: bool = False


@dataclass
class Policies:
    """The state; ``types`` are those that are enabled in the root."""

    types: set[str] = field(default_factory=set)
    kept: dict[str, Policy] = field(default_factory=dict)


def enable_type(organization: "StrictOrganization", call: Call) -> Answer:
    """Service control policies come with the policy that allows everything."""
    check_caller(organization, call, writes=True)
    kind, policies = _type(organization, call), organization.policies
    if kind in policies.types:
        raise call.refuse("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.")
    policies.types.add(kind)
    if kind == "SERVICE_CONTROL_POLICY":
        content = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
        targets = [*organization.tree.units, *organization.tree.members]
        policies.kept[FULL_ACCESS] = Policy(
            FULL_ACCESS, "FullAWSAccess", kind, "Allows access to every operation", json.dumps(content), targets, True
        )
    return {"Root": root_answer(organization)}


def disable_type(organization: "StrictOrganization", call: Call) -> Answer:
    """Detaches the policies of the type."""
    check_caller(organization, call, writes=True)
    kind, policies = _type(organization, call), organization.policies
    if kind not in policies.types:
        raise call.refuse("PolicyTypeNotEnabledException", "The specified policy type isn't currently enabled.")
    policies.types.remove(kind)
    for policy in policies.kept.values():
        if policy.kind == kind:
            policy.targets.clear()
    return {"Root": root_answer(organization)}


def _type(organization: "StrictOrganization", call: Call) -> str:
    if call.parameters["RootId"] != organization.root:
        raise call.refuse("RootNotFoundException", "You specified a root that doesn't exist.")
    return str(call.parameters["PolicyType"])


def create(organization: "StrictOrganization", call: Call) -> Answer:
    """A name is taken once per type."""
    check_caller(organization, call, writes=True)
    given, kept = call.parameters, organization.policies.kept
    _check_content(call, str(given["Type"]))
    if any(policy.name == given["Name"] and policy.kind == given["Type"] for policy in kept.values()):
        raise call.refuse("DuplicatePolicyException", "A policy with the same name already exists.")
    policy_id = f"p-{len(kept) + 1:08x}"
    kept[policy_id] = Policy(policy_id, given["Name"], given["Type"], given["Description"], given["Content"])
    return {"Policy": _policy(organization, kept[policy_id])}


def update(organization: "StrictOrganization", call: Call) -> Answer:
    """What is given is replaced."""
    check_caller(organization, call, writes=True)
    policy = _found(organization, call)
    _check_content(call, policy.kind)
    policy.name = call.parameters.get("Name", policy.name)
    policy.description = call.parameters.get("Description", policy.description)
    policy.content = call.parameters.get("Content", policy.content)
    return {"Policy": _policy(organization, policy)}


def _check_content(call: Call, kind: str) -> None:
    """JSON, and within the length of its type where that is known."""
    content = str(call.parameters.get("Content", "{}"))
    try:
        json.loads(content)
    except ValueError as error:
        raise call.refuse("MalformedPolicyDocumentException", "The provided policy document is not JSON.") from error
    if len(content) > ORGANIZATION_POLICY_LENGTHS.get(kind, len(content)):
        words = f"POLICY_CONTENT_LIMIT_EXCEEDED: {len(content)} characters"
        raise call.refuse("ConstraintViolationException", words)


def delete(organization: "StrictOrganization", call: Call) -> Answer:
    """Refused while it is attached."""
    check_caller(organization, call, writes=True)
    policy = _found(organization, call)
    if policy.targets:
        raise call.refuse("PolicyInUseException", "The policy is attached to one or more entities.")
    del organization.policies.kept[policy.policy_id]
    return {}


def describe(organization: "StrictOrganization", call: Call) -> Answer:
    """With its content."""
    check_caller(organization, call)
    return {"Policy": _policy(organization, _found(organization, call))}


def list_all(organization: "StrictOrganization", call: Call) -> Answer:
    """Those of one type."""
    check_caller(organization, call)
    kind = call.parameters["Filter"]
    found = [policy for policy in organization.policies.kept.values() if policy.kind == kind]
    return page(call, "Policies", found, PAGE, lambda policy: _summary(organization, policy), INVALID)


def list_for_target(organization: "StrictOrganization", call: Call) -> Answer:
    """Those of one type that are attached to the target itself."""
    check_caller(organization, call)
    target, kind = _target(organization, call), call.parameters["Filter"]
    kept = organization.policies.kept.values()
    found = [policy for policy in kept if policy.kind == kind and target in policy.targets]
    return page(call, "Policies", found, PAGE, lambda policy: _summary(organization, policy), INVALID)


def list_targets(organization: "StrictOrganization", call: Call) -> Answer:
    """What a policy is attached to."""
    check_caller(organization, call)
    tree = organization.tree

    def answer(target: str) -> dict[str, Any]:
        if target in tree.members:
            return {"TargetId": target, "Name": tree.members[target].name, "Type": "ACCOUNT"}
        kind = "ROOT" if target == tree.root else "ORGANIZATIONAL_UNIT"
        return {"TargetId": target, "Name": tree.units[target].name, "Type": kind}

    return page(call, "Targets", _found(organization, call).targets, PAGE, answer, INVALID)


def attach(organization: "StrictOrganization", call: Call) -> Answer:
    """Of an enabled type, once."""
    check_caller(organization, call, writes=True)
    policy, target = _found(organization, call), _target(organization, call)
    if policy.kind not in organization.policies.types:
        raise call.refuse("PolicyTypeNotEnabledException", "The specified policy type isn't currently enabled.")
    if target in policy.targets:
        raise call.refuse("DuplicatePolicyAttachmentException", "The selected policy is already attached.")
    policy.targets.append(target)
    return {}


def detach(organization: "StrictOrganization", call: Call) -> Answer:
    """From a target that it is attached to."""
    check_caller(organization, call, writes=True)
    policy, target = _found(organization, call), _target(organization, call)
    if target not in policy.targets:
        raise call.refuse("PolicyNotAttachedException", "The policy isn't attached to the specified target.")
    policy.targets.remove(target)
    return {}


def _found(organization: "StrictOrganization", call: Call) -> Policy:
    policy = organization.policies.kept.get(str(call.parameters["PolicyId"]))
    if policy is None:
        raise call.refuse("PolicyNotFoundException", "You specified a policy that doesn't exist.")
    return policy


def _target(organization: "StrictOrganization", call: Call) -> str:
    target = str(call.parameters["TargetId"])
    if target not in organization.tree.units and target not in organization.tree.members:
        raise call.refuse("TargetNotFoundException", "You specified a target that doesn't exist.")
    return target


def _policy(organization: "StrictOrganization", policy: Policy) -> dict[str, Any]:
    return {"PolicySummary": _summary(organization, policy), "Content": policy.content}


def _summary(organization: "StrictOrganization", policy: Policy) -> dict[str, Any]:
    kind = policy.kind.lower()
    return {
        "Id": policy.policy_id,
        "Arn": organization.ids.arn("policy", kind, policy.policy_id),
        "Name": policy.name,
        "Description": policy.description,
        "Type": policy.kind,
        "AwsManaged": policy.by_aws,
    }


ANSWERS: Final = {
    ("organizations", "AttachPolicy"): attach,
    ("organizations", "CreatePolicy"): create,
    ("organizations", "DeletePolicy"): delete,
    ("organizations", "DescribePolicy"): describe,
    ("organizations", "DetachPolicy"): detach,
    ("organizations", "DisablePolicyType"): disable_type,
    ("organizations", "EnablePolicyType"): enable_type,
    ("organizations", "ListPolicies"): list_all,
    ("organizations", "ListPoliciesForTarget"): list_for_target,
    ("organizations", "ListTargetsForPolicy"): list_targets,
    ("organizations", "UpdatePolicy"): update,
}
