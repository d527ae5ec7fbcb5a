"""Every resource type that the strict account can make, by name."""

from typing import Final

from generator.rehearsal.resource_types import (
    budgets,
    cloudtrail,
    cloudwatch,
    config,
    events,
    findings,
    iam,
    kms,
    lambda_functions,
    logs,
    s3,
    sns,
    sqs,
    ssm,
)
from generator.rehearsal.resource_types.resource_type import ResourceType

MODULES: Final = (
    budgets,
    cloudtrail,
    cloudwatch,
    config,
    events,
    findings,
    iam,
    kms,
    lambda_functions,
    logs,
    s3,
    sns,
    sqs,
    ssm,
)
TYPES: Final[dict[str, ResourceType]] = {row.name: row for module in MODULES for row in module.ROWS}
