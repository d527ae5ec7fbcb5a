"""Changes of Amazon Inspector's filters, and the configurations of its CIS scans: moto makes filters, and knows no scan of these.

https://docs.aws.amazon.com/inspector/v2/APIReference/API_CreateCisScanConfiguration.html
https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateFilter.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "cis scan configurations"
NOT_FOUND: Final = "ResourceNotFoundException"


def create_filter(call: Call) -> None:
    """A name is one filter's; moto makes the filter."""
    names = {each["name"] for each in call.account.client("inspector2").list_filters()["filters"]}
    if call.parameters["name"] in names:
        raise call.refuse("BadRequestException", "A filter with the same name already exists.")


def update_filter(call: Call) -> Answer:
    """What is given is replaced."""
    from moto.inspector2.models import inspector2_backends

    arn = str(call.parameters["filterArn"])
    found = inspector2_backends[call.account.account_id][call.account.region].filters.get(arn)
    if found is None:
        raise call.refuse(NOT_FOUND, "The filter does not exist.")
    members = {"filterCriteria": "filter_criteria", "action": "action", "description": "description", "name": "name"}
    for member, attribute in members.items():
        if member in call.parameters:
            setattr(found, attribute, call.parameters[member])
    return {"arn": arn}


def create_scan(call: Call) -> Answer:
    """One more configuration, with exactly one schedule."""
    scans = call.account.store(STORE)
    arn = (
        f"arn:{call.account.partition}:inspector2:{call.account.region}:{call.account.account_id}"
        f":owner/{call.account.account_id}/cis-configuration/{len(scans):016x}"
    )
    scans[arn] = dict(call.parameters)
    return {"scanConfigurationArn": arn}


def update_scan(call: Call) -> Answer:
    """What is given is replaced."""
    arn = str(call.parameters["scanConfigurationArn"])
    _scan(call, arn).update(call.parameters)
    return {"scanConfigurationArn": arn}


def delete_scan(call: Call) -> Answer:
    """Forget it."""
    arn = str(call.parameters["scanConfigurationArn"])
    _scan(call, arn)
    del call.account.store(STORE)[arn]
    return {"scanConfigurationArn": arn}


def list_scans(call: Call) -> Answer:
    """All of them."""
    members = ("scanName", "securityLevel", "schedule", "targets")
    return {
        "scanConfigurations": [
            {"scanConfigurationArn": arn, **{member: scan[member] for member in members}}
            for arn, scan in call.account.store(STORE).items()
        ]
    }


def _scan(call: Call, arn: str) -> dict[str, Any]:
    found: dict[str, Any] | None = call.account.store(STORE).get(arn)
    if found is None:
        raise call.refuse(NOT_FOUND, "The CIS scan configuration does not exist.")
    return found


DOUBLES: Final = {
    ("inspector2", "CreateFilter"): create_filter,
    ("inspector2", "UpdateFilter"): update_filter,
    ("inspector2", "CreateCisScanConfiguration"): create_scan,
    ("inspector2", "UpdateCisScanConfiguration"): update_scan,
    ("inspector2", "DeleteCisScanConfiguration"): delete_scan,
    ("inspector2", "ListCisScanConfigurations"): list_scans,
}
