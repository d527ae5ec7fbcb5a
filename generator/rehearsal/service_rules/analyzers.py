"""Access Analyzer, which moto does not have: an unmodelled API with its quotas.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
"""

from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "analyzers"


def create(call: Call) -> Answer:
    """One analyzer of each account type per Region; names are unique."""
    store = call.account.store(STORE)
    name, kind = str(call.parameters["analyzerName"]), str(call.parameters["type"])
    if name in store:
        raise call.refuse("ConflictException", f"An analyzer with the name {name} already exists.")
    if kind.startswith("ACCOUNT") and any(analyzer["type"] == kind for analyzer in store.values()):
        raise call.refuse("ServiceQuotaExceededException", f"The account has the maximum number of {kind} analyzers.")
    account = call.account
    arn = f"arn:{account.partition}:access-analyzer:{account.region}:{account.account_id}:analyzer/{name}"
    store[name] = {
        "arn": arn,
        "name": name,
        "type": kind,
        "createdAt": datetime.now(UTC),
        "status": "ACTIVE",
        "tags": call.parameters.get("tags", {}),
        **({"configuration": call.parameters["configuration"]} if "configuration" in call.parameters else {}),
    }
    return {"arn": arn}


def get(call: Call) -> Answer:
    """By name."""
    return {"analyzer": _found(call)}


def list_all(call: Call) -> Answer:
    """All, or those of one type."""
    kind = call.parameters.get("type")
    return {"analyzers": [item for item in call.account.store(STORE).values() if kind in {None, item["type"]}]}


def update(call: Call) -> Answer:
    """Replace the configuration."""
    analyzer = _found(call)
    analyzer["configuration"] = call.parameters.get("configuration", {})
    return {"configuration": analyzer["configuration"]}


def delete(call: Call) -> Answer:
    """By name."""
    del call.account.store(STORE)[_found(call)["name"]]
    return {}


def _found(call: Call) -> dict[str, Any]:
    analyzer: dict[str, Any] | None = call.account.store(STORE).get(str(call.parameters["analyzerName"]))
    if analyzer is None:
        raise call.refuse(
            "ResourceNotFoundException", f"The analyzer {call.parameters['analyzerName']} does not exist."
        )
    return analyzer
