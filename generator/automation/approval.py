"""``aws:approve``: the caller answers for the approvers.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.automation.faults import Fault, TimedOutFault, at_step
from generator.automation.run_state import ApprovalRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.automation.document import Step
    from generator.automation.run_state import Run

_WAIT_SECONDS = 604_800
_LONGEST_MESSAGE = 4096
_MOST_APPROVERS = 10


def approve(run: Run, step: Step, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The step's outputs when it is approved; a rejection is a Fault, silence a TimedOutFault."""
    here = at_step(step.name)
    approvers, required = inputs["Approvers"], inputs.get("MinRequiredApprovals", 1)
    if not 1 <= len(approvers) <= _MOST_APPROVERS:
        raise Fault(here, f"{len(approvers)} Approvers; there can be 1 to {_MOST_APPROVERS}")
    if not 1 <= required <= len(approvers):
        raise Fault(here, f"MinRequiredApprovals is {required}, with {len(approvers)} Approvers")
    if len(inputs.get("Message", "")) > _LONGEST_MESSAGE:
        raise Fault(here, f"Message is longer than {_LONGEST_MESSAGE} characters")
    topic = inputs.get("NotificationArn")
    if topic is not None and not topic.rpartition(":")[2].startswith("Automation"):
        raise Fault(here, f"NotificationArn {topic}: the name of the topic does not begin with Automation")
    answer = None
    if run.surroundings.approve is not None:
        answer = run.surroundings.approve(ApprovalRequest(step.name, inputs.get("Message"), tuple(approvers), required))
    if answer is None:
        wait = step.timeout_seconds or _WAIT_SECONDS
        run.clock.sleep(wait)
        raise TimedOutFault(here, f"nobody approved within {wait} seconds")
    if not answer:
        raise Fault(here, "the approval was rejected")
    decisions = [{"Approver": approver, "Decision": "Approved"} for approver in approvers[:required]]
    return {"ApprovalStatus": "Approved", "ApproverDecisions": decisions}
