"""The assessments of AWS Audit Manager, which moto lacks, in an account that set the service up before 2026-04-30: others cannot.

https://docs.aws.amazon.com/audit-manager/latest/APIReference/API_CreateAssessment.html
"""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "audit manager assessments"
NOT_FOUND: Final = "ResourceNotFoundException"


def status(call: Call) -> Answer:
    """ACTIVE: the account was set up before."""
    return {"status": call.account.store("audit manager account").get("status", "ACTIVE")}


def create(call: Call) -> Answer:
    """Names are unique, a person owns the assessment, and the bucket of its reports is there."""
    from botocore.exceptions import ClientError

    assessments = call.account.store(STORE)
    name, roles = call.parameters["name"], call.parameters["roles"]
    if any(each["metadata"]["name"] == name for each in assessments.values()):
        raise call.refuse("ValidationException", f"An assessment with the name {name} already exists")
    if any(role["roleType"] != "PROCESS_OWNER" for role in roles) or not roles:
        raise call.refuse("ValidationException", "An assessment needs roles of type PROCESS_OWNER")
    bucket = call.parameters["assessmentReportsDestination"]["destination"].removeprefix("s3://").split("/")[0]
    try:
        call.account.client("s3").head_bucket(Bucket=bucket)
    except ClientError as error:
        raise call.refuse("ValidationException", f"The bucket {bucket} cannot be reached") from error
    own = str(UUID(int=len(assessments) + 1))
    account = call.account
    kept = ("name", "description", "assessmentReportsDestination", "scope", "roles")
    assessments[own] = {
        "arn": f"arn:{account.partition}:auditmanager:{account.region}:{account.account_id}:assessment/{own}",
        "metadata": {
            "id": own,
            "status": "ACTIVE",
            "creationTime": datetime.now(UTC),
            **{key: call.parameters[key] for key in kept if key in call.parameters},
        },
        "tags": call.parameters.get("tags", {}),
    }
    return {"assessment": assessments[own]}


def get(call: Call) -> Answer:
    """By its id."""
    return {"assessment": _found(call)}


def update(call: Call) -> Answer:
    """What is given is replaced."""
    renamed = {"assessmentName": "name", "assessmentDescription": "description"}
    given = {renamed.get(key, key): value for key, value in call.parameters.items() if key != "assessmentId"}
    _found(call)["metadata"].update(given)
    return {"assessment": _found(call)}


def delete(call: Call) -> Answer:
    """By its id."""
    del call.account.store(STORE)[_found(call)["metadata"]["id"]]
    return {}


def _found(call: Call) -> dict[str, Any]:
    assessment: dict[str, Any] | None = call.account.store(STORE).get(str(call.parameters["assessmentId"]))
    if assessment is None:
        raise call.refuse(NOT_FOUND, "The assessment does not exist")
    return assessment


DOUBLES: Final = {
    ("auditmanager", "CreateAssessment"): create,
    ("auditmanager", "DeleteAssessment"): delete,
    ("auditmanager", "GetAccountStatus"): status,
    ("auditmanager", "GetAssessment"): get,
    ("auditmanager", "UpdateAssessment"): update,
}
