"""Event data stores of CloudTrail Lake, which moto does not have. Whether AWS still lets an account have one is not modelled.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteEventDataStore.html
"""

import uuid
from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "event data stores"
DEFAULTS: Final = {
    "BillingMode": "EXTENDABLE_RETENTION_PRICING",
    "MultiRegionEnabled": True,
    "OrganizationEnabled": False,
    "RetentionPeriod": 366,
    "TerminationProtectionEnabled": True,
}


def create(call: Call) -> Answer:
    """Under a name that no other store has."""
    stores, name = call.account.store(STORE), str(call.parameters["Name"])
    if any(each["Name"] == name for each in stores.values()):
        raise call.refuse("EventDataStoreAlreadyExistsException", f"An event data store {name} already exists.")
    account = call.account
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{account.account_id}/{account.region}/{len(stores)}/{name}")
    arn = f"arn:{account.partition}:cloudtrail:{account.region}:{account.account_id}:eventdatastore/{identifier}"
    now = datetime(2026, 1, 1, tzinfo=UTC)
    given = {key: value for key, value in call.parameters.items() if key not in ("TagsList", "StartIngestion")}
    stores[arn] = {**DEFAULTS, **given, "EventDataStoreArn": arn, "Status": "ENABLED"}
    stores[arn] |= {"CreatedTimestamp": now, "UpdatedTimestamp": now}
    return dict(stores[arn])


def get(call: Call) -> Answer:
    """By ARN."""
    return dict(_found(call))


def update(call: Call) -> Answer:
    """Just what the call names changes."""
    found = _found(call)
    found |= {key: value for key, value in call.parameters.items() if key != "EventDataStore"}
    return dict(found)


def delete(call: Call) -> Answer:
    """Not while it is protected; AWS keeps it, pending, for seven days, and frees its name then."""
    found = _found(call)
    if found["TerminationProtectionEnabled"]:
        raise call.refuse("EventDataStoreTerminationProtectedException", "Termination protection is enabled.")
    del call.account.store(STORE)[found["EventDataStoreArn"]]
    return {}


def _found(call: Call) -> dict[str, Any]:
    found: dict[str, Any] | None = call.account.store(STORE).get(str(call.parameters["EventDataStore"]))
    if found is None:
        raise call.refuse("EventDataStoreNotFoundException", "The event data store was not found.")
    return found


DOUBLES: Final = {
    ("cloudtrail", "CreateEventDataStore"): create,
    ("cloudtrail", "DeleteEventDataStore"): delete,
    ("cloudtrail", "GetEventDataStore"): get,
    ("cloudtrail", "UpdateEventDataStore"): update,
}
