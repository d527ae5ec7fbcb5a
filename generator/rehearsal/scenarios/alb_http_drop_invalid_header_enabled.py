"""Load balancers that let invalid headers through, one that does not, and one that is exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.load_balancers import balancer, exempt, values

ATTRIBUTE = "routing.http.drop_invalid_header_fields.enabled"
ON = {"routing__http__drop_invalid_header_fields__enabled": "true"}
OFF = {"routing__http__drop_invalid_header_fields__enabled": "false", "routing__http2__enabled": "false"}


def compliant(session: Session, arn: str) -> bool:
    """It drops them."""
    return values(session, arn).get(ATTRIBUTE) == "true"


def state(session: Session, arn: str) -> dict[str, str]:
    """Every attribute."""
    return {ATTRIBUTE: "false"} | values(session, arn)


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("as made", lambda session: balancer(session, "web")),
        _case("beside another attribute", lambda session: balancer(session, "api", **OFF)),
        _case("on already", lambda session: balancer(session, "shop", **ON), Ends.UNCHANGED),
        _case("exempt", lambda session: exempt(session, balancer(session, "old")), Ends.EXEMPT),
    )
)
