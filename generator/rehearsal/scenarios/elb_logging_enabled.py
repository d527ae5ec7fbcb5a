"""Load balancers of both generations without a log, and with one in another bucket."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.load_balancers import balancer, classic_balancer, exempt, values

OTHER = {"Enabled": True, "S3BucketName": "other", "EmitInterval": 5, "S3BucketPrefix": "web"}


def state(session: Session, name: str) -> Any:
    """Everything that a repair could touch: the attributes but for where a log that is off would go."""
    if not name.startswith("arn:"):
        elb = session.client("elb")
        found = elb.describe_load_balancer_attributes(LoadBalancerName=name)["LoadBalancerAttributes"]
        return {key: value for key, value in found.items() if key != "AdditionalAttributes"}
    found = {"access_logs.s3.enabled": "false"} | values(session, name)
    logs = found["access_logs.s3.enabled"] == "true"
    return {key: value for key, value in found.items() if logs or key not in ("access_logs.s3.bucket",)}


def compliant(session: Session, name: str) -> bool:
    """It logs."""
    if name.startswith("arn:"):
        return values(session, name).get("access_logs.s3.enabled") == "true"
    return bool(state(session, name).get("AccessLog", {}).get("Enabled"))


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


LOGS = {"access_logs__s3__enabled": "true", "access_logs__s3__bucket": "other", "access_logs__s3__prefix": "web"}

SCENARIO = Scenario(
    (
        _case("application", lambda session: balancer(session, "web")),
        _case("classic", lambda session: classic_balancer(session, "classic")),
        _case("logs to another bucket", lambda session: balancer(session, "shop", **LOGS), Ends.UNCHANGED),
        _case(
            "classic that logs",
            lambda session: classic_balancer(session, "classic-shop", AccessLog=OTHER),
            Ends.UNCHANGED,
        ),
        _case("exempt", lambda session: exempt(session, balancer(session, "old")), Ends.EXEMPT),
    )
)
