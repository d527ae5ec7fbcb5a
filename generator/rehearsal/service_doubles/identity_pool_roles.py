"""What moto lacks of Cognito's identity pools: the roles of who has signed in and of who has not.

https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "roles of identity pools"


def set_roles(call: Call) -> Answer:
    """In the place of the former ones; mappings by claims are not modelled."""
    if call.parameters.get("RoleMappings"):
        raise call.refuse("InvalidParameterException", "The double does not model RoleMappings.")
    for kind in call.parameters["Roles"]:
        if kind not in ("authenticated", "unauthenticated"):
            raise call.refuse("InvalidParameterException", f"There is no kind of users {kind}.")
    _roles(call)[_pool(call)] = dict(call.parameters["Roles"])
    return {}


def get_roles(call: Call) -> Answer:
    """What ``set_roles`` set."""
    pool = _pool(call)
    return {"IdentityPoolId": pool, "Roles": _roles(call).get(pool, {})}


def _roles(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = call.account.store(STORE)
    return found


def _pool(call: Call) -> str:
    """Its id; raises the service's refusal where there is no such pool."""
    pool = str(call.parameters["IdentityPoolId"])
    call.account.client("cognito-identity").describe_identity_pool(IdentityPoolId=pool)
    return pool


DOUBLES: Final = {
    ("cognito-identity", "SetIdentityPoolRoles"): set_roles,
    ("cognito-identity", "GetIdentityPoolRoles"): get_roles,
}
