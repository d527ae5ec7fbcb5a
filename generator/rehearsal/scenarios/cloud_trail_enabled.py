"""Trails of an account: none, two that are stopped, and one that logs beside one that is stopped."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.scenario_trail import BUCKET, make_trail, without_trails


def stopped(session: Session) -> str:
    """A trail of this Region and one of all, made in another; neither was ever started."""
    account = without_trails(session)
    make_trail(session, "here")
    make_trail(session, "everywhere", region="eu-west-1", IsMultiRegionTrail=True)
    return account


def logging(session: Session) -> str:
    """A trail that logs beside one that does not."""
    account = stopped(session)
    session.client("cloudtrail").start_logging(Name="here")
    return account


def state(session: Session, resource_id: str) -> Any:
    """Which trail logs."""
    trails = {each["Name"]: each["HomeRegion"] for each in session.client("cloudtrail").describe_trails()["trailList"]}
    return {
        name: session.in_region(region).client("cloudtrail").get_trail_status(Name=name)["IsLogging"]
        for name, region in sorted(trails.items())
    }


def compliant(session: Session, resource_id: str) -> bool:
    """One trail logs."""
    return sum(map(bool, state(session, resource_id).values())) == 1


def wide_one_started(session: Session, resource_id: str) -> bool:
    """Of two trails, the one of all Regions was started."""
    return bool(state(session, resource_id) == {"everywhere": True, "here": False})


SCENARIO = Scenario(
    (
        Case(name="no trail", make=without_trails, state=state, compliant=compliant),
        Case(name="stopped trails", make=stopped, state=state, compliant=wide_one_started, restores=False),
        Case(name="logging already", make=logging, state=state, compliant=compliant, ends=Ends.UNCHANGED),
    ),
    parameters={"NewTrailBucketName": BUCKET},
)
