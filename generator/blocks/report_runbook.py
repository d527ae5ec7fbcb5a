"""A runbook that writes a report to a bucket, as an SSM Automation document: it changes nothing, so there is no preview and no undo.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from awacs import s3
from awacs.aws import Statement
from troposphere import Sub, ssm

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow
from generator.blocks.runbook_document import ROLE, document_id
from generator.model import Input, Resource, Runbook

PREFIX = "iam-reports/"
"""Where in the bucket the reports lie."""
BUCKET = Input(
    name="BucketName",
    type="String",
    description="The bucket that the report is written to.",
    allowed_pattern="^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
)
DESTINATION: Mapping[str, str] = MappingProxyType(
    {"BucketName": "{{ BucketName }}", "Prefix": f"{PREFIX}{{{{ global:ACCOUNT_ID }}}}/"}
)
"""The events that tell a script where to write."""


def report_document(runbook: Runbook, condition: str) -> Resource:
    """The document; a changed one becomes a new version, so that what refers to it stays."""
    return ssm.Document(
        document_id(runbook),
        Condition=condition,
        Name=Sub(f"${{{NAME_PREFIX}}}-{runbook.name}"),
        DocumentType="Automation",
        UpdateMethod="NewVersion",
        Content=content(runbook),
    )


def content(runbook: Runbook) -> dict[str, Any]:
    """The document as Systems Manager stores it; every step puts its object's address out as ``Object``."""
    return {
        "schemaVersion": "0.3",
        "description": runbook.description,
        "assumeRole": "{{ AutomationAssumeRole }}",
        "parameters": {each.name: each.body() for each in (ROLE, *runbook.inputs)},
        "outputs": [f"{step['name']}.Object" for step in runbook.steps],
        "mainSteps": [dict(step) for step in runbook.steps],
    }


def may_write(objects: Any) -> Statement:
    """The statement with which a role writes ``objects``, an ARN."""
    return allow(s3.PutObject, on=objects)
