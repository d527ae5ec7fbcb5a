"""A double of the updates of EKS clusters: moto changes a cluster at once, forgets what an update leaves out, and knows no update.

https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html
"""

from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "updates of EKS clusters"


def update_cluster_config(call: Call) -> Answer:
    """Turn the named types of log on and off; the cluster has them once its update is asked for."""
    cluster = _cluster(call)
    pending = [
        each for each in call.account.store(STORE).values() if each["cluster"] == cluster.name and not each["done"]
    ]
    if pending:
        raise call.refuse("ResourceInUseException", f"Cluster {cluster.name} has an update in progress")
    update_id = f"00000000-0000-0000-0000-{len(call.account.store(STORE)):012}"
    wanted = call.parameters.get("logging", {}).get("clusterLogging", [])
    call.account.store(STORE)[update_id] = {"cluster": cluster.name, "wanted": wanted, "done": False}
    cluster.status = "UPDATING"
    return {"update": _update(update_id, "InProgress")}


def describe_update(call: Call) -> Answer:
    """InProgress the first time that it is asked for, Successful ever after."""
    found: Any = call.account.store(STORE).get(call.parameters["updateId"])
    if found is None or found["cluster"] != call.parameters["name"]:
        raise call.refuse("ResourceNotFoundException", f"No update found for ID: {call.parameters['updateId']}")
    if found["done"]:
        return {"update": _update(call.parameters["updateId"], "Successful")}
    cluster = _cluster(call)
    on = {kind: each["enabled"] for each in cluster.logging["clusterLogging"] for kind in each["types"]}
    on |= {kind: each["enabled"] for each in found["wanted"] for kind in each["types"]}
    cluster.logging = {
        "clusterLogging": [
            {"types": sorted(kind for kind in on if on[kind] is enabled), "enabled": enabled}
            for enabled in (True, False)
            if enabled in on.values()
        ]
    }
    found["done"], cluster.status = True, "ACTIVE"
    return {"update": _update(call.parameters["updateId"], "InProgress")}


def _cluster(call: Call) -> Any:
    from moto.eks.models import eks_backends

    clusters = eks_backends[call.account.account_id][call.account.region].clusters
    if call.parameters["name"] not in clusters:
        raise call.refuse("ResourceNotFoundException", f"No cluster found for name: {call.parameters['name']}.")
    return clusters[call.parameters["name"]]


def _update(update_id: str, status: str) -> dict[str, Any]:
    made = datetime.now(UTC)
    return {"id": update_id, "status": status, "type": "LoggingUpdate", "params": [], "createdAt": made, "errors": []}


DOUBLES: Final = {
    ("eks", "DescribeUpdate"): describe_update,
    ("eks", "UpdateClusterConfig"): update_cluster_config,
}
