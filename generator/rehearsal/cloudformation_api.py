"""The CloudFormation API of the strict account in the place of moto's, for boto3 in this process and for the server.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html
"""

from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from moto.cloudformation import urls
from moto.cloudformation.exceptions import CloudFormationError
from moto.cloudformation.utils import get_stack_from_s3_url
from moto.core.responses import ActionResult, BaseResponse

from generator.knowledge import limits
from generator.rehearsal import change_sets
from generator.rehearsal.cloudformation_answers import (
    change_set_answer,
    event_answer,
    resource_answer,
    stack_answer,
    stack_summary,
)
from generator.rehearsal.stack import Stack
from generator.rehearsal.template_summary import summary, validation
from generator.template.errors import RequestRefused
from generator.template.template import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.rehearsal.account import StrictAccount
    from generator.rehearsal.account_region import AccountRegion

PATH: Final = "{0}/$"
ACTIVE: "Final[list[StrictAccount]]" = []
"""The account that answers, innermost last."""


@contextmanager
def answering(account: "StrictAccount") -> "Iterator[None]":
    """Let ``account`` answer the CloudFormation API; afterwards the account, or moto, that did before."""
    before = urls.url_paths[PATH]
    ACTIVE.append(account)
    urls.url_paths[PATH] = CloudFormationApi.dispatch
    try:
        yield
    finally:
        ACTIVE.remove(account)
        urls.url_paths[PATH] = before


def _action(method: "Callable[[CloudFormationApi], dict[str, Any]]") -> "Callable[[CloudFormationApi], ActionResult]":
    """One request after the other, and refusals as the API's errors."""

    @wraps(method)
    def answer(self: "CloudFormationApi") -> ActionResult:
        with self.account.lock:
            try:
                return ActionResult(method(self))
            except RequestRefused as refused:
                raise CloudFormationError(refused.code, refused.message) from refused

    return answer


class CloudFormationApi(BaseResponse):
    """The actions that SDKs, the command line and taskcat use; moto calls a method for the action it is named after."""

    def __init__(self) -> None:
        super().__init__(service_name="cloudformation")
        self.automated_parameter_parsing = True

    @property
    def account(self) -> "StrictAccount":
        """The innermost strict account."""
        return ACTIVE[-1]

    @property
    def place(self) -> "AccountRegion":
        """Where the request goes."""
        return self.account.account_region(self.region, self.current_account)

    def _where(self) -> dict[str, Any]:
        return {"region": self.region, "account_id": self.current_account}

    def _stack(self) -> Stack:
        return self.account.stack(str(self._get_param("StackName")), **self._where())

    def _template(self) -> str | None:
        url = self._get_param("TemplateURL")
        if url:
            try:
                return str(get_stack_from_s3_url(url, self.current_account, self.partition))
            except Exception as error:
                raise RequestRefused(f"S3 error: cannot read the template at {url}") from error
        body = self._get_param("TemplateBody")
        if body and len(body.encode()) > 51_200:
            raise RequestRefused(
                "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have "
                "length less than or equal to 51200"
            )
        return None if body is None else str(body)

    def _needed_template(self) -> str:
        template = self._template()
        if template is None:
            raise RequestRefused("Either Template URL or Template Body must be specified.")
        return template

    def _parameters(self) -> dict[str, str]:
        given = self._get_param("Parameters", []) or []
        return {item["ParameterKey"]: item["ParameterValue"] for item in given if "ParameterValue" in item}

    def _tags(self) -> dict[str, str]:
        return {tag["Key"]: tag["Value"] for tag in self._get_param("Tags", []) or []}

    @_action
    def create_stack(self) -> dict[str, Any]:
        """CreateStack: answers when the stack is in its end state."""
        on_failure = self._get_param("OnFailure")
        stack = self.account.create_stack(
            str(self._get_param("StackName")),
            self._needed_template(),
            self._parameters(),
            self._get_param("Capabilities", []) or [],
            disable_rollback=bool(self._get_bool_param("DisableRollback")) or on_failure == "DO_NOTHING",
            tags=self._tags(),
            **self._where(),
        )
        return {"StackId": stack.stack_id}

    @_action
    def update_stack(self) -> dict[str, Any]:
        """UpdateStack."""
        text = None if self._get_bool_param("UsePreviousTemplate") else self._needed_template()
        capabilities = self._get_param("Capabilities", []) or []
        name = str(self._get_param("StackName"))
        stack = self.account.update_stack(name, text, self._parameters(), capabilities, **self._where())
        return {"StackId": stack.stack_id}

    @_action
    def delete_stack(self) -> dict[str, Any]:
        """DeleteStack."""
        self.account.delete_stack(str(self._get_param("StackName")), **self._where())
        return {}

    @_action
    def describe_stacks(self) -> dict[str, Any]:
        """DescribeStacks: one by name or id, or all that are not deleted."""
        if self._get_param("StackName"):
            return {"Stacks": [stack_answer(self._stack())]}
        return {"Stacks": [stack_answer(stack) for stack in self.account.stacks(**self._where()) if stack.live]}

    @_action
    def list_stacks(self) -> dict[str, Any]:
        """ListStacks, deleted ones included."""
        wanted = self._get_param("StackStatusFilter", []) or []
        stacks = self.account.stacks(**self._where())
        return {"StackSummaries": [stack_summary(stack) for stack in stacks if not wanted or stack.status in wanted]}

    @_action
    def describe_stack_events(self) -> dict[str, Any]:
        """DescribeStackEvents, newest first."""
        stack = self._stack()
        return {"StackEvents": [event_answer(stack, number) for number in reversed(range(len(stack.events)))]}

    @_action
    def describe_stack_resources(self) -> dict[str, Any]:
        """DescribeStackResources."""
        stack, name = self._stack(), self._get_param("LogicalResourceId")
        return {"StackResources": [resource_answer(stack, item) for item in stack.resources if name in {None, item}]}

    @_action
    def describe_stack_resource(self) -> dict[str, Any]:
        """DescribeStackResource."""
        stack, name = self._stack(), str(self._get_param("LogicalResourceId"))
        if name not in stack.resources:
            raise RequestRefused(f"Resource {name} does not exist for stack {stack.name}")
        return {"StackResourceDetail": resource_answer(stack, name)}

    @_action
    def list_stack_resources(self) -> dict[str, Any]:
        """ListStackResources."""
        stack = self._stack()
        return {"StackResourceSummaries": [resource_answer(stack, name) for name in stack.resources]}

    @_action
    def describe_account_limits(self) -> dict[str, Any]:
        """DescribeAccountLimits: those of a new account."""
        return {"AccountLimits": [{"Name": "StackLimit", "Value": limits.STACKS}]}

    @_action
    def list_exports(self) -> dict[str, Any]:
        """ListExports."""
        live = [stack for stack in self.account.stacks(**self._where()) if stack.live]
        exports = [
            {"ExportingStackId": stack.stack_id, "Name": output.export, "Value": output.value}
            for stack in live
            for output in stack.outputs.values()
            if output.export
        ]
        return {"Exports": exports}

    @_action
    def get_template(self) -> dict[str, Any]:
        """GetTemplate: the text as it was given."""
        return {"TemplateBody": self._stack().template.text, "StagesAvailable": ["Original", "Processed"]}

    @_action
    def get_template_summary(self) -> dict[str, Any]:
        """GetTemplateSummary of a stack or a template."""
        return summary(self._stack().template if self._get_param("StackName") else load(self._needed_template()))

    @_action
    def validate_template(self) -> dict[str, Any]:
        """ValidateTemplate."""
        return validation(load(self._needed_template()))

    @_action
    def create_change_set(self) -> dict[str, Any]:
        """CreateChangeSet of the types CREATE and UPDATE."""
        made = change_sets.create(
            self.place,
            change_sets.ChangeSet(
                str(self._get_param("ChangeSetName")),
                str(self._get_param("StackName")),
                str(self._get_param("ChangeSetType") or "UPDATE"),
                None if self._get_bool_param("UsePreviousTemplate") else self._needed_template(),
                self._parameters(),
                self._get_param("Capabilities", []) or [],
                self._tags(),
            ),
        )
        return {"Id": made.arn, "StackId": made.stack_name}

    def _change_set(self) -> change_sets.ChangeSet:
        return change_sets.find(self.place, str(self._get_param("ChangeSetName")), self._get_param("StackName"))

    @_action
    def describe_change_set(self) -> dict[str, Any]:
        """DescribeChangeSet, without the list of changes."""
        return change_set_answer(self._change_set())

    @_action
    def execute_change_set(self) -> dict[str, Any]:
        """ExecuteChangeSet: answers when the stack is in its end state."""
        change_sets.execute(self.account, self.place, self._change_set())
        return {}

    @_action
    def delete_change_set(self) -> dict[str, Any]:
        """DeleteChangeSet."""
        change_sets.delete(self.place, self._change_set())
        return {}
