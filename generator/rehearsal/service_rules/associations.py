"""State Manager associations, which moto does not have: an unmodelled API with AWS's rules. It runs nothing by itself.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html
"""

import re
import uuid
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.remediations import AWS_OWNED, document_parameters

STORE: Final = "associations"
RATE: Final = re.compile(r"rate\((?:1 (minute|hour|day)|(\d+) (minute|hour|day)s)\)")
MINUTES: Final = {"minute": 1, "hour": 60, "day": 24 * 60}
LISTED: Final = ("AssociationId", "AssociationName", "AssociationVersion", "Name", "ScheduleExpression", "Targets")


def create(call: Call) -> Answer:
    """Associate an existing document."""
    _check(call)
    store = call.account.store(STORE)
    seed = f"{call.account.account_id}/{call.account.region}/{len(store)}/{call.parameters['Name']}"
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, seed))
    store[identifier] = {**call.parameters, "AssociationId": identifier, "AssociationVersion": "1"}
    return {"AssociationDescription": store[identifier]}


def update(call: Call) -> Answer:
    """A new version with just what the call names: AWS nulls the rest, but for the document."""
    former = _found(call)
    given = Call(call.account, call.service, call.operation, {"Name": former["Name"], **call.parameters})
    _check(given)
    version = str(int(former["AssociationVersion"]) + 1)
    now = {**given.parameters, "AssociationVersion": version}
    call.account.store(STORE)[former["AssociationId"]] = now
    return {"AssociationDescription": now}


def describe(call: Call) -> Answer:
    """By association id."""
    return {"AssociationDescription": _found(call)}


def list_all(call: Call) -> Answer:
    """Those that every filter names by its value, such as AssociationName."""
    filters = {each["key"]: each["value"] for each in call.parameters.get("AssociationFilterList", ())}
    every = call.account.store(STORE).values()
    found = [each for each in every if all(each.get(key) == value for key, value in filters.items())]
    return {"Associations": [{key: each[key] for key in LISTED if key in each} for each in found]}


def delete(call: Call) -> Answer:
    """By association id."""
    del call.account.store(STORE)[_found(call)["AssociationId"]]
    return {}


def _found(call: Call) -> dict[str, Any]:
    association: dict[str, Any] | None = call.account.store(STORE).get(str(call.parameters.get("AssociationId")))
    if association is None:
        raise call.refuse("AssociationDoesNotExist", "The specified association does not exist.")
    return association


def _check(call: Call) -> None:
    given = call.parameters
    _check_schedule(call, given.get("ScheduleExpression", ""))
    if ("AutomationTargetParameterName" in given) and "Targets" not in given:
        raise call.refuse("ValidationException", "Must specify both Automation Target Parameter Name and Targets")
    _check_document(call, str(given["Name"]))


def _check_schedule(call: Call, expression: str) -> None:
    """Of cron expressions, which AWS limits too, only the form is looked at."""
    rate = RATE.fullmatch(expression)
    if rate:
        minutes = int(rate[2] or 1) * MINUTES[rate[1] or rate[3]]
        if minutes < 30 or minutes >= 31 * MINUTES["day"] or rate[2] == "1":
            raise call.refuse("InvalidSchedule", f"{expression} is not from 30 minutes to less than 31 days")
        if call.parameters.get("ApplyOnlyAtCronInterval"):
            raise call.refuse("ValidationException", "ApplyOnlyAtCronInterval is not supported for rate expressions")
    elif expression and not re.fullmatch(r"(cron|at)\(.+\)", expression):
        raise call.refuse("InvalidSchedule", f"The schedule {expression} is invalid")


def _check_document(call: Call, name: str) -> None:
    from botocore.exceptions import ClientError

    if name.startswith(AWS_OWNED):
        return
    try:
        found = call.account.client("ssm").describe_document(Name=name)["Document"]
    except ClientError as error:
        raise call.refuse("InvalidDocument", f"Document with name {name} does not exist.") from error
    given = {**call.parameters.get("Parameters", {})}
    # Targets fill the parameter that is named for them.
    if "AutomationTargetParameterName" in call.parameters:
        given[call.parameters["AutomationTargetParameterName"]] = []
    declared = document_parameters(call, name, call.parameters.get("DocumentVersion"))
    for unknown in sorted(given.keys() - declared.keys()):
        raise call.refuse("InvalidParameters", f"The document {name} has no parameter {unknown}")
    for missing in sorted(key for key, value in declared.items() if "default" not in value and key not in given):
        raise call.refuse("InvalidParameters", f"The document {name} needs the parameter {missing}")
    if found["DocumentType"] == "Automation":
        _check_automation(call)


def _check_automation(call: Call) -> None:
    from botocore.exceptions import ClientError

    if "Targets" in call.parameters and "AutomationTargetParameterName" not in call.parameters:
        raise call.refuse("ValidationException", "Must specify both Automation Target Parameter Name and Targets")
    (role,) = call.parameters.get("Parameters", {}).get("AutomationAssumeRole", ("",))
    if not role:
        raise call.refuse("InvalidParameters", "State Manager runs an automation with a role: AutomationAssumeRole")
    # AWS may take the association, but the run that begins at once would fail.
    try:
        call.account.client("iam").get_role(RoleName=role.rpartition("/")[2])
    except ClientError as error:
        raise call.refuse("InvalidParameters", f"The role {role} does not exist when the association begins") from error
