"""CloudFront's response headers policies, which moto does not have, and what CloudFront refuses of names and distributions.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateResponseHeadersPolicy.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "response headers policies"
# CloudFront is one for all Regions of an account.
HOME: Final = "us-east-1"


def create(call: Call) -> Answer:
    """Refuses a name that is taken."""
    config = call.parameters["ResponseHeadersPolicyConfig"]
    if config["Name"] in [other["Name"] for other in kept(call).values()]:
        raise call.refuse("ResponseHeadersPolicyAlreadyExists", "A policy with the same name already exists.")
    made = call.account.in_region(HOME).store(f"{STORE} made")
    made["number"] = made.get("number", 0) + 1
    policy_id = f"00000000-0000-0000-0000-{made['number']:012}"
    kept(call)[policy_id] = config
    return _answer(policy_id, config)


def get(call: Call) -> Answer:
    """One by its id."""
    return _answer(str(call.parameters["Id"]), _found(call))


def update(call: Call) -> Answer:
    """Replaces the whole of it."""
    _found(call)
    policy_id, config = str(call.parameters["Id"]), call.parameters["ResponseHeadersPolicyConfig"]
    kept(call)[policy_id] = config
    return _answer(policy_id, config)


def delete(call: Call) -> Answer:
    """Refuses one that a distribution uses."""
    _found(call)
    policy_id = str(call.parameters["Id"])
    for each in call.account.client("cloudfront").list_distributions()["DistributionList"].get("Items", ()):
        if used_by(call, each["Id"]) == policy_id:
            raise call.refuse("ResponseHeadersPolicyInUse", f"Distribution {each['Id']} uses the policy.")
    del kept(call)[policy_id]
    return {}


def used_by(call: Call, distribution: str) -> str:
    """The policy of a distribution's default behavior, which moto does not keep; empty where it has none."""
    return str(call.account.in_region(HOME).store(f"{STORE} of distributions").get(distribution, ""))


def kept(call: Call) -> dict[str, Any]:
    """The configurations by id."""
    return call.account.in_region(HOME).store(STORE)


def _found(call: Call) -> Any:
    found = kept(call).get(str(call.parameters["Id"]))
    if found is None:
        raise call.refuse("NoSuchResponseHeadersPolicy", "The specified policy does not exist.")
    return found


def _answer(policy_id: str, config: Any) -> Answer:
    return {
        "ResponseHeadersPolicy": {"Id": policy_id, "ResponseHeadersPolicyConfig": config},
        "ETag": f"E{policy_id[-12:]}",
    }


DOUBLES: Final = {
    ("cloudfront", "CreateResponseHeadersPolicy"): create,
    ("cloudfront", "GetResponseHeadersPolicy"): get,
    ("cloudfront", "UpdateResponseHeadersPolicy"): update,
    ("cloudfront", "DeleteResponseHeadersPolicy"): delete,
}
