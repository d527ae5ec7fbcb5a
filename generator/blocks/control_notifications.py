"""Notices of what the controls of one template find, and of repairs that fail, to a topic that the user names.

https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-events.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, FindInMap, Not, Ref, Sub, events

from generator.blocks.deployment import NAME_PREFIX
from generator.knowledge.config_rules import managed_rule
from generator.knowledge.regions import partitions
from generator.model import Comment, Condition, Control, Element, Mapping, Parameter

MOST_NAMES = 30
TOPIC, NOTIFIES = "AlertTopicArn", "NotifiesOfControls"


def control_notifications(thing: str, *controls: Control) -> Iterator[Element]:
    """The parameter with the topic, and a rule each for non-compliance and for failed runbooks; ``thing`` tells templates apart."""
    yield Parameter(
        name=TOPIC,
        description=(
            "SNS topic of this Region that hears of non-compliant resources and of failed repairs; its policy must let"
            " events.amazonaws.com publish. Empty tells nobody."
        ),
        label="Topic for alerts",
        group="Notifications",
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+)?$",
        constraint="The ARN of an SNS topic, or nothing.",
    )
    hosts = {name: {"Host": each.console_host} for name, each in partitions().items() if each.console_host}
    yield Mapping("Consoles", hosts)
    yield Condition(NOTIFIES, Not(Equals(Ref(TOPIC), "")))
    yield Comment("Of the rules of this template only.")
    yield events.Rule(
        f"EventsRuleFor{thing}Compliance",
        Condition=NOTIFIES,
        Name=Sub(f"${{{NAME_PREFIX}}}-{thing}Compliance"),
        Description="Resources that a control finds non-compliant.",
        EventPattern=_non_compliant(controls),
        Targets=[_target(_COMPLIANCE, _COMPLIANCE_WORDS)],
    )
    if any(control.runbook for control in controls):
        yield events.Rule(
            f"EventsRuleFor{thing}Repairs",
            Condition=NOTIFIES,
            Name=Sub(f"${{{NAME_PREFIX}}}-{thing}Repairs"),
            Description="Runbooks of controls that failed.",
            EventPattern=_failed(controls),
            Targets=[_target(_REPAIR, _REPAIR_WORDS)],
        )


def _non_compliant(controls: tuple[Control, ...]) -> dict[str, Any]:
    names = _names([managed_rule(control.identifier).rule_name for control in controls])
    detail = {
        "messageType": ["ComplianceChangeNotification"],
        "configRuleName": names,
        "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]},
    }
    return {"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"], "detail": detail}


def _failed(controls: tuple[Control, ...]) -> dict[str, Any]:
    names = _names([control.runbook.name for control in controls if control.runbook])
    detail = {"Definition": names, "Status": ["Failed", "TimedOut"]}
    return {
        "source": ["aws.ssm"],
        "detail-type": ["EC2 Automation Execution Status-change Notification"],
        "detail": detail,
    }


def _names(names: list[str]) -> list[Any]:
    """What begins with the prefix and is one of ``names``; with many, all that begins with it: a pattern holds 4,096 characters."""
    if len(names) > MOST_NAMES:
        return [{"prefix": Sub(f"${{{NAME_PREFIX}}}-")}]
    return [Sub(f"${{{NAME_PREFIX}}}-{name}") for name in names]


_COMPLIANCE = {
    "account": "$.account",
    "region": "$.region",
    "resource": "$.detail.resourceId",
    "rule": "$.detail.configRuleName",
    "type": "$.detail.resourceType",
}
_COMPLIANCE_WORDS = (
    '"<rule> finds <type> <resource> non-compliant in account <account>, <region>."\n'
    '"https://<region>.${Host}/config/home?region=<region>#/rules/details?configRuleName=<rule>"'
)
_REPAIR = {
    "account": "$.account",
    "execution": "$.detail.ExecutionId",
    "region": "$.region",
    "runbook": "$.detail.Definition",
    "status": "$.detail.Status",
}
_REPAIR_WORDS = (
    '"The runbook <runbook> ended as <status> in account <account>, <region>; nothing more is tried after three attempts."\n'
    '"https://<region>.${Host}/systems-manager/automation/execution/<execution>?region=<region>"'
)


def _target(paths: dict[str, str], words: str) -> events.Target:
    host = FindInMap("Consoles", Ref("AWS::Partition"), "Host")
    return events.Target(
        Id="AlertTopic",
        Arn=Ref(TOPIC),
        InputTransformer=events.InputTransformer(InputPathsMap=paths, InputTemplate=Sub(words, Host=host)),
    )
