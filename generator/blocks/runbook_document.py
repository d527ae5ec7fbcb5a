"""A runbook as an SSM Automation document that Config can start, with preview and undo.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html
"""

from typing import Any

from troposphere import Sub, ssm

from generator.blocks.deployment import NAME_PREFIX
from generator.model import Input, Resource, Runbook

ROLE = Input(
    name="AutomationAssumeRole",
    type="AWS::IAM::Role::Arn",
    description="Role with the permissions of the steps.",
)
DRY_RUN = Input(
    name="DryRun",
    type="Boolean",
    description="Report what would change, and change nothing.",
    default=True,
)
RESTORE = Input(
    name="Restore",
    type="StringList",
    description="Plan.Before of an earlier run, to bring that state back.",
    default=[],
)
OUTPUTS = ["Plan.Outcome", "Plan.Before"]
"""What every run returns: UNCHANGED, PREVIEW, REPAIRED or RESTORED, and the state that it found."""


def document_id(runbook: Runbook) -> str:
    """The logical id of the document."""
    return f"SSMAutomation{runbook.name}"


def content(runbook: Runbook) -> dict[str, Any]:
    """The document as Systems Manager stores it."""
    inputs = [ROLE, *runbook.inputs, DRY_RUN, *([RESTORE] if runbook.undo else [])]
    return {
        "schemaVersion": "0.3",
        "description": runbook.description,
        "assumeRole": "{{ AutomationAssumeRole }}",
        "parameters": {each.name: each.body() for each in inputs},
        "outputs": OUTPUTS if runbook.undo else OUTPUTS[:1],
        "mainSteps": [dict(step) for step in runbook.steps],
    }


def document(runbook: Runbook, condition: str) -> Resource:
    """The document; a changed one becomes a new version, so that what refers to it stays."""
    return ssm.Document(
        document_id(runbook),
        Condition=condition,
        Name=Sub(f"${{{NAME_PREFIX}}}-{runbook.name}"),
        DocumentType="Automation",
        UpdateMethod="NewVersion",
        Content=content(runbook),
    )
