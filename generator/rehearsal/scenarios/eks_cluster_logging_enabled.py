"""Clusters with no log, with some, with all, and one that is being updated."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

ALL = ["api", "audit", "authenticator", "controllerManager", "scheduler"]


def cluster(session: Session, name: str, *logs: str, exempt: bool = False) -> str:
    """A cluster with the logs; returns its name."""
    made = [{"types": types, "enabled": on} for types, on in ((list(logs), True), (_others(logs), False)) if types]
    session.client("eks").create_cluster(
        name=name,
        roleArn="arn:aws:iam::123456789012:role/cluster",
        resourcesVpcConfig={"subnetIds": ["subnet-1", "subnet-2"]},
        logging={"clusterLogging": made},
        tags={"baseline-exempt": "yes"} if exempt else {},
    )
    return name


def _others(logs: tuple[str, ...]) -> list[str]:
    return [kind for kind in ALL if kind not in logs]


def in_update(session: Session) -> str:
    """A cluster that EKS is still changing."""
    name = cluster(session, "busy")
    session.client("eks").update_cluster_config(
        name=name, logging={"clusterLogging": [{"types": ["api"], "enabled": True}]}
    )
    return name


def state(session: Session, name: str) -> list[str]:
    """The logs that are on."""
    logs = session.client("eks").describe_cluster(name=name)["cluster"]["logging"]["clusterLogging"]
    return sorted(kind for each in logs if each["enabled"] for kind in each["types"])


def compliant(session: Session, name: str) -> bool:
    """All are."""
    return state(session, name) == ALL


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case("no log", lambda session: cluster(session, "web")),
        _case("audit only", lambda session: cluster(session, "api", "audit")),
        _case("all logs", lambda session: cluster(session, "shop", *ALL), Ends.UNCHANGED),
        _case("in an update", in_update, Ends.REFUSED, "the cluster is UPDATING"),
        _case("exempt", lambda session: cluster(session, "lab", exempt=True), Ends.EXEMPT),
    )
)
