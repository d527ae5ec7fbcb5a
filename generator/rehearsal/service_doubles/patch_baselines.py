"""Patch baselines of moto with what it lacks: updates, and patch groups that have one baseline per operating system.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterPatchBaselineForPatchGroup.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "patch groups"
FIELDS: Final = {
    "ApprovalRules": "approval_rules",
    "ApprovedPatches": "approved_patches",
    "Description": "description",
    "GlobalFilters": "global_filters",
    "Name": "name",
    "RejectedPatches": "rejected_patches",
}


def update(call: Call) -> Answer:
    """Change what the call names."""
    baseline = _baseline(call)
    for name, attribute in FIELDS.items():
        if name in call.parameters:
            setattr(baseline, attribute, call.parameters[name])
    return {"BaselineId": call.parameters["BaselineId"]}


def register(call: Call) -> Answer:
    """Give a patch group the baseline of its operating system; it has one at most."""
    group, name = str(call.parameters["PatchGroup"]), str(call.parameters["BaselineId"])
    key = f"{group} {_baseline(call).operating_system}"
    if call.account.store(STORE).get(key, name) != name:
        raise call.refuse("AlreadyExistsException", f"Patch Group {group} already has a baseline for this system.")
    call.account.store(STORE)[key] = name
    return {"BaselineId": name, "PatchGroup": group}


def deregister(call: Call) -> Answer:
    """Take it away again."""
    group, name = str(call.parameters["PatchGroup"]), str(call.parameters["BaselineId"])
    call.account.store(STORE).pop(f"{group} {_baseline(call).operating_system}", None)
    return {"BaselineId": name, "PatchGroup": group}


def delete(call: Call) -> Answer | None:
    """moto deletes it, unless a patch group has it."""
    if call.parameters["BaselineId"] in call.account.store(STORE).values():
        raise call.refuse("ResourceInUseException", "The patch baseline is registered with a patch group.")
    return None


def _baseline(call: Call) -> Any:
    from moto.ssm.models import ssm_backends

    baselines = ssm_backends[call.account.account_id][call.account.region].baselines
    if call.parameters["BaselineId"] not in baselines:
        raise call.refuse("DoesNotExistException", "The patch baseline does not exist.")
    return baselines[call.parameters["BaselineId"]]


DOUBLES: Final = {
    ("ssm", "UpdatePatchBaseline"): update,
    ("ssm", "RegisterPatchBaselineForPatchGroup"): register,
    ("ssm", "DeregisterPatchBaselineForPatchGroup"): deregister,
    ("ssm", "DeletePatchBaseline"): delete,
}
