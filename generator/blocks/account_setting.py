"""A setting of the account, kept without AWS Config: a State Manager association runs the control's runbook on a schedule.

The association has no targets: the account is the runbook's input. Automation takes the role that the association names, as in a run of
Config or of a person; whoever makes the association must be allowed to pass that role. State Manager acts with its service-linked role.

https://docs.aws.amazon.com/systems-manager/latest/userguide/scheduling-automations-state-manager-associations.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Ref, Sub, ssm

from generator.blocks.account_id import ACCOUNT_ID
from generator.blocks.config_control import AT_ONCE, asked
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.region_condition import outside_of
from generator.blocks.runbook_document import DRY_RUN, ROLE, document, document_id
from generator.blocks.runbook_role import role, role_arn
from generator.knowledge.resource_types import missing_regions
from generator.model import After, Comment, Condition, Control, Element, Input, Parameter, Resource, Runbook, Scope

GROUP = "Account settings"
SCHEDULE = "AccountSettingsSchedule"
ASSOCIATION = "AWS::SSM::Association"


def enforced(control: Control) -> Control:
    """The control as an association runs it, its runbook under a name that no article with Config rules gives.

    Raises ValueError for a control without a runbook, and for one whose runbook must be told more than the account.
    """
    return replace(control, scheduled=True, inputs={}, optional_inputs={}, runbook=_runbook(control))


def account_setting(control: Control, *, regions_of: str | None = None) -> Iterator[Element]:
    """The parameters, conditions and resources that keep ``control``; ``deployment`` must be yielded beside it.

    ``regions_of`` is a resource type of the setting's service; the setting is left alone in Regions that lack it.
    """
    yield _schedule()
    yield _choice(control)
    yield from asked(_runbook(control))
    yield from _conditions(control, regions_of)
    yield from _resources(control, _runbook(control))


def account_settings(*controls: Control, regions_of: str | None = None) -> Iterator[Element]:
    """All ``controls``; documents are made in groups, because Systems Manager throttles CreateDocument."""
    before: list[str] = []
    for control in controls:
        for element in account_setting(control, regions_of=regions_of):
            if isinstance(element, ssm.Document):
                if len(before) >= AT_ONCE:
                    element.DocumentType = After(element.DocumentType, before[-AT_ONCE])
                before.append(str(element.title))
            yield element


def association_id(control: Control) -> str:
    """The logical id of the association."""
    return f"SSMAssociation{control.pascal}"


def _runbook(control: Control) -> Runbook:
    runbook = control.runbook
    if runbook is None or [each.name for each in runbook.inputs if not _optional(each)] != [ACCOUNT_ID.name]:
        raise ValueError(f"{control.identifier} has no runbook that takes just the account")
    account = replace(runbook.inputs[0], description="The account that has the setting.")
    name = runbook.name if control.scheduled else _choice_of(control)
    return replace(runbook, name=name, inputs=(account, *runbook.inputs[1:]))


def _optional(given: Input) -> bool:
    return isinstance(given.value, Parameter) and given.value.default == ""


def _conditions(control: Control, regions_of: str | None) -> Iterator[Element]:
    has = [_region_has(each) for each in (ASSOCIATION, regions_of) if each and missing_regions(each)]
    yield from has
    chosen = Not(Equals(Ref(_choice_of(control)), "DISABLED"))
    at_home = {"Condition": IS_HOME_REGION}
    demands = [*([at_home] if control.scope is Scope.HOME else []), *({"Condition": each.name} for each in has), chosen]
    yield Condition(_enforces(control), And(*demands) if len(demands) > 1 else chosen)
    yield Condition(_previews(control), Equals(Ref(_choice_of(control)), "PREVIEW"))
    if control.scope is not Scope.HOME:
        yield Condition(_makes_role(control), And(at_home, chosen))


def _resources(control: Control, runbook: Runbook) -> Iterator[Element]:
    ids = ", ".join(control.framework.security_hub)
    yield Comment(f"{f'[{ids}] ' if ids else ''}{control.why.en}")
    yield Comment("It also runs at once, and whenever this association changes.", "Properties/ScheduleExpression")
    yield Comment("The first run needs the role: naming it makes the association wait.", "Properties/Parameters")
    yield _association(control, runbook)
    yield document(runbook, _enforces(control))
    if control.scope is not Scope.HOME:
        yield Comment("Made in the home Region only: other Regions refer to it by its name.")
    yield role(runbook, _makes_role(control))
    yield from runbook.companions(_makes_role(control)) if runbook.companions else ()


def _association(control: Control, runbook: Runbook) -> Resource:
    account, *optional = runbook.inputs
    arn = After(role_arn(runbook), f"IAMRoleFor{runbook.name}", under=_enforces(control))
    given: dict[str, Any] = {
        ROLE.name: [arn],
        account.name: [Ref("AWS::AccountId")],
        DRY_RUN.name: [If(_previews(control), "true", "false")],
    }
    given |= {each.name: If(f"Has{each.value.name}", [Ref(each.value.name)], NoValue) for each in optional}
    return ssm.Association(
        association_id(control),
        Condition=_enforces(control),
        AssociationName=Sub(f"${{{NAME_PREFIX}}}-{enforced(control).rule_name}"),
        Name=Ref(document_id(runbook)),
        ScheduleExpression=Ref(SCHEDULE),
        Parameters=given,
    )


def _enforces(control: Control) -> str:
    return f"Enforces{control.pascal}"


def _previews(control: Control) -> str:
    return f"Previews{_choice_of(control)}"


def _makes_role(control: Control) -> str:
    """A role is global, so that of a regional setting is made at home only."""
    return _enforces(control) if control.scope is Scope.HOME else f"RoleFor{_runbook(control).name}"


def _choice_of(control: Control) -> str:
    return f"Enforce{control.pascal}"


def _choice(control: Control) -> Parameter:
    words = "PREVIEW runs on schedule and reports what it would change, AUTOMATIC changes it."
    if control.danger is not None:
        words += f" {control.danger.en}"
    ids = ", ".join(control.framework.security_hub)
    return Parameter(
        name=_choice_of(control),
        description=words,
        label=f"{control.title.en}{f' [{ids}]' if ids else ''}",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "PREVIEW", "AUTOMATIC"),
    )


def _schedule() -> Parameter:
    """State Manager takes intervals of 30 minutes or more and less than 31 days.

    https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html
    """
    minutes, hours, days = (
        "([3-9][0-9]|[1-9][0-9]{2,3}) minutes",
        "([2-9]|[1-9][0-9]|[1-6][0-9]{2}) hours",
        "([2-9]|[12][0-9]|30) days",
    )
    return Parameter(
        name=SCHEDULE,
        description="How often the account settings are looked at. Automation bills the steps of every run.",
        label="Schedule of account settings",
        group=GROUP,
        default="rate(1 day)",
        allowed_pattern=rf"^rate\((1 hour|1 day|{minutes}|{hours}|{days})\)$",
        constraint="A rate such as rate(1 day) or rate(12 hours), from 30 minutes to 30 days.",
    )


def _region_has(resource_type: str) -> Condition:
    name = resource_type.removeprefix("AWS::").replace("::", "")
    return outside_of(f"RegionHas{name}", missing_regions(resource_type))
