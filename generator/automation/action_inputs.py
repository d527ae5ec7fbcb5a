"""Which actions a run can carry out, the inputs each takes, and the outputs each has by itself.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_Kinds = Mapping[str, type | tuple[type, ...]]


@dataclass(frozen=True)
class ActionInputs:
    """The inputs of one action: ``kind`` is the JSON type of each, ``open`` lets API members stand beside them."""

    required: _Kinds
    optional: _Kinds = field(default_factory=dict)
    open: bool = False
    declares_outputs: bool = False
    own_outputs: Mapping[str, str] = field(default_factory=dict)


_API: _Kinds = {"Service": str, "Api": str}
_PROPERTY: _Kinds = {**_API, "PropertySelector": str, "DesiredValues": (list, str)}

ACTIONS: dict[str, ActionInputs] = {
    "aws:executeAwsApi": ActionInputs(_API, open=True, declares_outputs=True),
    "aws:assertAwsResourceProperty": ActionInputs(_PROPERTY, open=True),
    "aws:waitForAwsResourceProperty": ActionInputs(_PROPERTY, open=True),
    "aws:branch": ActionInputs({"Choices": list}, {"Default": str}),
    "aws:executeScript": ActionInputs(
        {"Runtime": str, "Handler": str, "Script": str},
        {"InputPayload": (dict, str), "Attachment": str},
        declares_outputs=True,
        own_outputs={"Payload": "StringMap"},
    ),
    "aws:loop": ActionInputs(
        {"Steps": list},
        {
            "Iterators": (list, str),
            "IteratorDataType": str,
            "LoopCondition": dict,
            "MaxIterations": (int, str),
        },
        own_outputs={"CurrentIteration": "Integer", "CurrentIteratorValue": "String"},
    ),
    "aws:sleep": ActionInputs({}, {"Duration": str, "Timestamp": str}),
    "aws:updateVariable": ActionInputs({"Name": str, "Value": (str, int, bool, list, dict)}),
    "aws:approve": ActionInputs(
        {"Approvers": (list, str)},
        {"NotificationArn": str, "Message": str, "MinRequiredApprovals": (int, str)},
        own_outputs={"ApprovalStatus": "String", "ApproverDecisions": "MapList"},
    ),
    "aws:executeAutomation": ActionInputs(
        {"DocumentName": str},
        {"DocumentVersion": str, "RuntimeParameters": (dict, str)},
        own_outputs={"ExecutionId": "String", "Status": "String", "Output": "StringList"},
    ),
}

NOT_REHEARSED = frozenset(
    f"aws:{name}"
    for name in (
        "changeInstanceState",
        "copyImage",
        "createImage",
        "createStack",
        "createTags",
        "deleteImage",
        "deleteStack",
        "executeStateMachine",
        "invokeLambdaFunction",
        "invokeWebhook",
        "pause",
        "runCommand",
        "runInstances",
    )
)
"""Actions that Automation has and a run here cannot carry out."""

API_ACTIONS = ("aws:executeAwsApi", "aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty")
PROPERTY_INPUTS = frozenset(_PROPERTY)
