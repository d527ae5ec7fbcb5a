"""What moto lacks of IAM Identity Center: ARNs of permission sets in AWS's form, their boundaries, and when one cannot be deleted.

https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PutPermissionsBoundaryToPermissionSet.html
https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeletePermissionSet.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "boundaries of permission sets"


def create_set(call: Call) -> Answer:
    """A permission set of moto's, under an ARN of AWS's form; its name is taken once."""
    from moto.ssoadmin.models import PermissionSet

    given, backend = call.parameters, _backend(call)
    if any(each.name == given["Name"] for each in backend.permission_sets):
        raise call.refuse("ConflictException", f"PermissionSet with name {given['Name']} already exists.")
    made = PermissionSet(
        given["Name"],
        given.get("Description", ""),
        given["InstanceArn"],
        given.get("SessionDuration", "PT1H"),
        given.get("RelayState", ""),
        given.get("Tags", []),
    )
    made.permission_set_arn = made.permission_set_arn.replace(":instance/", ":permissionSet/")
    backend.permission_sets.append(made)
    return {"PermissionSet": made.to_json(include_creation_date=True)}


def put_boundary(call: Call) -> Answer:
    """One policy, of AWS or of the account."""
    if len(call.parameters["PermissionsBoundary"]) != 1:
        raise call.refuse("ValidationException", "Give a managed policy or a customer managed policy reference.")
    _set(call)
    call.account.store(STORE)[call.parameters["PermissionSetArn"]] = call.parameters["PermissionsBoundary"]
    return {}


def get_boundary(call: Call) -> Answer:
    """What ``put_boundary`` set."""
    _set(call)
    found = call.account.store(STORE).get(call.parameters["PermissionSetArn"])
    if found is None:
        raise call.refuse("ResourceNotFoundException", "The permission set has no permissions boundary.")
    return {"PermissionsBoundary": found}


def delete_boundary(call: Call) -> Answer:
    """None any more."""
    get_boundary(call)
    del call.account.store(STORE)[call.parameters["PermissionSetArn"]]
    return {}


def delete_set(call: Call) -> Answer | None:
    """moto deletes it, unless somebody is assigned."""
    for each in _backend(call).account_assignments:
        if each.permission_set_arn == call.parameters["PermissionSetArn"]:
            raise call.refuse("ConflictException", "The permission set has account assignments.")
    return None


def provision(call: Call) -> Answer:
    """Done at once; moto does it for its own instance only."""
    _set(call)
    return {"PermissionSetProvisioningStatus": {"Status": "SUCCEEDED"}}


def _set(call: Call) -> None:
    """Raises the service's refusal where there is no such permission set."""
    sso = call.account.client("sso-admin")
    names = ("InstanceArn", "PermissionSetArn")
    sso.describe_permission_set(**{name: call.parameters[name] for name in names})


def _backend(call: Call) -> Any:
    from moto.ssoadmin.models import ssoadmin_backends

    return ssoadmin_backends[call.account.account_id][call.account.region]


DOUBLES: Final = {
    ("sso-admin", "CreatePermissionSet"): create_set,
    ("sso-admin", "PutPermissionsBoundaryToPermissionSet"): put_boundary,
    ("sso-admin", "GetPermissionsBoundaryForPermissionSet"): get_boundary,
    ("sso-admin", "DeletePermissionsBoundaryFromPermissionSet"): delete_boundary,
    ("sso-admin", "DeletePermissionSet"): delete_set,
    ("sso-admin", "ProvisionPermissionSet"): provision,
}
