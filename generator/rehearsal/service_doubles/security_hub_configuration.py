"""How Security Hub is configured in an organization: locally or centrally, by policies and what they are associated with.

What a policy says happens in no account here, and every association succeeds at once: whether its target is in the organization is not
asked. AWS gives no error codes with these refusals but for the administrator's.

https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateConfigurationPolicy.html
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_doubles.organization_administrators import SECURITY_HUB
from generator.rehearsal.service_doubles.security_hub import NOT_FOUND, aggregators, arn_of, kept, published

STORE: Final = "security hub configuration of the organization"
INVALID: Final = "InvalidInputException"
REFUSED: Final = "InvalidAccessException"
SELF_MANAGED: Final = "SELF_MANAGED_SECURITY_HUB"
KINDS: Final = {"AccountId": "ACCOUNT", "OrganizationalUnitId": "ORGANIZATIONAL_UNIT", "RootId": "ROOT"}


def is_central(call: Call) -> bool:
    """Whether the caller configures its organization centrally, from this Region."""
    return call.account.store(STORE).get("type") == "CENTRAL"


def disable_administrator(call: Call) -> Answer:
    """Refused under central configuration."""
    administrator = call.account.owner.account_region(call.account.region, SECURITY_HUB.administrator(call))
    if administrator.store(STORE).get("type") == "CENTRAL":
        raise call.refuse(INVALID, "The administrator cannot be removed while central configuration is in use.")
    return SECURITY_HUB.disable(call)


def describe(call: Call) -> Answer:
    """Local, enabling nothing, until it is told otherwise."""
    state = _state(call)
    return {
        "AutoEnable": state["AutoEnable"],
        "AutoEnableStandards": state["AutoEnableStandards"],
        "MemberAccountLimitReached": False,
        "OrganizationConfiguration": {"ConfigurationType": state["type"], "Status": "ENABLED", "StatusMessage": ""},
    }


def update(call: Call) -> Answer:
    """Central needs an aggregator here and enables nothing by itself; it ends once there is no policy and no association."""
    state = _state(call)
    kind = call.parameters.get("OrganizationConfiguration", {}).get("ConfigurationType", state["type"])
    wanted = {"AutoEnableStandards": "DEFAULT", **call.parameters}
    told = {name: wanted[name] for name in ("AutoEnable", "AutoEnableStandards")}
    if kind == "CENTRAL":
        regions = [each["FindingAggregationRegion"] for each in aggregators(call).values()]
        if call.account.region not in regions:
            raise call.refuse(INVALID, "Central configuration needs a finding aggregator in this Region")
        if told != {"AutoEnable": False, "AutoEnableStandards": "NONE"}:
            raise call.refuse(
                INVALID, "AutoEnable and AutoEnableStandards are false and NONE under central configuration"
            )
    elif state["policies"] or state["associations"]:
        raise call.refuse("ResourceConflictException", "Disassociate and delete the configuration policies first")
    state.update(told, type=kind)
    return {}


def create_policy(call: Call) -> Answer:
    """With a name and what it enables."""
    state = _central(call)
    content = _checked(call, call.parameters["ConfigurationPolicy"])
    state["made"] += 1
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{call.account.account_id}/{call.account.region}/{state['made']}"))
    now = datetime.now(UTC)
    state["policies"][identifier] = {
        "Arn": arn_of(call, f"configuration-policy/{identifier}"),
        "Id": identifier,
        "Name": call.parameters["Name"],
        "Description": call.parameters.get("Description", ""),
        "ConfigurationPolicy": content,
        "CreatedAt": now,
        "UpdatedAt": now,
    }
    return dict(state["policies"][identifier])


def get_policy(call: Call) -> Answer:
    """By id or ARN."""
    return dict(_policy(call, "Identifier"))


def update_policy(call: Call) -> Answer:
    """What is given is replaced."""
    policy = _policy(call, "Identifier")
    if "ConfigurationPolicy" in call.parameters:
        policy["ConfigurationPolicy"] = _checked(call, call.parameters["ConfigurationPolicy"])
    policy.update({key: call.parameters[key] for key in ("Name", "Description") if key in call.parameters})
    policy["UpdatedAt"] = datetime.now(UTC)
    return dict(policy)


def delete_policy(call: Call) -> Answer:
    """Refused while it is associated."""
    policy, state = _policy(call, "Identifier"), _central(call)
    targets = [
        target for target, each in state["associations"].items() if each["ConfigurationPolicyId"] == policy["Id"]
    ]
    if targets:
        raise call.refuse("ResourceConflictException", f"The policy is associated with {', '.join(sorted(targets))}")
    del state["policies"][policy["Id"]]
    return {}


def list_policies(call: Call) -> Answer:
    """All of them."""
    names = ("Arn", "Id", "Name", "Description", "UpdatedAt")
    policies = _central(call)["policies"].values()
    return {"ConfigurationPolicySummaries": [{name: each[name] for name in names} for each in policies]}


def associate(call: Call) -> Answer:
    """A target has one association: a new one takes the place of the old."""
    target, kind = _target(call)
    asked = str(call.parameters["ConfigurationPolicyIdentifier"])
    identifier = asked if asked == SELF_MANAGED else _policy(call, "ConfigurationPolicyIdentifier")["Id"]
    found = {
        "ConfigurationPolicyId": identifier,
        "TargetId": target,
        "TargetType": kind,
        "AssociationType": "APPLIED",
        "UpdatedAt": datetime.now(UTC),
        "AssociationStatus": "SUCCESS",
        "AssociationStatusMessage": "",
    }
    _central(call)["associations"][target] = found
    return found


def disassociate(call: Call) -> Answer:
    """The target inherits, or looks after itself."""
    del _central(call)["associations"][_association(call)["TargetId"]]
    return {}


def get_association(call: Call) -> Answer:
    """What was applied to the target itself."""
    return dict(_association(call))


def list_associations(call: Call) -> Answer:
    """All that were applied."""
    return {"ConfigurationPolicyAssociationSummaries": list(_central(call)["associations"].values())}


def _state(call: Call) -> dict[str, Any]:
    """What the administrator said in this Region; the refusal of everybody else."""
    kept(call, "standards")
    if SECURITY_HUB.administrator(call) != call.account.account_id:
        message = f"Account {call.account.account_id} is not an administrator for this organization"
        raise call.refuse(REFUSED, message)
    state = call.account.store(STORE)
    nothing = {"type": "LOCAL", "AutoEnable": False, "AutoEnableStandards": "NONE"}
    for name, value in (*nothing.items(), ("made", 0), ("policies", {}), ("associations", {})):
        state.setdefault(name, value)
    return state


def _central(call: Call) -> dict[str, Any]:
    state = _state(call)
    if state["type"] != "CENTRAL":
        raise call.refuse(REFUSED, f"Central configuration is not in use in {call.account.region}")
    return state


def _policy(call: Call, member: str) -> dict[str, Any]:
    asked = str(call.parameters[member])
    for identifier, policy in _central(call)["policies"].items():
        if asked in (identifier, policy["Arn"]):
            found: dict[str, Any] = policy
            return found
    raise call.refuse(NOT_FOUND, f"There is no configuration policy {asked}")


def _target(call: Call) -> tuple[str, str]:
    ((name, target),) = call.parameters["Target"].items()
    return str(target), KINDS[name]


def _association(call: Call) -> dict[str, Any]:
    target, _ = _target(call)
    found: dict[str, Any] | None = _central(call)["associations"].get(target)
    if found is None:
        raise call.refuse(NOT_FOUND, f"Nothing is associated with {target}")
    return found


def _checked(call: Call, policy: Mapping[str, Any]) -> Mapping[str, Any]:
    """A policy that enables Security Hub says with which standards and controls; one that disables it says no more."""
    about = policy.get("SecurityHub", {})
    standards, controls = about.get("EnabledStandardIdentifiers"), about.get("SecurityControlsConfiguration")
    if not about.get("ServiceEnabled"):
        if standards or controls:
            raise call.refuse(INVALID, "A policy that does not enable Security Hub has no standards and no controls")
        return policy
    if standards is None or controls is None:
        raise call.refuse(INVALID, "EnabledStandardIdentifiers and SecurityControlsConfiguration are required")
    lists = [
        name for name in ("DisabledSecurityControlIdentifiers", "EnabledSecurityControlIdentifiers") if name in controls
    ]
    if len(lists) != 1:
        raise call.refuse(INVALID, "Give the controls that are enabled or those that are disabled")
    for arn in standards:
        published(call, arn)
    return policy


DOUBLES: Final = {
    ("securityhub", operation): answer
    for operation, answer in {
        "CreateConfigurationPolicy": create_policy,
        "DeleteConfigurationPolicy": delete_policy,
        "DescribeOrganizationConfiguration": describe,
        "DisableOrganizationAdminAccount": disable_administrator,
        "GetConfigurationPolicy": get_policy,
        "GetConfigurationPolicyAssociation": get_association,
        "ListConfigurationPolicies": list_policies,
        "ListConfigurationPolicyAssociations": list_associations,
        "StartConfigurationPolicyAssociation": associate,
        "StartConfigurationPolicyDisassociation": disassociate,
        "UpdateConfigurationPolicy": update_policy,
        "UpdateOrganizationConfiguration": update,
    }.items()
}
