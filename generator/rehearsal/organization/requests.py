"""What all requests about stack sets have in common: who may ask, which set is meant, which template is given.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.organization.service_access import STACK_SETS
from generator.rehearsal.organization.stack_set import Operation, StackSet
from generator.template.errors import RequestRefused

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

INVALID: Final = "ValidationError"
PAGE: Final = 100


def check_caller(organization: "StrictOrganization", call: Call) -> None:
    """The management account as SELF, a registered member as DELEGATED_ADMIN; and trusted access."""
    caller = call.account.account_id
    if call.parameters.get("CallAs", "SELF") == "DELEGATED_ADMIN":
        if caller not in organization.access.delegated.get(STACK_SETS, {}):
            raise call.refuse(INVALID, "Account used is not a delegated administrator")
    elif caller != organization.management:
        raise call.refuse(
            INVALID,
            "You must be the management account or delegated admin account of an organization before operating a "
            "SERVICE_MANAGED stack set",
        )
    if not organization.access.stack_sets:
        raise call.refuse(INVALID, "You must enable organizations access to operate a service managed stack set")


def find_set(organization: "StrictOrganization", call: Call) -> StackSet:
    """The set that StackSetName names, by name, id or ARN, in the Region of the call; sets of others are not found."""
    name = str(call.parameters["StackSetName"])
    as_delegated = call.parameters.get("CallAs", "SELF") == "DELEGATED_ADMIN"
    caller = call.account.account_id
    if as_delegated and caller not in organization.access.delegated.get(STACK_SETS, {}):
        raise call.refuse(INVALID, "Account used is not a delegated administrator")
    if as_delegated or caller == organization.management:
        for each in sets_of(organization, call):
            if name in {each.name, each.set_id, each.arn} and each.status == "ACTIVE":
                return each
    raise call.refuse("StackSetNotFoundException", f"StackSet {name} not found")


def sets_of(organization: "StrictOrganization", call: Call) -> Sequence[StackSet]:
    """All sets of the Region, deleted ones too, oldest first."""
    return [each for each in organization.stack_sets if each.home == call.account.region]


def find_operation(call: Call, stack_set: StackSet) -> Operation:
    """The operation that OperationId names."""
    operation = stack_set.operations.get(str(call.parameters["OperationId"]))
    if operation is None:
        raise call.refuse("OperationNotFoundException", f"Operation {call.parameters['OperationId']} not found")
    return operation


def template_text(organization: "StrictOrganization", call: Call) -> str | None:
    """The body that the request gives or points to; None if neither."""
    body, url = call.parameters.get("TemplateBody"), call.parameters.get("TemplateURL")
    if body and url:
        raise call.refuse(INVALID, "Either Template URL or Template Body must be specified, not both")
    if url:
        return _read(organization, call, str(url))
    if body and len(str(body).encode()) > organization.quotas.template_body:
        raise call.refuse(
            INVALID,
            "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length "
            f"less than or equal to {organization.quotas.template_body}",
        )
    return None if body is None else str(body)


def _read(organization: "StrictOrganization", call: Call, url: str) -> str:
    from moto.cloudformation.utils import get_stack_from_s3_url

    place = organization.aws.account_region(call.account.region, call.account.account_id)
    if not url.startswith("https://") or ".s3-website" in url:
        raise call.refuse(INVALID, f"S3 error: Domain name specified in {url} is not a valid S3 domain")
    try:
        text = str(get_stack_from_s3_url(url, place.account_id, place.partition))
    except Exception as error:
        raise call.refuse(INVALID, f"S3 error: Access Denied: cannot read {url}") from error
    if len(text.encode()) > organization.quotas.template_object:
        raise call.refuse(INVALID, f"Template may not exceed {organization.quotas.template_object} bytes in size.")
    return text


def given_parameters(call: Call, member: str, previous: Mapping[str, str]) -> dict[str, str]:
    """The values of a list of parameters; ``UsePreviousValue`` takes ``previous``."""
    values: dict[str, str] = {}
    for item in call.parameters.get(member) or ():
        name = str(item.get("ParameterKey", ""))
        if name in values or not name:
            raise call.refuse(INVALID, f"Parameters: [{name}] must be given once")
        if item.get("UsePreviousValue"):
            if name not in previous:
                raise call.refuse(
                    INVALID,
                    f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true for a "
                    "parameter key not in the previous template",
                )
            values[name] = previous[name]
        else:
            values[name] = str(item.get("ParameterValue", ""))
    return values


def refusal(call: Call, error: RequestRefused) -> Exception:
    """What the template's own check says, as the API's error."""
    return call.refuse(error.code, error.message)


def parameter_list(values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Values as the API writes them."""
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]
