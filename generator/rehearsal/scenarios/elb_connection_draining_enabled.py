"""Classic load balancers: cutting connections off, with another time that was set, draining, and exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.load_balancers import classic_balancer


def balancer(session: Session, name: str, *, enabled: bool, timeout: int) -> str:
    """A classic load balancer; returns its name, by which AWS Config knows it."""
    return classic_balancer(session, name, ConnectionDraining={"Enabled": enabled, "Timeout": timeout})


def exempt(session: Session) -> str:
    """One with a reason."""
    name = balancer(session, "old", enabled=False, timeout=300)
    session.client("elb").add_tags(LoadBalancerNames=[name], Tags=[{"Key": "baseline-exempt", "Value": "yes"}])
    return name


def state(session: Session, name: str) -> dict[str, Any]:
    """Every attribute but the additional ones, which moto forgets."""
    answer = session.client("elb").describe_load_balancer_attributes(LoadBalancerName=name)
    return {key: value for key, value in answer["LoadBalancerAttributes"].items() if key != "AdditionalAttributes"}


def compliant(session: Session, name: str) -> bool:
    """It drains."""
    return bool(state(session, name)["ConnectionDraining"]["Enabled"])


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("cuts off", lambda session: balancer(session, "web", enabled=False, timeout=300)),
        _case("another time", lambda session: balancer(session, "shop", enabled=False, timeout=60)),
        _case("drains", lambda session: balancer(session, "api", enabled=True, timeout=20), Ends.UNCHANGED),
        _case("exempt", exempt, Ends.EXEMPT),
    )
)
