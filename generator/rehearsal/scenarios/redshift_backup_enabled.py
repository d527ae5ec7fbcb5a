"""Automated snapshots of Redshift clusters: none, kept too shortly, kept for long, exempt, and of a paused cluster."""

from collections.abc import Callable

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.redshift import redshift_cluster, redshift_state


def none(session: Session) -> str:
    """Snapshots are off."""
    return redshift_cluster(session, "none", AutomatedSnapshotRetentionPeriod=0)


def one_day(session: Session) -> str:
    """As a cluster is made."""
    return redshift_cluster(session, "one-day")


def five_weeks(session: Session) -> str:
    """More than demanded stays as it is."""
    return redshift_cluster(session, "five-weeks", AutomatedSnapshotRetentionPeriod=35)


def exempt(session: Session) -> str:
    """A warehouse that is loaded anew."""
    return redshift_cluster(session, "exempt", tags={"baseline-exempt": "test"})


def paused(session: Session) -> str:
    """A paused cluster takes no changes."""
    redshift_cluster(session, "paused")
    session.client("redshift").pause_cluster(ClusterIdentifier="paused")
    return "paused"


def compliant(session: Session, name: str) -> bool:
    """Whether snapshots are kept for a week."""
    return bool(redshift_state(session, name)["AutomatedSnapshotRetentionPeriod"] >= 7)


def _case(make: Callable[[Session], str], ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    name = make.__name__.replace("_", " ")
    return Case(name=name, make=make, state=redshift_state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case(none),
        _case(one_day),
        _case(five_weeks, Ends.UNCHANGED),
        _case(exempt, Ends.EXEMPT),
        _case(paused, Ends.REFUSED, "has not taken the change in nine minutes: paused"),
    )
)
