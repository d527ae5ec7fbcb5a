"""Which role of a template an Automation document of the same template runs with, and what that role may do.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.lint.automation_documents import Runbook, runbooks
from generator.lint.nodes import Declared, Place, at, function, names, resources, written
from generator.lint.policy_statements import IDENTITY, Statement, statements_of
from generator.lint.transforms import as_written, is_open

STARTERS: Final = {
    "AWS::Config::RemediationConfiguration": ("TargetId", ("StaticValue", "Values", "*")),
    "AWS::SSM::Association": ("Name", ("*",)),
}
"""What starts a document: the property that names it, and what leads from a parameter to its values."""
ATTACHED: Final = {
    "AWS::IAM::Policy": "Roles",
    "AWS::IAM::ManagedPolicy": "Roles",
    "AWS::IAM::RolePolicy": "RoleName",
}


@dataclass(frozen=True)
class Run:
    """A document and the role that it runs with, both of the template."""

    runbook: Runbook
    role: Declared


def runs(cfn: Any) -> list[Run]:
    """Every pair of document and role, each form of a document by itself."""
    template = as_written(cfn)
    roles = {each.logical_id: each for each in resources(template, "AWS::IAM::Role")}
    if not roles:
        return []
    found = {}
    for runbook in runbooks(cfn):
        for text in _role_texts(runbook, template):
            role = _named_role(text, roles)
            if role is not None:
                found[(id(runbook), role.logical_id)] = Run(runbook, role)
    return list(found.values())


def _role_texts(runbook: Runbook, template: Mapping[str, Any]) -> Iterator[str | None]:
    """What the document is given for its assumeRole: by itself, by its parameter's default, and by what starts it."""
    from generator.automation.references import whole_reference

    if isinstance(runbook.place.value, Mapping):
        yield from (written(each.value) for each in at(runbook.place, "assumeRole"))
    name = whole_reference(runbook.content.get("assumeRole"))
    if name is None:
        return
    if isinstance(runbook.place.value, Mapping):
        yield from (written(each.value) for each in at(runbook.place, "parameters", name, "default"))
    for starter in resources(template, *STARTERS):
        target, steps = STARTERS[starter.type]
        if any(_is_named(each, runbook.resource) for each in starter.at(target)):
            yield from (written(each.value) for each in starter.at("Parameters", name, *steps))


def _is_named(place: Place, resource: Declared, name: str = "Name") -> bool:
    text = written(place.value)
    own = {written(each.value) for each in resource.at(name)} - {None}
    return text is not None and (text == f"${{{resource.logical_id}}}" or text in own)


def _named_role(text: str | None, roles: Mapping[str, Declared]) -> Declared | None:
    if text is None:
        return None
    reference = text.removeprefix("${").removesuffix(".Arn}")
    if text.startswith("${") and text.endswith(".Arn}") and reference in roles:
        return roles[reference]
    before, role, name = text.partition(":role/")
    if not role or not before:
        return None
    last = name.rpartition("/")[2]
    for each in roles.values():
        if _is_named(Place(last), each, "RoleName"):
            return each
    return None


@dataclass(frozen=True)
class Grants:
    """What the policies of a role say; ``known`` where all of them are written in the template."""

    statements: tuple[Statement, ...]
    known: bool

    def may_allow(self, action: str) -> bool:
        """Whether an Allow statement is about the action, or may be."""
        return any(each.effect != "Deny" and each.has_action(action) is not False for each in self.statements)


def grants(cfn: Any, role: Declared) -> Grants:
    """The statements of a role's own policies and of those that the template attaches to it."""
    template = as_written(cfn)
    managed = list(role.at("ManagedPolicyArns", "*"))
    policies = {each.logical_id: each for each in resources(template, *ATTACHED)}
    own = [policies[name] for each in managed if (name := _reference(each)) in policies]
    declared = {each.logical_id for each in resources(template)}
    others = [each for each in policies.values() if each not in own and _may_be_of(each, role, declared)]
    owners = [role, *own, *others]
    known = all(_reference(each) in policies for each in managed) and all(_is_written_out(each) for each in owners)
    return Grants(tuple(each for owner in owners for each in statements_of(owner, IDENTITY)), known)


def _reference(place: Place) -> str:
    called = function(place.value)
    return str(called[1]) if called is not None and called[0] == "Ref" else ""


def _may_be_of(policy: Declared, role: Declared, declared: set[str]) -> bool:
    """Whether a policy names the role, or names what only a stack knows."""
    for each in policy.at(ATTACHED[policy.type], "*"):
        text = written(each.value)
        if text is None or _is_named(each, role, "RoleName") or ("${" in text and _reference(each) not in declared):
            return True
    return False


def _is_written_out(owner: Declared) -> bool:
    steps = ("Policies", "*") if owner.type == "AWS::IAM::Role" else ()
    if is_open(owner.properties.value):
        return False
    for policy in owner.at(*steps):
        if not isinstance(policy.value, Mapping) or function(policy.value):
            return False
        for document in at(policy, "PolicyDocument"):
            if not isinstance(document.value, Mapping) or function(document.value):
                return False
            found = [each.value for each in at(document, "Statement", "*")]
            if not all(isinstance(each, Mapping) and function(each) is None for each in found):
                return False
    return True


def is_for_documents_only(cfn: Any, role: Declared, books: list[Runbook]) -> bool:
    """Whether only Systems Manager may assume the role, and no other resource of the template names it."""
    trusts = list(statements_of(role, "role"))
    services = [name for trust in trusts for _, name in trust.services()]
    if set(services) != {"ssm"} or any(list(trust.place.value.get("Principal", {})) != ["Service"] for trust in trusts):
        return False
    own = {role.logical_id, *(book.resource.logical_id for book in books)}
    name = next((written(each.value) for each in role.at("RoleName")), None)
    for each in resources(as_written(cfn)):
        if each.logical_id in own or each.type in (*STARTERS, *ATTACHED):
            continue
        found = each.properties.value
        if role.logical_id in set(names(found)) or (name and name in json.dumps(found, default=str)):
            return False
    return True
