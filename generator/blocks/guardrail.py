"""Statements of guardrails: what they deny by pattern, save for some actions or some resources, on what the baseline itself made.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
"""

from collections.abc import Iterator
from typing import Any

from awacs.aws import Action, Allow, Condition, ConditionElement, Deny, Principal, Statement
from troposphere import Sub

from generator.blocks.deployment import NAME_PREFIX

EVERYTHING = ["*"]


def actions(*names: str) -> list[Action]:
    """Actions of IAM, also patterns of them: ``iam:Delete*``."""
    return [Action(*name.split(":")) for name in names]


def allow_all_but(*names: str, sid: str) -> Statement:
    """Allow every action that is not named, on everything; for policies that are a ceiling."""
    return Statement(Sid=sid, Effect=Allow, NotAction=actions(*names), Resource=EVERYTHING)


def deny_all_but(*names: str, sid: str, if_: tuple[ConditionElement, ...]) -> Statement:
    """Deny every action that is not named, on everything, under the conditions."""
    return Statement(
        Sid=sid, Effect=Deny, NotAction=actions(*names), Resource=EVERYTHING, Condition=Condition(list(if_))
    )


def denial(
    *names: str,
    sid: str,
    on: Any = None,
    but_on: Any = None,
    if_: tuple[ConditionElement, ...] = (),
    to: Principal | None = None,
) -> Statement:
    """Deny actions on the resources ``on``, on all others than ``but_on``, or on everything."""
    facts: dict[str, Any] = {"Sid": sid, "Effect": Deny, "Action": actions(*names)}
    facts |= {"Principal": to} if to is not None else {}
    facts |= {"Resource": on or EVERYTHING} if but_on is None else {"NotResource": but_on}
    facts |= {"Condition": Condition(list(if_))} if if_ else {}
    return Statement(**facts)


def of_baseline(*resources: str, account: str = "${AWS::AccountId}") -> list[Sub]:
    """The ARNs, in every Region, of what has a name that begins with the prefix: ``sns:NAME``, ``ssm:document/NAME``.

    ``account`` is a wildcard in a policy for many accounts. IAM's ARNs have no Region.
    """
    return [
        Sub(f"arn:${{AWS::Partition}}:{service}:{region}:{account}:{rest}")
        for service, region, rest in _parts(resources)
    ]


def _parts(resources: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for resource in resources:
        service, _, rest = resource.partition(":")
        yield service, "" if service == "iam" else "*", rest.replace("NAME", f"${{{NAME_PREFIX}}}")


# What templates name, and the actions by which it would stop working. What AWS names, such as buckets and keys, no policy can find by its
# name; the trail's bucket and key keep their own policies.
NAMED = (
    "cloudwatch:alarm:NAME-*",
    "logs:log-group:/aws/*/NAME*",
    "sns:NAME-*",
    "ssm:document/NAME-*",
)
IDENTITIES = ("iam:group/NAME-*", "iam:policy/NAME-*", "iam:role/NAME-*", "iam:saml-provider/NAME*")
STOPPING = (
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DisableAlarmActions",
    "cloudwatch:PutMetricAlarm",
    "logs:DeleteLogGroup",
    "logs:DeleteLogStream",
    "logs:DeleteRetentionPolicy",
    "logs:DisassociateKmsKey",
    "logs:PutRetentionPolicy",
    "sns:AddPermission",
    "sns:DeleteTopic",
    "sns:RemovePermission",
    "sns:SetTopicAttributes",
    "ssm:DeleteDocument",
    "ssm:ModifyDocumentPermission",
    "ssm:UpdateDocument*",
)
CHANGING = (
    "iam:Add*",
    "iam:Attach*",
    "iam:Create*",
    "iam:Delete*",
    "iam:Detach*",
    "iam:Put*",
    "iam:Remove*",
    "iam:SetDefaultPolicyVersion",
    "iam:Tag*",
    "iam:Untag*",
    "iam:Update*",
)
# Services that watch, by the actions that blind them.
BLINDING = (
    "access-analyzer:DeleteAnalyzer",
    "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
    "config:DeleteConfigurationRecorder",
    "config:DeleteDeliveryChannel",
    "config:DeleteRetentionConfiguration",
    "config:PutConfigurationRecorder",
    "config:PutDeliveryChannel",
    "config:StopConfigurationRecorder",
    "guardduty:DeleteDetector",
    "guardduty:DisassociateFromAdministratorAccount",
    "guardduty:DisassociateFromMasterAccount",
    "guardduty:StopMonitoringMembers",
    "guardduty:UpdateDetector",
    "securityhub:BatchDisableStandards",
    "securityhub:DisableSecurityHub",
    "securityhub:DisassociateFromAdministratorAccount",
    "securityhub:DisassociateFromMasterAccount",
)
