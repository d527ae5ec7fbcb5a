"""What a request says a stack set is to be: its template, its auto-deployment, its execution; checked before anything changes.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AutoDeployment.html
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.organization.requests import INVALID, find_set, refusal, sets_of, template_text
from generator.template.capabilities import check_capabilities
from generator.template.errors import RequestRefused
from generator.template.parameters import resolve
from generator.template.parse import parse
from generator.template.template import Template, load

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization
    from generator.rehearsal.organization.stack_set import StackSet

TRANSFORM: Final = "Transform is not supported in SERVICE_MANAGED permission model"


def checked_template(call: Call, text: str, values: Mapping[str, str]) -> Template:
    """The decoded template; refused where AWS would not take it, its parameters or its capabilities."""
    try:
        body = parse(text)
        if "Transform" in body or "Fn::Transform" in text:
            raise call.refuse(INVALID, TRANSFORM)
        template = load(text)
        check_capabilities(template, call.parameters.get("Capabilities") or ())
        resolve(template.parameters, values)
    except RequestRefused as refused:
        raise refusal(call, refused) from refused
    return template


def auto_deployment(organization: "StrictOrganization", call: Call, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The settings as the API shows them; ``before`` are those of a set that exists."""
    given = call.parameters.get("AutoDeployment")
    if given is None and before is not None:
        return dict(before)
    if given is None or "Enabled" not in given:
        raise call.refuse(INVALID, "AutoDeployment with Enabled must be specified for a SERVICE_MANAGED stack set")
    if not given["Enabled"]:
        if given.get("RetainStacksOnAccountRemoval") or given.get("DependsOn"):
            raise call.refuse(
                INVALID, "RetainStacksOnAccountRemoval and DependsOn can only be specified if Enabled is true"
            )
        return {"Enabled": False}
    known = {each.arn for each in sets_of(organization, call) if each.status == "ACTIVE"}
    depends = list(given.get("DependsOn") or ())
    missing = [arn for arn in depends if arn not in known]
    if missing:
        raise call.refuse(INVALID, f"AutoDeployment depends on a stack set that does not exist: {missing[0]}")
    if before is not None and _circular(organization, find_set(organization, call).arn, depends):
        raise call.refuse(INVALID, "AutoDeployment must not have circular dependencies between stack sets")
    made = {"Enabled": True, "RetainStacksOnAccountRemoval": bool(given.get("RetainStacksOnAccountRemoval"))}
    return {**made, "DependsOn": depends} if depends else made


def _circular(organization: "StrictOrganization", arn: str, depends: list[str]) -> bool:
    edges = {each.arn: each.auto_deployment.get("DependsOn") or () for each in organization.stack_sets}
    seen, ahead = set(), list(depends)
    while ahead:
        current = ahead.pop()
        if current == arn:
            return True
        if current not in seen:
            seen.add(current)
            ahead += edges.get(current, ())
    return False


def new_text(organization: "StrictOrganization", call: Call, stack_set: "StackSet") -> str:
    """The template that an update brings, or the previous one."""
    text = template_text(organization, call)
    if call.parameters.get("UsePreviousTemplate"):
        if text is not None:
            raise call.refuse(INVALID, "Either a template or UsePreviousTemplate must be specified, not both")
        return stack_set.template.text
    if text is None:
        raise call.refuse(
            INVALID, "Either Template URL or Template Body must be specified, or UsePreviousTemplate be true."
        )
    return text


def set_managed_execution(call: Call, stack_set: "StackSet") -> None:
    """Only at rest."""
    given = call.parameters.get("ManagedExecution")
    active = stack_set.managed_execution if given is None else bool(given.get("Active"))
    if active == stack_set.managed_execution:
        return
    if any(each.running for each in stack_set.operations.values()):
        raise call.refuse(
            "InvalidOperationException",
            "The execution configuration cannot be changed while operations run or are queued",
        )
    stack_set.managed_execution = active
