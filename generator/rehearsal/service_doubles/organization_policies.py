"""Policies of an Organization: moto knows few of their types, checks no size, and does not ask whether a type is enabled.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
"""

import hashlib
import json
from typing import Any, Final

from generator.knowledge.limits import ORGANIZATION_POLICY_LENGTHS
from generator.rehearsal.api_call import Answer, Call

STORE: Final = "organization policies"


def create_policy(call: Call) -> Answer:
    """Refuses a type that is not enabled, a name that is taken, and a document that is none or too long."""
    kind, name = call.parameters["Type"], call.parameters["Name"]
    if kind not in _store(call)["types"]:
        raise call.refuse("PolicyTypeNotAvailableForOrganizationException", f"{kind} is not enabled")
    if any(policy["Name"] == name for policy in _store(call)["policies"].values()):
        raise call.refuse("DuplicatePolicyException", f"A policy named {name} already exists")
    _check_content(call, kind, call.parameters["Content"])
    number = len(_store(call)["policies"])
    identifier = f"p-{hashlib.sha256(f'{name}{number}'.encode()).hexdigest()[:10]}"
    policy = {"Id": identifier, "Description": "", "AwsManaged": False, "targets": set(), **call.parameters}
    _store(call)["policies"][identifier] = policy
    return _answer(call, policy)


def update_policy(call: Call) -> Answer:
    """Name, description and document."""
    policy = _policy(call)
    _check_content(call, policy["Type"], call.parameters.get("Content", policy["Content"]))
    policy |= {key: call.parameters[key] for key in ("Name", "Description", "Content") if key in call.parameters}
    return _answer(call, policy)


def describe_policy(call: Call) -> Answer:
    """The policy with its document."""
    return _answer(call, _policy(call))


def delete_policy(call: Call) -> Answer:
    """Refuses one that is attached."""
    policy = _policy(call)
    if policy["targets"]:
        raise call.refuse(
            "PolicyInUseException", f"{policy['Id']} is attached to {', '.join(sorted(policy['targets']))}"
        )
    del _store(call)["policies"][policy["Id"]]
    return {}


def attach_policy(call: Call) -> Answer:
    """To the root, an organizational unit or an account that is there."""
    policy, target = _policy(call), call.parameters["TargetId"]
    if target not in _targets(call):
        raise call.refuse("TargetNotFoundException", f"There is no target {target}")
    if target in policy["targets"]:
        raise call.refuse("DuplicatePolicyAttachmentException", f"{policy['Id']} is attached to {target}")
    policy["targets"].add(target)
    return {}


def detach_policy(call: Call) -> Answer:
    """Refuses where it is not attached."""
    policy, target = _policy(call), call.parameters["TargetId"]
    if target not in policy["targets"]:
        raise call.refuse("PolicyNotAttachedException", f"{policy['Id']} is not attached to {target}")
    policy["targets"].remove(target)
    return {}


def enable_policy_type(call: Call) -> Answer:
    """A type of policy, for the whole Organization."""
    kind = call.parameters["PolicyType"]
    if kind in _store(call)["types"]:
        raise call.refuse("PolicyTypeAlreadyEnabledException", f"{kind} is enabled")
    root = _root(call)
    _store(call)["types"].append(kind)
    # moto lists its roots with these, and adds only the types that it knows.
    root.policy_types.append({"Type": kind, "Status": "ENABLED"})
    return {"Root": root.describe()}


def _root(call: Call) -> Any:
    from moto.organizations.models import FakeRoot, organizations_backends

    backend: Any = organizations_backends[call.account.account_id][call.account.partition]
    for unit in backend.ou:
        if isinstance(unit, FakeRoot) and unit.id == call.parameters["RootId"]:
            return unit
    raise call.refuse("RootNotFoundException", f"There is no root {call.parameters['RootId']}")


def list_policies(call: Call) -> Answer:
    """Those of one type."""
    found = [each for each in _store(call)["policies"].values() if each["Type"] == call.parameters["Filter"]]
    return {"Policies": [_summary(call, each) for each in found]}


def list_targets(call: Call) -> Answer:
    """What a policy is attached to."""
    return {"Targets": [{"TargetId": target} for target in sorted(_policy(call)["targets"])]}


def _store(call: Call) -> dict[str, Any]:
    """One for all Regions; ClientError AWSOrganizationsNotInUseException where there is no Organization."""
    place = call.account.in_region("us-east-1")
    place.client("organizations").describe_organization()
    store = place.store(STORE)
    store.setdefault("types", [])
    store.setdefault("policies", {})
    return store


def _policy(call: Call) -> dict[str, Any]:
    identifier = call.parameters["PolicyId"]
    found: dict[str, Any] | None = _store(call)["policies"].get(identifier)
    if found is None:
        raise call.refuse("PolicyNotFoundException", f"There is no policy {identifier}")
    return found


def _targets(call: Call) -> set[str]:
    client = call.account.client("organizations")
    (root,) = client.list_roots()["Roots"]
    units = client.list_organizational_units_for_parent(ParentId=root["Id"])["OrganizationalUnits"]
    accounts = client.list_accounts()["Accounts"]
    return {root["Id"], *(each["Id"] for each in (*units, *accounts))}


def _check_content(call: Call, kind: str, content: str) -> None:
    try:
        json.loads(content)
    except ValueError as error:
        raise call.refuse("MalformedPolicyDocumentException", str(error)) from error
    if len(content) > ORGANIZATION_POLICY_LENGTHS[kind]:
        raise call.refuse("ConstraintViolationException", f"POLICY_CONTENT_LIMIT_EXCEEDED: {len(content)} characters")


def _summary(call: Call, policy: dict[str, Any]) -> dict[str, Any]:
    facts = {key: policy[key] for key in ("Id", "Name", "Description", "Type", "AwsManaged")}
    kind = policy["Type"].lower()
    owner = f"{call.account.partition}:organizations::{call.account.account_id}"
    return facts | {"Arn": f"arn:{owner}:policy/o-exampleorgid/{kind}/{policy['Id']}"}


def _answer(call: Call, policy: dict[str, Any]) -> Answer:
    return {"Policy": {"PolicySummary": _summary(call, policy), "Content": policy["Content"]}}


DOUBLES: Final = {
    ("organizations", "AttachPolicy"): attach_policy,
    ("organizations", "CreatePolicy"): create_policy,
    ("organizations", "DeletePolicy"): delete_policy,
    ("organizations", "DescribePolicy"): describe_policy,
    ("organizations", "DetachPolicy"): detach_policy,
    ("organizations", "EnablePolicyType"): enable_policy_type,
    ("organizations", "ListPolicies"): list_policies,
    ("organizations", "ListTargetsForPolicy"): list_targets,
    ("organizations", "UpdatePolicy"): update_policy,
}
