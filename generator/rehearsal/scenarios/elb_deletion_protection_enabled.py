"""Load balancers of every kind without protection, and one with it."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.load_balancers import balancer, exempt, values


def compliant(session: Session, arn: str) -> bool:
    """It is protected."""
    return values(session, arn)["deletion_protection.enabled"] == "true"


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=values, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("application", lambda session: balancer(session, "web")),
        _case("network", lambda session: balancer(session, "tcp", "network")),
        _case("gateway", lambda session: balancer(session, "firewall", "gateway")),
        _case(
            "protected",
            lambda session: balancer(session, "shop", deletion_protection__enabled="true"),
            Ends.UNCHANGED,
        ),
        _case("exempt", lambda session: exempt(session, balancer(session, "old")), Ends.EXEMPT),
    )
)
