"""What the runbooks of incident response share: the Region that a person names, and the document with its own role as the default.

A person starts them; nothing else does. https://docs.aws.amazon.com/systems-manager/latest/userguide/running-automations-manually.html
"""

from collections.abc import Mapping
from types import MappingProxyType

from troposphere import Sub, ssm

from generator.blocks.allowed_patterns import REGION_CODE_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.runbook_document import ROLE, content, document_id
from generator.blocks.runbook_role import role_arn
from generator.model import Input, Resource, Runbook

INSTANCE_ID = Input(
    name="InstanceId",
    type="String",
    description="The instance.",
    allowed_pattern="^i-[0-9a-f]{8,17}$",
)
REGION = Input(
    name="Region",
    type="String",
    description="Region of the instance; empty for the Region of the runbook.",
    default="",
    allowed_pattern=or_nothing(REGION_CODE_PATTERN),
)
THE_INSTANCE: Mapping[str, str] = MappingProxyType({"InstanceId": "{{ InstanceId }}", "Region": "{{ Region }}"})
"""The events that tell a script which instance is meant, and where."""


def incident_document(runbook: Runbook, condition: str) -> Resource:
    """The document; whoever starts it need not know the ARN of its role, but must be allowed to pass it."""
    body = content(runbook)
    body["parameters"][ROLE.name]["default"] = role_arn(runbook)
    return ssm.Document(
        document_id(runbook),
        Condition=condition,
        Name=Sub(f"${{{NAME_PREFIX}}}-{runbook.name}"),
        DocumentType="Automation",
        UpdateMethod="NewVersion",
        Content=body,
    )
