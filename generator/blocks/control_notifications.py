"""Notices of what the controls of one template find, and of runbooks that fail, to a topic that the user names.

A control that nothing repairs has an EventBridge rule of its own, so that its notice says what to do; the others share one.

https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from troposphere import And, Equals, Not, Ref, Sub, events

from generator.blocks.alert_topic import TOPIC, alert_topic, told
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.knowledge import limits
from generator.model import Comment, Condition, Control, Element, Scope

NOTIFIES, NOTIFIES_AT_HOME = "NotifiesOfControls", "NotifiesOfControlsAtHome"
# The reference of Systems Manager's events says Canceled, its API says Cancelled.
FAILURES = ("Failed", "TimedOut", "Cancelled", "Canceled")
RULE_PAGE = "config/home?region=${AWS::Region}#/rules/details?configRuleName="
RUN_PAGE = "systems-manager/automation/execution/<execution>?region=${AWS::Region}"

Pattern = Callable[[list[Any]], dict[str, Any]]


def control_notifications(thing: str, *controls: Control) -> Iterator[Element]:
    """The topic's parameter and the EventBridge rules of ``controls``; ``thing`` tells the templates of a composed one apart.

    ``config_controls`` of the same controls and ``deployment`` must be yielded beside it.
    """
    yield from alert_topic()
    yield Condition(NOTIFIES, Not(Equals(Ref(TOPIC), "")))
    repaired = [control for control in controls if control.runbook is not None]
    ruled = [control for control in repaired if not control.scheduled]
    rules = f"EventsRuleFor{thing}Compliance", [control.rule_name for control in ruled]
    yield from _rules(*rules, _condition(ruled), _non_compliant, _target(_FOUND, "resource", "rule", "type"))
    runbooks = f"EventsRuleFor{thing}Repairs", [control.runbook.name for control in repaired if control.runbook]
    yield from _rules(*runbooks, _condition(repaired), _failed, _target(_FAILED, "execution", "runbook", "status"))
    for control in controls:
        if control.runbook is None and not control.scheduled:
            yield from _by_hand(control)


def _condition(controls: Sequence[Control]) -> Condition:
    """Rules that exist in the home Region only need no ear in another."""
    if all(control.scope is Scope.HOME for control in controls):
        return Condition(NOTIFIES_AT_HOME, And({"Condition": NOTIFIES}, {"Condition": IS_HOME_REGION}))
    return Condition(NOTIFIES, Not(Equals(Ref(TOPIC), "")))


def _rules(
    logical_id: str, names: list[str], condition: Condition, pattern: Pattern, target: events.Target
) -> Iterator[Element]:
    """As few rules as hear of all ``names``, each by itself: a prefix would also hear of another stack's."""
    for number, group in enumerate(_groups(names, pattern), start=1):
        yield condition
        yield Comment("Those of this template only.")
        yield events.Rule(
            logical_id if number == 1 else f"{logical_id}{number}",
            Condition=condition.name,
            EventPattern=pattern([_prefixed(name) for name in group]),
            Targets=[target],
        )


def _groups(names: list[str], pattern: Pattern) -> list[list[str]]:
    groups: list[list[str]] = []
    for name in names:
        if not groups or _longest(pattern, [*groups[-1], name]) > limits.EVENT_PATTERN_QUOTA:
            groups.append([])
        groups[-1].append(name)
    return groups


def _longest(pattern: Pattern, names: list[str]) -> int:
    """The characters of the pattern once the longest prefix, account and Region stand in it."""
    filled = pattern([f"{'x' * 16}-{name}" for name in names])
    return len(json.dumps(filled | {"account": ["x" * 12], "region": ["x" * 16]}))


def _prefixed(name: str) -> Sub:
    return Sub(f"${{{NAME_PREFIX}}}-{name}")


def _by_hand(control: Control) -> Iterator[Element]:
    condition = f"Notifies{control.pascal}"
    yield Condition(condition, And({"Condition": NOTIFIES}, {"Condition": f"Detects{control.pascal}"}))
    name = f"${{{NAME_PREFIX}}}-{control.rule_name}"
    lines = (
        f"{name} finds <type> <resource> non-compliant in account ${{AWS::AccountId}}, ${{AWS::Region}}.",
        f"Wanted: {control.title.en}. {control.why.en}",
        f"https://${{AWS::Region}}.${{Host}}/{RULE_PAGE}{name}",
    )
    yield events.Rule(
        f"EventsRuleFor{control.pascal}",
        Condition=condition,
        EventPattern=_non_compliant([Sub(name)]),
        Targets=[_target(lines, "resource", "type")],
    )


def _non_compliant(names: list[Any]) -> dict[str, Any]:
    detail = {"configRuleName": names, "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}}
    return _here("aws.config", "Config Rules Compliance Change", detail)


def _failed(names: list[Any]) -> dict[str, Any]:
    detail = {"Definition": names, "Status": list(FAILURES)}
    return _here("aws.ssm", "EC2 Automation Execution Status-change Notification", detail)


def _here(source: str, detail_type: str, detail: dict[str, Any]) -> dict[str, Any]:
    """Another account or Region may send its events to this bus, of rules with the same names."""
    return {
        "source": [source],
        "detail-type": [detail_type],
        "account": [Ref("AWS::AccountId")],
        "region": [Ref("AWS::Region")],
        "detail": detail,
    }


_PATHS = {
    "execution": "$.detail.ExecutionId",
    "resource": "$.detail.resourceId",
    "rule": "$.detail.configRuleName",
    "runbook": "$.detail.Definition",
    "status": "$.detail.Status",
    "type": "$.detail.resourceType",
}
_FOUND = (
    "<rule> finds <type> <resource> non-compliant in account ${AWS::AccountId}, ${AWS::Region}.",
    "Unless its control is AUTOMATIC, choose Remediate on this page:",
    f"https://${{AWS::Region}}.${{Host}}/{RULE_PAGE}<rule>",
)
_FAILED = (
    "The runbook <runbook> ended as <status> in account ${AWS::AccountId}, ${AWS::Region}.",
    "See on this page which step stopped it, then run it again or finish by hand:",
    f"https://${{AWS::Region}}.${{Host}}/{RUN_PAGE}",
)


def _target(lines: Sequence[str], *names: str) -> events.Target:
    return told(lines, {name: _PATHS[name] for name in names})
