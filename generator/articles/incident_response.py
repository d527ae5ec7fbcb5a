"""Emits templates/incident-response.yaml: runbooks that an incident responder starts by hand, and the policy that lets a responder do so.

AWS Systems Manager Incident Manager takes no new customers since 2025-11-07: a topic hears of the runs in its place.

https://docs.aws.amazon.com/incident-manager/latest/userguide/incident-manager-availability-change.html
https://docs.aws.amazon.com/security-ir/latest/userguide/containment.html
"""

from collections.abc import Callable, Iterator
from typing import Any

from awacs import iam as iam_action
from awacs import ssm as ssm_action
from awacs.aws import StringEquals
from troposphere import And, Equals, Or, Ref, Sub, events, iam

from generator.blocks import deactivate_access_key, isolate_instance, revoke_role_sessions, snapshot_volumes
from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.control_notifications import FAILURES, RUN_PAGE
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, home_region, name_prefix
from generator.blocks.incident_runbook import incident_document
from generator.blocks.policy import allow, arn, policy
from generator.blocks.runbook_role import role
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Runbook, Scope, Text

GROUP = "Incident response"
RESPONDS, TELLS = "RespondsToIncidents", "TellsOfIncidentRunbooks"
POLICY = "IAMManagedPolicyForIncidentResponders"
RUNBOOKS = (
    isolate_instance.RUNBOOK,
    snapshot_volumes.RUNBOOK,
    revoke_role_sessions.RUNBOOK,
    deactivate_access_key.RUNBOOK,
)
LABELS = {
    "IsolateInstance": "Isolate an instance",
    "SnapshotVolumes": "Snapshot the volumes of an instance",
    "RevokeRoleSessions": "End the sessions of a role",
    "DeactivateAccessKey": "Deactivate an access key",
}
REASONS = {
    "IsolateInstance": "The instance keeps running, so that its memory can still be read; its role is another runbook's matter.",
    "SnapshotVolumes": "Before anybody stops or repairs the instance.",
    "RevokeRoleSessions": "Stolen credentials of a role live up to twelve hours, whatever its trust policy says meanwhile.",
    "DeactivateAccessKey": "A key that is deleted can no longer be told from one that never was.",
}


def elements() -> Iterator[Element]:
    """Parameters, each runbook with its role, the responders' policy, and who hears of the runs."""
    yield from _parameters()
    yield from alert_topic()
    yield from name_prefix()
    yield from home_region()
    yield from _conditions()
    for runbook in RUNBOOKS:
        yield Comment(REASONS[runbook.name])
        yield incident_document(runbook, _has(runbook))
        if runbook is revoke_role_sessions.RUNBOOK:
            yield Comment(
                "No condition key tells one inline policy from another: who passes this role to a document of their own is root."
            )
        yield role(runbook, _has(runbook))
    yield _responders()
    yield from _notices()
    yield Output(
        name="IncidentResponderPolicyArn",
        description="Policy to attach to the role of incident responders.",
        value=Ref(POLICY),
        condition=RESPONDS,
    )


def _parameters() -> Iterator[Parameter]:
    for runbook in RUNBOOKS:
        yield Parameter(
            name=f"{runbook.name}Runbook",
            description=f"{runbook.description} Nothing starts it but a person.",
            label=LABELS[runbook.name],
            group=GROUP,
            default="ENABLED",
            allowed_values=("DISABLED", "ENABLED"),
        )


def _conditions() -> Iterator[Condition]:
    for runbook in RUNBOOKS:
        chosen = Equals(Ref(f"{runbook.name}Runbook"), "ENABLED")
        yield Condition(_has(runbook), And({"Condition": IS_HOME_REGION}, chosen))
    yield Condition(RESPONDS, Or(*({"Condition": _has(runbook)} for runbook in RUNBOOKS)))
    yield has_topic()
    yield Condition(TELLS, And({"Condition": HAS_TOPIC}, {"Condition": RESPONDS}))


def _has(runbook: Runbook) -> str:
    return f"Has{runbook.name}"


def _each(*makers: Callable[[Runbook], Sub]) -> list[Any]:
    """What each maker says of each runbook; that of one that is not there is of no use to anybody."""
    return [make(runbook) for runbook in RUNBOOKS for make in makers]


def _named(kind: str, version: str = "") -> Callable[[Runbook], Sub]:
    return lambda runbook: arn("ssm", f"{kind}/${{{NAME_PREFIX}}}-{runbook.name}{version}")


def _responders() -> iam.ManagedPolicy:
    runs = arn("ssm", "automation-execution/*")
    roles = _each(lambda runbook: arn("iam", f"role/${{{NAME_PREFIX}}}-{runbook.name}", region=""))
    to_automation = (StringEquals("iam:PassedToService", "ssm.amazonaws.com"),)
    return iam.ManagedPolicy(
        POLICY,
        Condition=RESPONDS,
        ManagedPolicyName=Sub(f"${{{NAME_PREFIX}}}-incident-runbooks"),
        Description="Start the runbooks of incident response, and follow their runs.",
        PolicyDocument=policy(
            allow(
                ssm_action.StartAutomationExecution,
                on=_each(_named("automation-definition", ":*"), _named("document")),
                sid="StartRunbooks",
            ),
            allow(iam_action.PassRole, on=roles, if_=to_automation, sid="PassTheirRoles"),
            allow(
                ssm_action.DescribeDocument, ssm_action.GetDocument, on=_each(_named("document")), sid="ReadRunbooks"
            ),
            allow(
                ssm_action.DescribeAutomationStepExecutions,
                ssm_action.GetAutomationExecution,
                ssm_action.StopAutomationExecution,
                on=runs,
                sid="FollowRuns",
            ),
            allow(ssm_action.DescribeAutomationExecutions, ssm_action.ListDocuments, on="*", sid="FindThem"),
        ),
    )


def _notices() -> Iterator[Element]:
    yield Comment("A responder wants to know that it is done; everybody else, that somebody did it.")
    yield events.Rule(
        "EventsRuleForIncidentRunbooks",
        Condition=TELLS,
        EventPattern={
            "source": ["aws.ssm"],
            "detail-type": ["EC2 Automation Execution Status-change Notification"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {
                "Definition": [Sub(f"${{{NAME_PREFIX}}}-{runbook.name}") for runbook in RUNBOOKS],
                "Status": ["Success", *FAILURES],
            },
        },
        Targets=[
            told(
                (
                    "INCIDENT: <runbook>, started by <who>, ended as <status> in account ${AWS::AccountId}, ${AWS::Region}.",
                    "Its outcome, and what brings the former state back, are on this page:",
                    f"https://${{AWS::Region}}.${{Host}}/{RUN_PAGE}",
                ),
                {
                    "runbook": "$.detail.Definition",
                    "status": "$.detail.Status",
                    "execution": "$.detail.ExecutionId",
                    "who": "$.detail.ExecutedBy",
                },
            )
        ],
    )


ARTICLE = Article(
    title=Text("Incident response", "インシデント対応"),
    summary=Text(
        "Runbooks that a responder starts by hand: isolate an instance, keep its disks, end a role's sessions, deactivate a key.",
        "対応者が手動で開始する Runbook: インスタンスの隔離、ディスクの証拠保全、ロールのセッション失効、アクセスキーの無効化。",
    ),
    scope=Scope.HOME,
    cost=Text(
        "Nothing until a runbook is started; then its Automation steps, and the storage of the snapshots that it makes.",
        "Runbook を開始するまで無料。開始後は Automation のステップと、作成したスナップショットのストレージ。",
    ),
    elements=elements,
    undetected=Text(
        "Whether somebody is prepared to respond is no configuration of a resource.",
        "対応の準備ができているかどうかはリソースの設定ではないため、検出できません。",
    ),
)
