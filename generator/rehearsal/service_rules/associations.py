"""State Manager associations, which moto does not have: an unmodelled API.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html
"""

import uuid
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.remediations import AWS_OWNED

STORE: Final = "associations"


def create(call: Call) -> Answer:
    """Associate an existing document."""
    name = str(call.parameters["Name"])
    _check_document(call, name)
    store = call.account.store(STORE)
    identifier = str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"{call.account.account_id}/{call.account.region}/{len(store)}/{name}")
    )
    store[identifier] = {**call.parameters, "AssociationId": identifier, "AssociationVersion": "1"}
    return {"AssociationDescription": store[identifier]}


def update(call: Call) -> Answer:
    """Replace every member that the call names."""
    association = _found(call)
    association.update(call.parameters)
    return {"AssociationDescription": association}


def describe(call: Call) -> Answer:
    """By association id."""
    return {"AssociationDescription": _found(call)}


def delete(call: Call) -> Answer:
    """By association id."""
    del call.account.store(STORE)[_found(call)["AssociationId"]]
    return {}


def _found(call: Call) -> dict[str, Any]:
    association: dict[str, Any] | None = call.account.store(STORE).get(str(call.parameters.get("AssociationId")))
    if association is None:
        raise call.refuse("AssociationDoesNotExist", "The specified association does not exist.")
    return association


def _check_document(call: Call, name: str) -> None:
    from botocore.exceptions import ClientError

    if name.startswith(AWS_OWNED):
        return
    try:
        call.account.client("ssm").describe_document(Name=name)
    except ClientError as error:
        raise call.refuse("InvalidDocument", f"Document with name {name} does not exist.") from error
