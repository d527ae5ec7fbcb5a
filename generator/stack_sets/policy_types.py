"""Types of policies that an organization enables before a template makes policies of them; none unless it is named.

A type has effects before there is a policy of it: with that of GuardDuty, its own enabling of accounts ends.

https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-organization-policies-how-it-works.html
"""

from collections.abc import Iterator, Sequence

from generator.knowledge.limits import ORGANIZATION_POLICY_LENGTHS
from generator.model import BadInput
from generator.stack_sets.preparation import ORGANIZATIONS, Preparation, Step


def policy_types(names: Sequence[str]) -> tuple[str, ...]:
    """The named types, each once; BadInput for one that no template makes."""
    for name in names:
        if name not in ORGANIZATION_POLICY_LENGTHS:
            known = ", ".join(ORGANIZATION_POLICY_LENGTHS)
            raise BadInput(f"--policy-type {name}", "no template makes policies of this type", f"There are {known}")
    return tuple(dict.fromkeys(names))


def policy_type_steps(preparation: Preparation, kinds: Sequence[str]) -> Iterator[Step]:
    """One step of the management account for each type, in its root."""
    if not kinds:
        return
    (root,) = preparation.client(ORGANIZATIONS, preparation.home).pages("list_roots", "Roots")
    found = {each["Type"]: each["Status"] for each in root.get("PolicyTypes", ())}
    for kind in kinds:
        status = found.get(kind)
        yield Step(
            "policies",
            f"policies of type {kind}",
            ORGANIZATIONS,
            preparation.home,
            "enable_policy_type",
            {"RootId": root["Id"], "PolicyType": kind},
            status in ("ENABLED", "PENDING_ENABLE"),
            "it is being disabled; try again later" if status == "PENDING_DISABLE" else "",
        )
