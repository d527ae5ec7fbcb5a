"""Events of a stack, in order, with the reasons that AWS's services gave.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
"""

from collections.abc import Callable
from datetime import UTC, datetime

from generator.rehearsal.stack import Stack, StackEvent, StackResource

OnEvent = Callable[[StackEvent], None]


class ResourceFailed(Exception):
    """One resource could not be made, changed or deleted."""

    def __init__(self, logical_id: str, reason: str) -> None:
        self.logical_id = logical_id
        self.reason = reason
        super().__init__(f"{logical_id}: {reason}")


def reason_of(error: Exception) -> str:
    """An error in one line, as the reason of an event."""
    from botocore.exceptions import BotoCoreError, ClientError

    from generator.rehearsal.resource_types.resource_type import AlreadyThere, NotModelled, Waits
    from generator.template.errors import RequestRefused

    if isinstance(error, ClientError):
        details = error.response["Error"]
        text = f"{details['Message']} (Operation: {error.operation_name}, Error Code: {details['Code']})"
    elif isinstance(error, RequestRefused):
        text = error.message
    elif isinstance(error, BotoCoreError | AlreadyThere | NotModelled | Waits):
        text = str(error)
    else:
        text = f"The double could not do this: {type(error).__name__}: {error}"
    return " ".join(text.split())


class Journal:
    """Writes the events of one operation on one stack."""

    def __init__(self, stack: Stack, on_event: OnEvent | None) -> None:
        self.stack = stack
        self.on_event = on_event

    def of_stack(self, status: str, reason: str = "") -> None:
        """The stack's own status changes."""
        self.stack.status = status
        self.stack.status_reason = reason
        self._write(self.stack.name, self.stack.stack_id, "AWS::CloudFormation::Stack", status, reason)

    def of_resource(self, resource: StackResource, status: str, reason: str = "") -> None:
        """A resource's status changes."""
        resource.status = status
        resource.reason = reason
        resource.timestamp = datetime.now(UTC)
        self._write(resource.logical_id, resource.physical_id, resource.type_name, status, reason)

    def _write(self, logical_id: str, physical_id: str, type_name: str, status: str, reason: str) -> None:
        event = StackEvent(datetime.now(UTC), logical_id, physical_id, type_name, status, reason)
        self.stack.events.append(event)
        if self.on_event is not None:
            self.on_event(event)
