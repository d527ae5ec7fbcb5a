"""Audit logs of Redshift clusters: none, none any more, into a bucket, and exempt."""

from collections.abc import Callable

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.redshift import redshift_cluster, redshift_state


def none(session: Session) -> str:
    """As a cluster is made."""
    return redshift_cluster(session, "none")


def no_more(session: Session) -> str:
    """Somebody has ended the logging."""
    into_a_bucket(session, "no-more")
    session.client("redshift").disable_logging(ClusterIdentifier="no-more")
    return "no-more"


def into_a_bucket(session: Session, name: str = "bucket") -> str:
    """Logs that go to a bucket stay there."""
    redshift_cluster(session, name)
    session.client("redshift").enable_logging(ClusterIdentifier=name, BucketName="audit-logs", S3KeyPrefix="redshift/")
    return name


def exempt(session: Session) -> str:
    """A test cluster."""
    return redshift_cluster(session, "exempt", tags={"baseline-exempt": "test"})


def compliant(session: Session, name: str) -> bool:
    """Whether logs are written."""
    return bool(redshift_state(session, name)["LoggingEnabled"])


def _case(make: Callable[[Session], str], ends: Ends = Ends.REPAIRED) -> Case:
    name = make.__name__.replace("_", " ")
    return Case(name=name, make=make, state=redshift_state, compliant=compliant, ends=ends)


SCENARIO = Scenario((_case(none), _case(no_more), _case(into_a_bucket, Ends.UNCHANGED), _case(exempt, Ends.EXEMPT)))
