"""A control as resources: the Config rule and, where the user wants repair, remediation, runbook and role.

https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, Sub, config, ssm

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, exemption_tag
from generator.blocks.region_condition import inside_of, outside_of
from generator.blocks.runbook_document import DRY_RUN, ROLE, document, document_id
from generator.blocks.runbook_role import role, role_arn
from generator.blocks.state_runbook import EXEMPTION
from generator.knowledge.config_rules import managed_rule
from generator.knowledge.resource_types import missing_regions
from generator.model import After, Comment, Condition, Control, Element, Input, Parameter, Resource, Runbook, Scope

GROUP = "Controls"
REPAIRS = ("PREVIEW", "MANUAL", "AUTOMATIC")
AT_ONCE = 5
"""Documents that are made at the same time."""
RECORDER = "ConfigConfigurationRecorder"
REGION_HAS_REMEDIATION = "RegionHasRemediation"


def config_control(control: Control) -> Iterator[Element]:
    """The parameter, conditions and resources of ``control``; ``name_prefix`` and ``home_region`` must be yielded beside it."""
    if control.scheduled:
        raise ValueError(f"{control.identifier} has no Config rule: use account_setting")
    yield _choice(control)
    yield from _detection(control)
    if control.runbook is not None and EXEMPTION in control.runbook.inputs:
        yield from exemption_tag()
    if control.runbook is not None:
        yield from asked(control.runbook)
        yield from _repair(control, control.runbook)


def config_controls(*controls: Control) -> Iterator[Element]:
    """All ``controls``; documents are made in groups, because Systems Manager throttles CreateDocument."""
    before: list[Runbook] = []
    for control in controls:
        for element in config_control(control):
            if isinstance(element, ssm.Document) and len(before) >= AT_ONCE:
                element.DocumentType = After(element.DocumentType, document_id(before[-AT_ONCE]))
            yield element
        before += [control.runbook] if control.runbook else []


def rule_id(control: Control) -> str:
    """The logical id of the Config rule."""
    return f"Config{control.pascal}"


def _choice(control: Control) -> Parameter:
    words = "DETECT reports."
    if control.runbook is not None:
        words = "DETECT reports, PREVIEW also says what a repair would change, MANUAL adds the Remediate button, AUTOMATIC repairs."
    if control.danger is not None:
        words += f" {control.danger.en}"
    ids = ", ".join(control.framework.security_hub)
    return Parameter(
        name=control.pascal,
        description=words,
        label=f"{control.title.en}{f' [{ids}]' if ids else ''}",
        group=GROUP,
        default="MANUAL" if control.runbook is not None else "DETECT",
        allowed_values=("DISABLED", "DETECT", *(REPAIRS if control.runbook is not None else ())),
    )


def _detection(control: Control) -> Iterator[Element]:
    name, condition = control.pascal, f"Detects{control.pascal}"
    demands: list[Any] = [Not(Equals(Ref(name), "DISABLED"))]
    rule = managed_rule(control.identifier) if control.managed else None
    if rule and rule.missing_regions():
        only = control.scope is Scope.US_EAST_1
        has, regions = f"RegionHas{name}", rule.listed_regions if only else rule.missing_regions()
        yield inside_of(has, regions) if only else outside_of(has, regions)
        demands.insert(0, {"Condition": f"RegionHas{name}"})
    if control.scope is Scope.HOME:
        demands.insert(0, {"Condition": IS_HOME_REGION})
    yield Condition(condition, And(*demands) if len(demands) > 1 else demands[0])
    ids = ", ".join(control.framework.security_hub)
    yield Comment(f"{f'[{ids}] ' if ids else ''}{control.why.en}")
    given: dict[str, Any] = {key: Sub(value) if "${" in value else value for key, value in control.inputs.items()}
    given |= {key: If(f"Has{each.name}", Ref(each.name), NoValue) for key, each in control.optional_inputs.items()}
    facts = {"InputParameters": given} if given else {}
    yield config.ConfigRule(
        rule_id(control),
        Condition=condition,
        ConfigRuleName=Sub(f"${{{NAME_PREFIX}}}-{control.rule_name}"),
        Description=After(f"{control.title.en}.", RECORDER),
        **facts,
        **_source(control),
    )


def _source(control: Control) -> dict[str, Any]:
    if control.guard is None:
        return {"Source": config.Source(Owner="AWS", SourceIdentifier=control.identifier)}
    change = config.SourceDetails(EventSource="aws.config", MessageType="ConfigurationItemChangeNotification")
    text = config.CustomPolicyDetails(PolicyRuntime="guard-2.x.x", PolicyText=control.guard.policy)
    return {
        "Scope": config.Scope(ComplianceResourceTypes=list(control.guard.resource_types)),
        "Source": config.Source(Owner="CUSTOM_POLICY", CustomPolicyDetails=text, SourceDetails=[change]),
    }


def asked(runbook: Runbook) -> Iterator[Element]:
    """The parameters of the template that the runbook gets; an empty one leaves the runbook's default."""
    for parameter in [each.value for each in runbook.inputs if isinstance(each.value, Parameter)]:
        yield parameter
        if parameter.default == "":
            yield Condition(f"Has{parameter.name}", Not(Equals(Ref(parameter.name), "")))


def _repair(control: Control, runbook: Runbook) -> Iterator[Element]:
    name = control.pascal
    repairs, makes_role = f"Repairs{name}", f"RoleFor{runbook.name}"
    missing = missing_regions("AWS::Config::RemediationConfiguration")
    yield outside_of(REGION_HAS_REMEDIATION, missing)
    yield Condition(f"Wants{name}", Or(*(Equals(Ref(name), value) for value in REPAIRS)))
    yield Condition(
        repairs, And(*({"Condition": each} for each in (REGION_HAS_REMEDIATION, f"Detects{name}", f"Wants{name}")))
    )
    yield Condition(f"Runs{name}", Or(Equals(Ref(name), "PREVIEW"), Equals(Ref(name), "AUTOMATIC")))
    yield Condition(f"Previews{name}", Equals(Ref(name), "PREVIEW"))
    yield Condition(makes_role, And({"Condition": IS_HOME_REGION}, {"Condition": f"Wants{name}"}))
    yield Comment("Automatic remediation demands attempts and seconds.", "Properties/MaximumAutomaticAttempts")
    yield Comment("A tenth at a time, and no more once a tenth has failed.", "Properties/ExecutionControls")
    yield _remediation(control, runbook, repairs)
    yield document(runbook, repairs)
    yield Comment("Made in the home Region only: other Regions refer to it by its name.")
    yield role(runbook, makes_role)
    yield from runbook.companions(makes_role) if runbook.companions else ()


def _remediation(control: Control, runbook: Runbook, condition: str) -> Resource:
    previews = If(f"Previews{control.pascal}", "true", "false")
    given = [(ROLE, role_arn(runbook)), *((each, each.value) for each in runbook.inputs if each.value is not None)]
    return config.RemediationConfiguration(
        f"{rule_id(control)}RemediationConfiguration",
        Condition=condition,
        ConfigRuleName=Ref(rule_id(control)),
        TargetType="SSM_DOCUMENT",
        TargetId=Ref(document_id(runbook)),
        Automatic=If(f"Runs{control.pascal}", True, False),
        MaximumAutomaticAttempts=3,
        RetryAttemptSeconds=60,
        ExecutionControls=config.ExecutionControls(
            SsmControls=config.SsmControls(ConcurrentExecutionRatePercentage=10, ErrorPercentage=10)
        ),
        Parameters=dict(_passed(each, value) for each, value in [*given, (DRY_RUN, previews)]),
    )


def _passed(each: Input, value: Any) -> tuple[str, Any]:
    if value == "RESOURCE_ID":
        return each.name, {"ResourceValue": {"Value": "RESOURCE_ID"}}
    if isinstance(value, Parameter):
        given = {"StaticValue": {"Values": [Ref(value.name)]}}
        return each.name, If(f"Has{value.name}", given, NoValue) if value.default == "" else given
    return each.name, {"StaticValue": {"Values": [value]}}
