"""Stacks, events and resources as the members of CloudFormation's answers.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
"""

from typing import Any

from generator.rehearsal.change_sets import ChangeSet
from generator.rehearsal.stack import Stack


def stack_answer(stack: Stack) -> dict[str, Any]:
    """The structure ``Stack``."""
    answer = {
        **stack_summary(stack),
        "Description": stack.template.description,
        "Parameters": [
            {"ParameterKey": name, "ParameterValue": ",".join(value) if isinstance(value, list) else value}
            for name, value in stack.parameters.items()
        ],
        "Outputs": [
            {
                "OutputKey": name,
                "OutputValue": output.value,
                "Description": output.description,
                **({"ExportName": output.export} if output.export else {}),
            }
            for name, output in stack.outputs.items()
        ],
        "Capabilities": list(stack.capabilities),
        "DisableRollback": stack.disable_rollback,
        "NotificationARNs": [],
        "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
        "EnableTerminationProtection": False,
    }
    answer.pop("TemplateDescription")
    return answer


def stack_summary(stack: Stack) -> dict[str, Any]:
    """The structure ``StackSummary``."""
    answer: dict[str, Any] = {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "TemplateDescription": stack.template.description,
        "CreationTime": stack.created,
        "StackStatus": stack.status,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }
    if stack.status_reason:
        answer["StackStatusReason"] = stack.status_reason
    if stack.updated:
        answer["LastUpdatedTime"] = stack.updated
    if stack.deleted:
        answer["DeletionTime"] = stack.deleted
    return answer


def event_answer(stack: Stack, number: int) -> dict[str, Any]:
    """The structure ``StackEvent`` for the stack's event of this number."""
    event = stack.events[number]
    answer = {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "EventId": f"{stack.stack_id.rsplit('/', 1)[1]}-{number:06d}",
        "LogicalResourceId": event.logical_id,
        "PhysicalResourceId": event.physical_id,
        "ResourceType": event.type_name,
        "Timestamp": event.timestamp,
        "ResourceStatus": event.status,
    }
    if event.reason:
        answer["ResourceStatusReason"] = event.reason
    return answer


def resource_answer(stack: Stack, logical_id: str) -> dict[str, Any]:
    """Members of StackResource, StackResourceDetail and StackResourceSummary together; each answer takes its own."""
    made = stack.resources[logical_id]
    answer = {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "LogicalResourceId": logical_id,
        "PhysicalResourceId": made.physical_id,
        "ResourceType": made.type_name,
        "ResourceStatus": made.status,
        "Timestamp": made.timestamp,
        "LastUpdatedTimestamp": made.timestamp,
        "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
    }
    if made.reason:
        answer["ResourceStatusReason"] = made.reason
    return answer


def change_set_answer(made: ChangeSet) -> dict[str, Any]:
    """The answer of DescribeChangeSet."""
    return {
        "ChangeSetName": made.name,
        "ChangeSetId": made.arn,
        "StackName": made.stack_name,
        "Status": made.status,
        "StatusReason": made.reason,
        "ExecutionStatus": made.execution_status,
        "CreationTime": made.created,
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in made.parameters.items()],
        "Capabilities": list(made.capabilities),
        "Changes": [],
    }
